/* threads.h: jobs spread over threads.
 *
 * Jobs are numbered and are handed out by a counter, a few neighbours at a time. The calling thread works like the others, and
 * between two pieces of its work calls the watch of the execution. */
#ifndef BW_THREADS_H
#define BW_THREADS_H

#include "barwise/barwise.h"

/* What a job tells of its progress while somebody watches. */
typedef struct bw_pulse bw_pulse;

/* So much more work is done. False if the job should end where it is. */
bool bw_beat(bw_pulse *pulse, uint64_t work);

typedef struct {
    size_t count;
    uint64_t work; /* of all jobs together: bars × operators, each about a nanosecond */
    /* Runs one job. The pulse is null if nobody watches; a job that it ends gives BW_INTERRUPTED. */
    bw_status (*run)(void *context, size_t index, bw_pulse *pulse);
    void *context;
} bw_jobs;

/* Runs them all; the execution may be null. The first error ends the call and becomes the calling thread's. */
bw_status bw_run_jobs(const bw_jobs *jobs, const bw_execution *execution);

/* How many threads can run at once: BARWISE_THREADS, or else the processors that this process may use. 0, with an error, if
 * BARWISE_THREADS is no such number. */
unsigned bw_processor_count(void);

#endif
