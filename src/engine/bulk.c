/* A whole series, block by block. A column of plain doubles is read where it lies, once the tape's margin before the block
 * is inside it, and as long as no infinity is in reach; all else is read onto its tape. */
#include "fetch_share.h"
#include "plan_layout.h"
#include "numerics.h"
#include "recent_columns.h"
#include <string.h>

typedef struct {
    const bw_column *column;
    size_t margin;
    size_t finite_from; /* no infinity from here to the block */
    bool is_plain;      /* doubles side by side */
    bool is_stale;      /* the tape: the latest block was read in place */
} reader;

/* How outputs get to where they go: computed there; past the caches, if no cache holds all columns and outputs, for else what is written
 * would first be read, and push out what is to be read: copied there, or by a single pass, which waits for memory only, while it computes;
 * copied there one by one, if there is room between them. */
typedef enum { IN_PLACE, IN_PLACE_PAST_CACHES, COPIED_PAST_CACHES, SCATTERED } output_way;

typedef struct {
    const bw_plan *p;
    void *arena;
    reader *readers;
    const bw_arrays *a;
    bw_pulse *pulse;
    bool is_far; /* the columns have to be fetched from memory */
    output_way way;
    bw_next_bars *next; /* of the block at hand; null: no step would have time to bring them near */
} bulk_run;

/* About a third of the last cache of today's servers, which others use too: to take for near what they have pushed out costs a third more
 * time, to take for far what is near a tenth. */
size_t bw_cached_bytes = (size_t)12 << 20;

static size_t bytes_of_all(const bw_plan *p, const bw_arrays *a)
{
    return a->n * (p->inputs + p->outputs) * sizeof(double);
}

static bool are_cached(const bw_plan *p, const bw_arrays *a)
{
    return bytes_of_all(p, a) <= bw_cached_bytes;
}

/* The more so where nothing but memory is waited for: what half of the cache holds is often still there. */
static bool are_surely_not_cached(const bw_plan *p, const bw_arrays *a)
{
    return bytes_of_all(p, a) > bw_cached_bytes / 2 * 3;
}

/* Does a cache hold the columns when the run begins? Of two blocks or fewer that hardly matters. */
static bool are_near(const bw_plan *p, const reader *readers, const bw_arrays *a)
{
    const size_t bytes = a->n * sizeof(double);
    bool are_recent = true;
    if (a->n < 2 * BW_BLOCK) return true;
    for (uint32_t k = 0; k < p->inputs; k++)
        if (readers[k].is_plain) are_recent &= bw_is_recent_column(readers[k].column->data, bytes, bw_cached_bytes);
    for (uint32_t k = 0; k < p->outputs; k++) bw_is_recent_column(a->outputs[k], bytes, bw_cached_bytes);
    return are_recent;
}

static output_way way_of_outputs(const bw_plan *p, const bw_arrays *a)
{
    if (a->output_stride != sizeof(double)) return SCATTERED;
    if (p->is_single_pass) return are_surely_not_cached(p, a) ? IN_PLACE_PAST_CACHES : IN_PLACE;
    return are_cached(p, a) ? IN_PLACE : COPIED_PAST_CACHES;
}

static bool is_in_place(output_way way)
{
    return way == IN_PLACE || way == IN_PLACE_PAST_CACHES;
}

void bw_read_column(const bw_column *column, size_t first, size_t n, double *to)
{
    const char *from = (const char *)column->data + (ptrdiff_t)first * column->stride;
    if (column->read) column->read(column, first, n, to);
    else if (column->stride == sizeof *to) memcpy(to, from, n * sizeof *to);
    else
        for (size_t i = 0; i < n; i++, from += column->stride) memcpy(&to[i], from, sizeof *to);
}

/* The same, with ±Inf as NaN. Gives what is missing, which plain doubles are asked on the way: to load what was stored a moment ago may
 * have to wait. */
