/* bw_run_tasks: many runs at once, each of a program over series of its own. */
#include "arrays.h"
#include "error.h"
#include "plan_layout.h"
#include "program.h"
#include "threads.h"

typedef struct {
    void (*describe)(void *context, size_t index, bw_task *task);
    void *context;
} descriptions;

static bw_arrays arrays_of(const bw_task *task)
{
    return (bw_arrays){ task->n, task->columns, task->outputs,
                        task->output_stride ? task->output_stride : (ptrdiff_t)sizeof(double) };
}

static bw_status run_task(void *context, size_t index, bw_pulse *pulse)
{
    const descriptions *d = context;
    bw_task task = { 0 };
    d->describe(d->context, index, &task);
    const bw_arrays arrays = arrays_of(&task);
    return bw_run_arrays(task.program->plan, &arrays, pulse);
}

/* All of them, before anything is written. Adds up their work. */
static bw_status check_tasks(const descriptions *d, size_t count, uint64_t *work)
{
    for (size_t index = 0; index < count; index++) {
        bw_task task = { 0 };
        d->describe(d->context, index, &task);
        if (!task.program) return bw_set_error(BW_MISSING, "program", "task %zu has no program", index);
        const bw_arrays arrays = arrays_of(&task);
        const bw_status status = bw_check_program_arrays(task.program, &arrays);
        if (status != BW_OK) return status;
        *work += (uint64_t)task.n * task.program->plan->steps;
    }
    return BW_OK;
}

bw_status bw_run_tasks(size_t count, void (*describe)(void *context, size_t index, bw_task *task), void *context,
                       const bw_execution *execution)
{
    descriptions d = { describe, context };
    bw_jobs jobs = { .count = count, .run = run_task, .context = &d };
    const bw_status status = check_tasks(&d, count, &jobs.work);
    return status == BW_OK ? bw_run_jobs(&jobs, execution) : status;
}
