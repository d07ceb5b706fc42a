#define _GNU_SOURCE /* sched_getaffinity */
#include "threads.h"
#include "condition.h"
#include "error.h"
#include "floating_point.h"
#include "helpers.h"
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    THREADS_MAX = 1024,
    WORK_OF_A_THREAD = 200000, /* starting one costs about 30 µs */
    SHARES = 8,                /* at least so many per thread, so that none waits long for the last */
    NEIGHBOURS_MAX = 64,
    WATCH_INTERVAL = 50000000, /* ns between two calls of the watch: half of what is promised */
};

typedef struct crew crew;

/* One thread's part, on cache lines of its own. */
struct bw_pulse {
    _Alignas(64) crew *crew;
    _Atomic uint64_t done;
    bool is_caller;
};

struct crew {
    const bw_jobs *jobs;
    const bw_execution *execution;
    size_t neighbours; /* jobs handed out at a time */
    atomic_size_t next;
    atomic_bool stop;
    uint64_t watched_at;
    uint32_t host_control; /* floating point, as the host had set it */
    pthread_mutex_t lock;  /* of what follows */
    pthread_cond_t ended;
    atomic_uint running;
    bw_error error;
    bw_pulse *pulse;
    unsigned threads; /* pulses in use; the first is the calling thread's */
};

/* ---- how many ------------------------------------------------------------------------------------------------------ */

unsigned bw_processor_count(void)
{
    const char *text = getenv("BARWISE_THREADS");
    if (text && *text) {
        char *end;
        const long count = strtol(text, &end, 10);
        if (!*end && count >= 1 && count <= THREADS_MAX) return (unsigned)count;
        bw_set_error(BW_BAD_VALUE, "BARWISE_THREADS", "BARWISE_THREADS must be an integer from 1 to %d, not '%s'",
                     THREADS_MAX, text);
        return 0;
    }
#if defined __linux__
    cpu_set_t set;
    if (!sched_getaffinity(0, sizeof set, &set)) return (unsigned)CPU_COUNT(&set);
#endif
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : (unsigned)count;
}

/* 0, with an error, if that cannot be said. */
static unsigned choose_threads(const bw_jobs *jobs, unsigned asked)
{
    uint64_t threads = asked;
    if (!asked) {
        const uint64_t worthwhile = 1 + jobs->work / WORK_OF_A_THREAD;
        threads = bw_processor_count();
        if (threads > worthwhile) threads = worthwhile;
    }
    if (threads > jobs->count) threads = jobs->count;
    return (unsigned)(threads < THREADS_MAX ? threads : THREADS_MAX);
}

/* ---- watching ------------------------------------------------------------------------------------------------------ */

static double share_done(const crew *c)
{
    uint64_t done = 0;
    for (unsigned k = 0; k < c->threads; k++) done += atomic_load_explicit(&c->pulse[k].done, memory_order_relaxed);
    return done < c->jobs->work ? (double)done / (double)c->jobs->work : 1;
}

/* This thread's latest error ends the call, unless another one already did. */
static void fail(crew *c)
{
    pthread_mutex_lock(&c->lock);
    if (c->error.status == BW_OK) c->error = *bw_last_error();
    pthread_mutex_unlock(&c->lock);
    atomic_store(&c->stop, true);
}

/* Calls the watch if it is time. It is the host's code, so it finds the host's floating point and may leave it changed. */
static void watch(crew *c, uint64_t now)
{
    if (now - c->watched_at < WATCH_INTERVAL || atomic_load(&c->stop)) return;
    bw_leave_floating_point(c->host_control);
    const bool go_on = c->execution->watch(c->execution->context, share_done(c));
    c->host_control = bw_enter_floating_point();
    c->watched_at = bw_nanoseconds();
    if (go_on) return;
    bw_set_error(BW_INTERRUPTED, "", "interrupted by its watch");
    fail(c);
}

bool bw_beat(bw_pulse *pulse, uint64_t work)
{
    const uint64_t done = atomic_load_explicit(&pulse->done, memory_order_relaxed);
    atomic_store_explicit(&pulse->done, done + work, memory_order_relaxed);
    if (pulse->is_caller) watch(pulse->crew, bw_nanoseconds()); /* 30 ns, beside steps over a block */
    return !atomic_load_explicit(&pulse->crew->stop, memory_order_relaxed);
}