static unsigned read_values(const reader *r, const bw_kernel *kernel, size_t first, size_t n, double *to)
{
    unsigned missing;
    if (r->is_plain) {
        missing = kernel->copy(to, (const double *)r->column->data + first, n);
    } else {
        bw_read_column(r->column, first, n, to);
        missing = kernel->missing(to, n);
    }
    for (size_t i = 0; missing & BW_HAS_INFINITY && i < n; i++)
        if (to[i] - to[i] != 0) to[i] = BW_NAN;
    return missing;
}

/* Field by field: a whole struct would be put together on the stack, where reading it back has to wait. */
static void start_reader(reader *r, const bw_column *c, size_t margin)
{
    r->column = c;
    r->margin = margin;
    r->finite_from = 0;
    r->is_plain = !c->read && c->stride == sizeof(double) && (uintptr_t)c->data % sizeof(double) == 0;
    r->is_stale = false;
}

/* Where the block lies in place, or null. */
static const double *in_place(const reader *r, size_t first)
{
    return r->is_plain && first >= r->finite_from + r->margin ? (const double *)r->column->data + first : NULL;
}

/* Where the block's values of one column are. `tape` is where they would stand on its tape. */
static const double *read_block(reader *r, const bw_kernel *kernel, double *tape, uint8_t *presence, size_t first,
                                size_t n)
{
    const double *bars = in_place(r, first);
    unsigned missing = bars ? kernel->missing(bars, n) : BW_HAS_INFINITY;
    if (missing & BW_HAS_INFINITY) {
        if (r->is_stale) read_values(r, kernel, first - r->margin, r->margin, tape - r->margin);
        missing = read_values(r, kernel, first, n, tape);
        if (missing & BW_HAS_INFINITY) r->finite_from = first + n;
        bars = tape;
    }
    r->is_stale = bars != tape;
    *presence = missing ? BW_SOME_MISSING : BW_ALL_PRESENT;
    return bars;
}

/* The first block's length: such that from the second on blocks begin with a group, or, if no step takes values in groups, that
 * the first output is written from the start of a cache line. */
static size_t first_block(const bw_plan *p, const bw_arrays *a)
{
    const size_t longest = a->n <= BW_BLOCK ? p->chunk : p->first_chunk;
    const size_t m =
        longest
        - (p->has_groups ? (BW_LEAST_ADVANCE - p->phase) % BW_LEAST_ADVANCE : bw_values_past_line(a->outputs[0]));
    return a->n < m ? a->n : m;
}

/* The step after those that take so long together that whoever watches should not wait longer. */
static uint32_t next_beat(const bw_plan *p, uint32_t from, size_t n)
{
    enum { WORK_OF_A_BEAT = 1 << 20, STEPS_OF_A_BEAT = 64 };
    const uint32_t last = p->steps - from < STEPS_OF_A_BEAT ? p->steps : from + STEPS_OF_A_BEAT;
    uint32_t step = from;
    for (uint64_t work = 0; step < last && work < WORK_OF_A_BEAT; step++) work += n * p->step[step].work;
    return step;
}

static bool run_steps(const bulk_run *r, double **now, size_t n, uint64_t told)
{
    const uint32_t steps = r->p->steps;
    if (!r->pulse) {
        bw_run_steps(r->p, r->arena, now, 0, steps, n, told, r->next);
        return true;
    }
    for (uint32_t from = 0, to; from < steps; from = to) {
        to = next_beat(r->p, from, n);
        bw_run_steps(r->p, r->arena, now, from, to, n, told, r->next);
        if (!bw_beat(r->pulse, (uint64_t)n * (to - from))) return false;
    }
    return true;
}

static void scatter_outputs(const bw_plan *p, double **now, const bw_arrays *a, size_t first, size_t n)
{
    for (uint32_t k = 0; k < p->outputs; k++) {
        const double *from = now[p->output[k].index];
        char *to = (char *)a->outputs[k] + (ptrdiff_t)first * a->output_stride;
        for (size_t i = 0; i < n; i++, to += a->output_stride) memcpy(to, &from[i], sizeof *from);
    }
}

