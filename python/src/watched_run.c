#include "watched_run.h"

#include <string.h>

#include "execution.h"

static void describe(void *context, size_t index, bw_task *task)
{
    (void)index;
    *task = *(const bw_task *)context;
}

bw_status run_watched(const bw_program *program, size_t n, const bw_column *columns, double *const *outputs)
{
    bw_task task = { .program = program, .n = n, .outputs = outputs };
    python_execution execution;
    memcpy(task.columns, columns, sizeof task.columns);
    start_execution(&execution, 1);
    give_gil_away(&execution);
    const bw_status status = bw_run_tasks(1, describe, &task, &execution.execution);
    take_gil_back(&execution);
    return execution.failed ? BW_INTERRUPTED : status;
}
