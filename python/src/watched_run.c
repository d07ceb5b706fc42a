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

static bw_status run_very_long(const bw_request *request)
{
    bw_program *program;
    bw_request first_bar = *request;
    first_bar.n = 1; /* says what is wrong with the request, if anything is */
    bw_status status = bw_run(&first_bar);
    status = status == BW_OK ? bw_program_of_request(request, &program) : status;
    if (status == BW_OK) {
        status = run_watched(program, request->n, request->columns, request->outputs);
        bw_program_release(program);
    }
    return status;
}

bw_status run_request(const bw_request *request, bool needs_interpreter)
{
    if (request->n >= VERY_LONG_RUN && !needs_interpreter) {
        return run_very_long(request);
    }
    if (request->n < LONG_RUN || needs_interpreter) {
        return bw_run(request);
    }
    bw_status status;
    Py_BEGIN_ALLOW_THREADS status = bw_run(request);
    Py_END_ALLOW_THREADS return status;
}