static bool advance_and_tell(const bw_plan_step *step, const bw_step *s)
{
    if (step->advance_and_tell) return step->advance_and_tell(s);
    step->advance(s);
    bool is_finite = true;
    for (uint32_t k = 0; k < step->node->inputs; k++) {
        const double last = s->out[k][s->n - 1]; /* which tells */
        is_finite &= last - last == 0;
    }
    return is_finite;
}

/* Runs a step that tells whether anything is missing in the columns that it reads. If nothing is, nobody has to look at these: they
 * are in place. What it reads else was made by steps that told. */
static bool step_tells(const bulk_run *r, const bw_plan_step *step, double **now, size_t first, size_t n)
{
    const double *in[BW_NODE_INPUTS];
    const bw_node *node = step->node;
    for (uint32_t k = 0; k < node->inputs; k++) {
        const uint32_t series = node->input[k].index;
        in[k] = bw_is_column(r->p, series) ? in_place(&r->readers[series], first) : now[series];
        if (!in[k]) return false;
    }
    bw_next_bars *const next = r->p->fetching == BW_BETWEEN_STEPS ? NULL : r->next;
    const bw_step s = { .n = n,
                        .in = in,
                        .out = now + node->first_output,
                        .node = node,
                        .table = step->table,
                        .state = (char *)r->arena + step->state,
                        .is_far = r->is_far,
                        .is_written_far = r->way == IN_PLACE_PAST_CACHES,
                        .next = next };
    char state[BW_MOST_TOLD_STATE];
    memcpy(state, s.state, step->told_state);
    if (!advance_and_tell(step, &s)) {
        memcpy(s.state, state, step->told_state);
        return false;
    }
    for (uint32_t k = 0; k < node->inputs; k++) {
        const uint32_t column = node->input[k].index;
        if (!bw_is_column(r->p, column)) continue;
        now[column] = (double *)in[k];
        r->readers[column].is_stale = true;
        bw_presence_of_series(r->p, r->arena)[column] = BW_ALL_PRESENT;
    }
    bw_note_told(r->p, r->arena, step, &s);
    return true;
}

/* Bit k: teller k has run. Those that read what others have made come after these have told, and not in the first block, where something
 * is missing before seeds are complete. */
static uint64_t tell(const bulk_run *r, double **now, size_t first, size_t n)
{
    const bw_plan *p = r->p;
    const uint32_t tellers = n < BW_LEAST_ADVANCE ? 0 : first ? p->tellers + p->later_tellers : p->tellers;
    uint64_t told = 0;
    for (uint32_t k = 0; k < tellers; k++) {
        if (k >= p->tellers && told != (UINT64_C(1) << k) - 1) break;
        if (k >= p->tellers && r->next) bw_fetch_share(p, r->next, p->inputs + k);
        told |= (uint64_t)step_tells(r, &p->step[p->inputs + k], now, first, n) << k;
    }
    return told;
}

/* Before the values of a tape, is there room for a line of which a block has only the beginning? A column is not ours to write to. */
static bool has_line_before(const bw_plan *p, uint32_t series)
{
    const bw_tape *t = &p->tape[series];
    return !bw_is_column(p, series) && (t->margin || !t->is_kept);
}

/* Whole cache lines, since a part of one would wait for the rest to come from memory: what a block has of the line that it ends in, the next
 * one copies. */
static void copy_lines(const bulk_run *r, uint32_t k, const double *values, size_t first, size_t n)
{
    const bool by_lines = has_line_before(r->p, r->p->output[k].index);
    double *to = r->a->outputs[k] + first;
    const size_t begun = by_lines && first ? bw_values_past_line(to) : 0;
    const size_t left = by_lines && first + n < r->a->n ? bw_values_past_line(to + n) : 0;
    r->p->kernel->copy_past_caches(to - begun, values - begun, begun + n - left);
}

static void keep_line(const bw_plan *p, uint32_t series, double *values, size_t n)
{
    if (n < BW_CACHE_LINE_VALUES || bw_is_column(p, series) || p->tape[series].is_kept) return;
    memcpy(values - BW_CACHE_LINE_VALUES, values + n - BW_CACHE_LINE_VALUES, BW_CACHE_LINE);
}

