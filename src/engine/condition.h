/* condition.h: condition variables that are waited for by a clock which nobody sets, where there is one. */
#ifndef BW_CONDITION_H
#define BW_CONDITION_H

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#ifdef __APPLE__
#define BW_WAITING_CLOCK CLOCK_REALTIME /* the only one for condition variables there */
#else
#define BW_WAITING_CLOCK CLOCK_MONOTONIC
#endif

enum { BW_SECOND = 1000000000 }; /* ns */

static inline void bw_start_condition(pthread_cond_t *condition)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
#ifndef __APPLE__
    pthread_condattr_setclock(&attributes, BW_WAITING_CLOCK);
#endif
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

/* When it will be so many nanoseconds later, for pthread_cond_timedwait. */
static inline struct timespec bw_time_after(long nanoseconds)
{
    struct timespec t;
    clock_gettime(BW_WAITING_CLOCK, &t);
    t.tv_sec += nanoseconds / BW_SECOND;
    t.tv_nsec += nanoseconds % BW_SECOND;
    t.tv_sec += t.tv_nsec / BW_SECOND;
    t.tv_nsec %= BW_SECOND;
    return t;
}

static inline uint64_t bw_nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * BW_SECOND + (uint64_t)t.tv_nsec;
}

/* What is likely to be met soon is looked for: a thread that sleeps takes 20 to 30 µs to wake. Others may have the processor. */
static inline void bw_look_for_a_while(bool (*is_met)(const void *context), const void *context)
{
    enum { A_WHILE = 50000 }; /* ns */
    const uint64_t start = bw_nanoseconds();
    while (!is_met(context) && bw_nanoseconds() - start < A_WHILE) sched_yield();
}

#endif
