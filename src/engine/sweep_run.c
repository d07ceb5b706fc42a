/* Running a sweep, or some of its rows: each group is a job. */
#include "arrays.h"
#include "error.h"
#include "floating_point.h"
#include "plan_layout.h"
#include "sweep.h"
#include <stdlib.h>

/* A group's part of the rows asked for. */
typedef struct {
    bw_program *program; /* the group's own, or one of some of its rows */
    size_t row;          /* its first, counted from the first asked for */
    bool is_partial;
} part;

typedef struct {
    const bw_sweep *sweep;
    part *part;
    size_t parts;
    size_t n;
    const bw_column *columns;
    double *const *outputs;
} sweep_run;

static bw_arrays arrays_of(const sweep_run *run, const part *p)
{
    return (bw_arrays){ run->n, run->columns, run->outputs + p->row * run->sweep->outputs, sizeof(double) };
}

static bw_status run_part(void *context, size_t index, bw_pulse *pulse)
{
    const sweep_run *run = context;
    const bw_arrays arrays = arrays_of(run, &run->part[index]);
    return bw_run_arrays(run->part[index].program->plan, &arrays, pulse);
}

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bw_program *part_of(const bw_sweep_group *group, size_t first, size_t rows, size_t outputs)
{
    const bw_program *whole = group->program;
    return bw_program_new(&whole->graph, whole->output + first * outputs, rows * outputs, whole->kernel);
}

/* Rows that are not asked for are not computed: a group of which some are gets a program of those. */
static bool find_parts(sweep_run *run, size_t first, size_t rows)
{
    const size_t outputs = run->sweep->outputs;
    for (size_t k = 0; k < run->sweep->groups; k++) {
        const bw_sweep_group *group = &run->sweep->group[k];
        const size_t from = greater(first, group->first), to = lesser(first + rows, group->first + group->rows);
        if (from >= to) continue;
        part *p = &run->part[run->parts];
        *p = (part){ .program = group->program, .row = from - first, .is_partial = to - from < group->rows };
        if (p->is_partial) p->program = part_of(group, from - group->first, to - from, outputs);
        if (!p->program) return false;
        run->parts++;
    }
    return true;
}

static bw_status check_rows(const bw_sweep *sweep, size_t first, size_t rows)
{
    if (first <= sweep->rows && rows <= sweep->rows - first) return BW_OK;
    return bw_set_error(BW_BAD_VALUE, "rows", "%zu rows from row %zu are asked for, and the sweep has %zu rows", rows,
                        first, sweep->rows);
}

static bw_status run_parts(sweep_run *run, size_t rows, const bw_execution *execution)
{
    bw_jobs jobs = { .count = run->parts, .run = run_part, .context = run };
    bw_status status = bw_check_outputs(rows * run->sweep->outputs, NULL,
                                        &(bw_arrays){ run->n, run->columns, run->outputs, sizeof(double) });
    if (status != BW_OK) return status;
    for (size_t k = 0; k < run->parts; k++) {
        const bw_arrays arrays = arrays_of(run, &run->part[k]);
        status = bw_check_columns(run->part[k].program->plan, NULL, &arrays);
        if (status != BW_OK) return status;
        jobs.work += (uint64_t)run->n * run->part[k].program->plan->steps;
    }
    return bw_run_jobs(&jobs, execution);
}

bw_status bw_sweep_run(const bw_sweep *sweep, size_t first, size_t rows, size_t n, const bw_column *columns,
                       double *const *outputs, const bw_execution *execution)
{
    bw_status status = check_rows(sweep, first, rows);
    if (status != BW_OK) return status;
    sweep_run run = { .sweep = sweep, .n = n, .columns = columns, .outputs = outputs };
    run.part = malloc(sweep->groups * sizeof *run.part);
    if (!run.part) return bw_set_no_memory();
    const uint32_t control = bw_enter_floating_point();
    status = find_parts(&run, first, rows) ? run_parts(&run, rows, execution) : bw_set_no_memory();
    bw_leave_floating_point(control);
    for (size_t k = 0; k < run.parts; k++)
        if (run.part[k].is_partial) bw_program_release(run.part[k].program);
    free(run.part);
    return status;
}

uint32_t bw_sweep_columns(const bw_sweep *sweep)
{
    uint32_t columns = 0;
    for (size_t k = 0; k < sweep->groups; k++) columns |= bw_program_columns(sweep->group[k].program);
    return columns;
}
