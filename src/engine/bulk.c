/* A whole series, block by block. A column of plain doubles is read where it lies, once the tape's margin before the block
 * is inside it, and as long as no infinity is in reach; all else is read onto its tape. */
#include "plan_layout.h"
#include "numerics.h"
#include <string.h>

typedef struct {
    const bw_column *column;
    uint32_t series;
    size_t margin;
    size_t finite_from; /* no infinity from here to the block */
    bool is_plain;      /* doubles side by side */
    bool is_stale;      /* the tape: the latest block was read in place */
} reader;

void bw_read_column(const bw_column *column, size_t first, size_t n, double *to)
{
    const char *from = (const char *)column->data + (ptrdiff_t)first * column->stride;
    if (column->read) column->read(column, first, n, to);
    else if (column->stride == sizeof *to) memcpy(to, from, n * sizeof *to);
    else
        for (size_t i = 0; i < n; i++, from += column->stride) memcpy(&to[i], from, sizeof *to);
}

/* The same, with ±Inf as NaN. Was there any? */
static bool read_values(const reader *r, const bw_kernel *kernel, size_t first, size_t n, double *to)
{
    bw_read_column(r->column, first, n, to);
    if (!(kernel->missing(to, n) & BW_HAS_INFINITY)) return false;
    for (size_t i = 0; i < n; i++)
        if (to[i] - to[i] != 0) to[i] = BW_NAN;
    return true;
}

static reader reader_of(const bw_plan *p, const bw_plan_input *input, const bw_column *columns)
{
    const bw_column *c = &columns[input->column];
    return (reader){ .column = c,
                     .series = input->series,
                     .margin = p->tape[input->series].margin,
                     .is_plain = !c->read && c->stride == sizeof(double) && (uintptr_t)c->data % sizeof(double) == 0 };
}

/* Where the block's values of one column are. `tape` is where they would stand on its tape. */
static const double *read_block(reader *r, const bw_kernel *kernel, double *tape, uint8_t *presence, size_t first, size_t n)
{
    if (r->is_plain && first >= r->finite_from + r->margin) {
        const double *bars = (const double *)r->column->data + first;
        const unsigned missing = kernel->missing(bars, n);
        if (!(missing & BW_HAS_INFINITY)) {
            *presence = missing ? BW_SOME_MISSING : BW_ALL_PRESENT;
            r->is_stale = true;
            return bars;
        }
    }
    if (r->is_stale) read_values(r, kernel, first - r->margin, r->margin, tape - r->margin);
    r->is_stale = false;
    if (read_values(r, kernel, first, n, tape)) r->finite_from = first + n;
    return tape;
}

/* The first block's length: such that from the second on blocks begin with a group, or, if no step takes values in groups, that
 * the first output is written from the start of a cache line. */
static size_t first_block(const bw_plan *p, const double *out, size_t n)
{
    const size_t past_line = (uintptr_t)out / sizeof(double) % BW_LEAST_ADVANCE;
    const size_t m = p->chunk - (p->has_groups ? (BW_LEAST_ADVANCE - p->phase) % BW_LEAST_ADVANCE : past_line);
    return n < m ? n : m;
}

static void run_blocks(const bw_plan *p, void *arena, const bw_column *columns, reader *readers, double *const *out, size_t n)
{
    for (uint32_t k = 0; k < p->inputs; k++) readers[k] = reader_of(p, &p->input[k], columns);
    for (size_t first = 0, m = first_block(p, out[0], n); first < n; first += m, m = n - first < p->chunk ? n - first : p->chunk) {
        double **now = bw_place_tapes(p, arena, m);
        for (uint32_t k = 0; k < p->inputs; k++) {
            double **address = &now[readers[k].series];
            *address = (double *)read_block(&readers[k], p->kernel, *address, bw_presence_of_series(p, arena) + readers[k].series, first, m);
        }
        bw_run_steps(p, arena, now, out, first, m);
    }
}

void bw_bulk(const bw_plan *p, void *arena, const bw_column *columns, double *const *out, size_t n)
{
    reader readers[BW_COLUMNS];
    run_blocks(p, arena, columns, readers, out, n);
}

void bw_bulk_and_go_on(const bw_plan *p, void *arena, const bw_column *columns, double *const *out, size_t n)
{
    reader readers[BW_COLUMNS];
    run_blocks(p, arena, columns, readers, out, n);
    const bw_arena_head *head = arena;
    for (uint32_t k = 0; k < p->inputs; k++) {
        const reader *r = &readers[k];
        double *newest = bw_tape_start(p, arena, r->series) + head->position;
        if (r->is_stale) read_values(r, p->kernel, n - r->margin, r->margin, newest);
    }
}
