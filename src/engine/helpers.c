#define _POSIX_C_SOURCE 200809L /* clocks of condition variables, signal masks */
#include "helpers.h"
#include "condition.h"
#include "floating_point.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { LONGEST_WAIT = BW_SECOND };

typedef struct helper helper;

struct helper {
    pthread_t thread;
    pthread_cond_t called;
    bw_helping *help, *has_helped;
    void *work;
    atomic_bool is_called, is_dismissed;
    helper *next; /* of those that wait, or of those that are dismissed */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of what follows, and of what helpers consist of */
static helper *waiting, *dismissed;

/* ---- one that helps ---- */

static void dismiss(helper *h)
{
    h->is_dismissed = true;
    h->next = dismissed;
    dismissed = h;
}

static void stop_waiting(helper *h)
{
    helper **place = &waiting;
    while (*place != h) place = &(*place)->next;
    *place = h->next;
}

static bool need_not_wait(const void *context)
{
    const helper *h = context;
    return h->is_called || h->is_dismissed;
}

static void wait_until_called(helper *h)
{
    const struct timespec until = bw_time_after(LONGEST_WAIT);
    while (!need_not_wait(h)) {
        if (!pthread_cond_timedwait(&h->called, &lock, &until) || need_not_wait(h)) continue;
        stop_waiting(h);
        dismiss(h);
    }
}

static void begin_to_wait(helper *h)
{
    pthread_mutex_lock(&lock);
    h->is_called = false;
    h->next = waiting;
    waiting = h;
    pthread_mutex_unlock(&lock);
}

/* Who is told that it has helped may call again at once, or fork: so it waits by then, and the next work may be there already. */
static void do_help(helper *h)
{
    bw_helping *const has_helped = h->has_helped;
    void *const work = h->work;
    h->help(work);
    begin_to_wait(h);
    has_helped(work);
}

/* False if it is dismissed. */
static bool is_called_again(helper *h)
{
    bw_look_for_a_while(need_not_wait, h);
    pthread_mutex_lock(&lock);
    wait_until_called(h);
    pthread_mutex_unlock(&lock);
    return h->is_called;
}

static void *help_until_dismissed(void *argument)
{
    helper *h = argument;
    bw_enter_floating_point();
    do do_help(h);
    while (is_called_again(h));
    return NULL;
}

/* ---- those that are dismissed ---- */

/* The lock is held before and after, but not all the time. */
static void join_dismissed(void)
{
    while (dismissed) {
        helper *h = dismissed;
        dismissed = h->next;
        pthread_mutex_unlock(&lock);
        pthread_join(h->thread, NULL);
        pthread_cond_destroy(&h->called);
        free(h);
        pthread_mutex_lock(&lock);
    }
}

static void dismiss_waiting(void)
{
    while (waiting) {
        helper *h = waiting;
        waiting = h->next;
        dismiss(h);
        pthread_cond_signal(&h->called);
    }
}

/* The lock is held after. Meanwhile others may have begun to wait. */
static void dismiss_all(void)
{
    pthread_mutex_lock(&lock);
    do {
        dismiss_waiting();
        join_dismissed();
    } while (waiting);
}

static void unlock(void)
{
    pthread_mutex_unlock(&lock);
}

/* A child of fork has the forking thread only: it finds the lock free, and no helpers. */
static void prepare_for_fork(void)
{
    pthread_atfork(dismiss_all, unlock, unlock);
}

__attribute__((destructor)) static void end(void)
{
    dismiss_all();
    unlock();
}

/* ---- calling one ---- */

static void give_work(helper *h, bw_helping *help, bw_helping *has_helped, void *work)
{
    h->help = help;
    h->has_helped = has_helped;
    h->work = work;
}

/* Signals are the host's threads' business, but for those that a thread brings upon itself. */
static void block_signals(sigset_t *before)
{
    static const int own[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP };
    sigset_t set;
    sigfillset(&set);
    for (size_t k = 0; k < sizeof own / sizeof *own; k++) sigdelset(&set, own[k]);
    pthread_sigmask(SIG_SETMASK, &set, before);
}

/* The lock is held, so that the thread is known before it can be dismissed. */
static bool start(bw_helping *help, bw_helping *has_helped, void *work)
{
    helper *h = calloc(1, sizeof *h);
    if (!h) return false;
    give_work(h, help, has_helped, work);
    bw_start_condition(&h->called);
    sigset_t before;
    block_signals(&before);
    const bool has_started = !pthread_create(&h->thread, NULL, help_until_dismissed, h);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (has_started) return true;
    pthread_cond_destroy(&h->called);
    free(h);
    return false;
}

bool bw_call_helper(bw_helping *help, bw_helping *has_helped, void *work)
{
    static pthread_once_t prepared = PTHREAD_ONCE_INIT;
    pthread_once(&prepared, prepare_for_fork);
    pthread_mutex_lock(&lock);
    join_dismissed();
    helper *h = waiting;
    const bool is_there = h || start(help, has_helped, work);
    if (h) {
        waiting = h->next;
        give_work(h, help, has_helped, work);
        h->is_called = true;
        pthread_cond_signal(&h->called);
    }
    pthread_mutex_unlock(&lock);
    return is_there;
}