/* Lines are kept when all are copied, since several outputs may be one series. */
static void copy_outputs_past_caches(const bulk_run *r, double **now, size_t first, size_t n)
{
    const bw_plan *p = r->p;
    for (uint32_t k = 0; k < p->outputs; k++) copy_lines(r, k, now[p->output[k].index], first, n);
    for (uint32_t k = 0; k < p->outputs; k++) keep_line(p, p->output[k].index, now[p->output[k].index], n);
}

static void hand_over_outputs(const bulk_run *r, double **now, size_t first, size_t n)
{
    if (is_in_place(r->way)) bw_copy_outputs(r->p, now, r->a->outputs, first, n);
    else if (r->way == SCATTERED) scatter_outputs(r->p, now, r->a, first, n);
    else copy_outputs_past_caches(r, now, first, n);
}

static void note_next(const bulk_run *r, size_t first)
{
    bw_next_bars *next = r->next;
    next->columns = 0;
    next->is_fetched_ahead = next->is_fetched = false;
    for (uint32_t k = 0; k < r->p->inputs && first < r->a->n; k++)
        if (r->readers[k].is_plain) next->column[next->columns++] = (const double *)r->readers[k].column->data + first;
}

static bool run_block(const bulk_run *r, size_t first, size_t n)
{
    const bw_plan *p = r->p;
    double **now = bw_place_tapes(p, r->arena, n);
    if (is_in_place(r->way)) bw_place_outputs(p, now, r->a->outputs, first);
    if (r->next) note_next(r, first + n);
    const uint64_t told = tell(r, now, first, n);
    uint8_t *presence = bw_presence_of_series(p, r->arena);
    for (uint32_t k = 0; k < p->inputs; k++)
        if (presence[k] == BW_NOT_LOOKED_AT)
            now[k] = (double *)read_block(&r->readers[k], p->kernel, now[k], &presence[k], first, n);
    if (!run_steps(r, now, n, told)) return false;
    hand_over_outputs(r, now, first, n);
    return true;
}

static bool run_blocks(const bw_plan *p, void *arena, reader *readers, const bw_arrays *a, bw_pulse *pulse)
{
    for (uint32_t k = 0; k < p->inputs; k++) start_reader(&readers[k], &a->columns[p->column[k]], p->tape[k].margin);
    const bool is_far = !are_near(p, readers, a) || !are_cached(p, a);
    bw_next_bars next;
    const bulk_run run = {
        p, arena, readers, a, pulse, is_far, way_of_outputs(p, a), is_far && !p->is_single_pass ? &next : NULL
    };
    for (size_t first = 0, m = first_block(p, a); first < a->n;
         first += m, m = a->n - first < p->chunk ? a->n - first : p->chunk)
        if (!run_block(&run, first, m)) return false;
    if (run.way == IN_PLACE_PAST_CACHES || run.way == COPIED_PAST_CACHES) p->kernel->fence();
    return true;
}

bool bw_bulk(const bw_plan *p, void *arena, const bw_arrays *arrays, bw_pulse *pulse)
{
    reader readers[BW_COLUMNS]; /* to clear them all would show in a short run */
    return run_blocks(p, arena, readers, arrays, pulse);
}

void bw_bulk_and_go_on(const bw_plan *p, void *arena, const bw_column *columns, double *const *out, size_t n)
{
    reader readers[BW_COLUMNS] = { { 0 } };
    run_blocks(p, arena, readers, &(bw_arrays){ n, columns, out, sizeof(double) }, NULL);
    const bw_arena_head *head = arena;
    for (uint32_t k = 0; k < p->inputs; k++) {
        const reader *r = &readers[k];
        double *newest = bw_tape_start(p, arena, k) + head->position;
        if (r->is_stale) read_values(r, p->kernel, n - r->margin, r->margin, newest);
    }
}