/* ---- working ------------------------------------------------------------------------------------------------------- */

static void work(void *argument)
{
    bw_pulse *pulse = argument;
    crew *c = pulse->crew;
    bw_pulse *watched = c->execution->watch ? pulse : NULL;
    for (;;) {
        const size_t first = atomic_fetch_add(&c->next, c->neighbours);
        for (size_t k = first; k < first + c->neighbours; k++) {
            if (k >= c->jobs->count || atomic_load_explicit(&c->stop, memory_order_relaxed)) return;
            if (c->jobs->run(c->jobs->context, k, watched) != BW_OK) fail(c);
        }
    }
}

static void has_helped(void *pulse)
{
    crew *c = ((const bw_pulse *)pulse)->crew;
    pthread_mutex_lock(&c->lock);
    c->running--;
    pthread_cond_signal(&c->ended);
    pthread_mutex_unlock(&c->lock);
}

/* As many as can be had: with fewer it only takes longer. */
static void call_helpers(crew *c, unsigned threads)
{
    for (; c->threads < threads; c->threads++) {
        bw_pulse *pulse = &c->pulse[c->threads];
        *pulse = (bw_pulse){ .crew = c };
        pthread_mutex_lock(&c->lock);
        c->running++;
        pthread_mutex_unlock(&c->lock);
        if (bw_call_helper(work, has_helped, pulse)) continue;
        pthread_mutex_lock(&c->lock);
        c->running--;
        pthread_mutex_unlock(&c->lock);
        break;
    }
}

static bool all_have_ended(const void *context)
{
    return !((const crew *)context)->running;
}

/* The others still work, and the watch must not wait for them. */
static void wait_for_helpers(crew *c)
{
    bw_look_for_a_while(all_have_ended, c);
    pthread_mutex_lock(&c->lock);
    while (c->running) {
        if (!c->execution->watch) {
            pthread_cond_wait(&c->ended, &c->lock);
            continue;
        }
        const struct timespec until = bw_time_after(WATCH_INTERVAL);
        pthread_cond_timedwait(&c->ended, &c->lock, &until);
        pthread_mutex_unlock(&c->lock);
        watch(c, bw_nanoseconds());
        pthread_mutex_lock(&c->lock);
    }
    pthread_mutex_unlock(&c->lock);
}

static void work_together(crew *c, unsigned threads)
{
    bw_start_condition(&c->ended);
    call_helpers(c, threads);
    work(&c->pulse[0]);
    wait_for_helpers(c);
    pthread_cond_destroy(&c->ended);
}

bw_status bw_run_jobs(const bw_jobs *jobs, const bw_execution *execution)
{
    static const bw_execution usual;
    if (!execution) execution = &usual;
    const unsigned threads = choose_threads(jobs, execution->threads);
    if (!threads) return jobs->count ? bw_last_error()->status : BW_OK;
    bw_pulse own, *pulse = threads > 1 ? aligned_alloc(_Alignof(bw_pulse), threads * sizeof own) : &own;
    if (!pulse) return bw_set_no_memory();
    size_t neighbours = jobs->count / ((size_t)threads * SHARES);
    neighbours = neighbours < 1 ? 1 : neighbours > NEIGHBOURS_MAX ? NEIGHBOURS_MAX : neighbours;
    crew c = { .jobs = jobs, .execution = execution, .neighbours = neighbours, .pulse = pulse, .threads = 1 };
    pulse[0] = (bw_pulse){ .crew = &c, .is_caller = true };
    pthread_mutex_init(&c.lock, NULL);
    c.host_control = bw_enter_floating_point();
    if (execution->watch) c.watched_at = bw_nanoseconds();
    if (threads > 1) work_together(&c, threads);
    else work(&pulse[0]);
    bw_leave_floating_point(c.host_control);
    pthread_mutex_destroy(&c.lock);
    if (pulse != &own) free(pulse);
    if (c.error.status != BW_OK) bw_keep_error(&c.error);
    return c.error.status;
}
