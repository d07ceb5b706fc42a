/* Bars one by one: each goes through all steps, bound to their addresses once and for all when the stream is opened. */
#include "stream.h"
#include "arena_pool.h"
#include "arrays.h"
#include "error.h"
#include "floating_point.h"
#include "numerics.h"
#include <stdlib.h>
#include <string.h>

/* ---- the block of memory ---- */

/* Where each part begins. */
typedef struct {
    size_t inputs, outputs, margins, steps, addresses, spare, earlier, arena, size;
} stream_places;

static size_t place(size_t *at, size_t count, size_t size)
{
    const size_t here = *at;
    *at += count * size;
    return here;
}

static stream_places places_of(const bw_plan *p, unsigned flags)
{
    size_t steps = 0, addresses = 0, margins = 0, largest_state = 0;
    for (uint32_t i = 0; i < p->steps; i++) {
        const bw_node *node = &p->node[i];
        const size_t state_size = bw_state_size(p->kernel->operators[node->op], node);
        if (state_size > largest_state) largest_state = state_size;
        if (node->op == BW_OP_input) continue;
        addresses += node->inputs + node->outputs;
        steps++;
    }
    for (uint32_t s = 0; s < p->series; s++) margins += p->tape[s].margin > 0;

    stream_places places;
    size_t at = sizeof(bw_stream);
    places.inputs = place(&at, p->inputs, sizeof(bw_stream_input));
    places.outputs = place(&at, p->outputs, sizeof(double *));
    places.margins = place(&at, margins, sizeof(bw_stream_margin));
    places.steps = place(&at, steps, sizeof(bw_stream_step));
    places.addresses = place(&at, addresses, sizeof(double *));
    places.spare = place(&at, 1, largest_state);
    places.earlier = place(&at, flags & BW_AMENDABLE ? 1 : 0, bw_plan_states_size(p));
    at = bw_round_up(at, BW_CACHE_LINE);
    places.arena = place(&at, 1, bw_arena_state_size(p));
    places.size = at;
    return places;
}

/* ---- binding ---- */

static double *tape_of(const bw_stream *s, uint32_t series)
{
    return bw_tape_start(s->plan, s->arena, series) + s->plan->tape[series].margin;
}

/* For an operator without an entry for one bar: its addresses are moved to the bar, and back. */
static void advance_by_one(const bw_step *step, size_t i)
{
    const bw_stream_step *bound = (const bw_stream_step *)step;
    const uint32_t addresses = step->node->inputs + bound->outputs;
    for (uint32_t k = 0; k < addresses; k++) bound->address[k] += i;
    bound->advance(step);
    for (uint32_t k = 0; k < addresses; k++) bound->address[k] -= i;
}

/* Gives where its addresses end. */
static double **bind_step(const bw_stream *s, const bw_plan_step *step, double **address, bw_stream_step *bound)
{
    const bw_node *node = step->node;
    double **in = address, **out = address + node->inputs;
    for (uint32_t k = 0; k < node->inputs; k++) in[k] = tape_of(s, node->input[k].index);
    for (uint32_t k = 0; k < node->outputs; k++) out[k] = tape_of(s, node->first_output + k);
    *bound = (bw_stream_step){
        .step = { .n = 1,
                  .in = (const double *const *)in,
                  .out = out,
                  .node = node,
                  .table = step->table,
                  .state = (char *)s->arena + step->state },
        .one = step->one ? step->one : advance_by_one,
        .advance = step->advance,
        .address = address,
        .outputs = node->outputs,
        .guarded = step->is_stateful ? node->inputs : 0,
        .state_size = bw_state_size(s->plan->kernel->operators[node->op], node),
    };
    return out + bound->outputs;
}

/* Everything in the handle that is an address. */
static void bind(bw_stream *s, const stream_places *places)
{
    const bw_plan *p = s->plan;
    char *block = (char *)s;
    s->arena = (bw_arena_head *)(block + places->arena);
    s->input = (bw_stream_input *)(block + places->inputs);
    s->output = (double **)(block + places->outputs);
    s->margin = (bw_stream_margin *)(block + places->margins);
    s->step = (bw_stream_step *)(block + places->steps);
    s->spare = block + places->spare;
    s->earlier = s->flags & BW_AMENDABLE ? block + places->earlier : NULL;

    for (uint32_t k = 0; k < p->inputs; k++) s->input[k] = (bw_stream_input){ p->column[k], tape_of(s, k) };
    for (uint32_t k = 0; k < p->outputs; k++) s->output[k] = tape_of(s, p->output[k].index);
    s->margins = 0;
    for (uint32_t t = 0; t < p->series; t++)
        if (p->tape[t].margin)
            s->margin[s->margins++] = (bw_stream_margin){ bw_tape_start(p, s->arena, t), p->tape[t].margin };
    double **address = (double **)(block + places->addresses);
    s->steps = 0;
    for (uint32_t i = 0; i < p->steps; i++)
        if (p->node[i].op != BW_OP_input) address = bind_step(s, &p->step[i], address, &s->step[s->steps++]);
}

/* ---- opening and closing ---- */

static const bw_plan *plan_of(bw_program *program)
{
    const uint32_t control = bw_enter_floating_point();
    const bw_plan *plan = bw_program_stream_plan(program);
    bw_leave_floating_point(control);
    return plan;
}

size_t bw_stream_size(const bw_program *program, unsigned flags)
{
    const bw_plan *plan = plan_of((bw_program *)program); /* what it keeps for later is no change to who uses it */
    return plan ? places_of(plan, flags).size : 0;
}

static bw_stream *open_in(void *memory, const stream_places *places, const bw_plan *plan, bw_program *program,
                          unsigned flags)
{
    bw_stream *s = memory;
    *s = (bw_stream){ .program = bw_program_retain(program), .plan = plan, .size = places->size, .flags = flags };
    bind(s, places);
    bw_stream_reset(s);
    return s;
}

bw_status bw_stream_open(bw_program *program, unsigned flags, bw_stream **stream)
{
    const bw_plan *plan = plan_of(program);
    if (!plan) return bw_set_no_memory();
    const stream_places places = places_of(plan, flags);
    void *memory = aligned_alloc(BW_CACHE_LINE, places.size);
    if (!memory) return bw_set_no_memory();
    *stream = open_in(memory, &places, plan, program, flags);
    (*stream)->owns_memory = true;
    return BW_OK;
}

bw_status bw_stream_open_in(void *memory, size_t size, bw_program *program, unsigned flags, bw_stream **stream)
{
    const bw_plan *plan = plan_of(program);
    if (!plan) return bw_set_no_memory();
    const stream_places places = places_of(plan, flags);
    if (!memory || (uintptr_t)memory % BW_CACHE_LINE)
        return bw_set_error(BW_BAD_VALUE, "memory", "memory must lie on a multiple of %d", BW_CACHE_LINE);
    if (size < places.size)
        return bw_set_error(BW_BAD_VALUE, "size", "size must be at least %zu bytes for this stream, not %zu",
                            places.size, size);
    *stream = open_in(memory, &places, plan, program, flags);
    return BW_OK;
}

void bw_stream_close(bw_stream *stream)
{
    if (!stream) return;
    bw_program_release(stream->program);
    if (stream->owns_memory) free(stream);
}

bw_status bw_stream_copy(const bw_stream *stream, bw_stream **copy)
{
    bw_stream *s = aligned_alloc(BW_CACHE_LINE, stream->size);
    if (!s) return bw_set_no_memory();
    memcpy(s, stream, stream->size);
    const stream_places places = places_of(s->plan, s->flags);
    bind(s, &places);
    s->owns_memory = true;
    bw_program_retain(s->program);
    *copy = s;
    return BW_OK;
}

void bw_stream_reset(bw_stream *stream)
{
    bw_arena_start(stream->plan, stream->arena);
    stream->bars = 0;
    stream->has_earlier = false;
}

/* ---- one bar ---- */

/* The newest margin of each tape moves to its front, a cache line at a time. */
static void slide(bw_stream *s)
{
    for (uint32_t k = 0; k < s->margins; k++) {
        double *to = s->margin[k].start;
        const double *from = to + s->arena->position;
        for (size_t i = 0; i < s->margin[k].margin; i += BW_CACHE_LINE_VALUES) {
            double line[BW_CACHE_LINE_VALUES];
            memcpy(line, from + i, sizeof line);
            memcpy(to + i, line, sizeof line);
        }
    }
    s->arena->position = 0;
}

/* Most steps that are guarded have one input. */
static inline bool is_missing_at(const bw_stream_step *b, size_t i)
{
    const double *const *in = b->step.in;
    bool is_missing = b->guarded && in[0][i] != in[0][i];
    for (uint32_t k = 1; k < b->guarded; k++) is_missing |= in[k][i] != in[k][i];
    return is_missing;
}

/* The bar at position i; ±Inf is read as missing. With `keeps_states` it leaves all states as they were. */
static inline __attribute__((always_inline)) void run_bar(bw_stream *s, const double *columns, size_t i,
                                                          bool keeps_states)
{
    for (uint32_t k = 0; k < s->plan->inputs; k++) {
        const double x = columns[s->input[k].column];
        s->input[k].tape[i] = __builtin_expect(x - x == 0, 1) ? x : BW_NAN;
    }
    for (const bw_stream_step *b = s->step, *end = b + s->steps; b < end; b++) {
        if (__builtin_expect(is_missing_at(b, i), 0)) {
            for (uint32_t k = 0; k < b->outputs; k++) b->step.out[k][i] = BW_NAN;
            continue;
        }
        if (keeps_states && b->state_size) {
            memcpy(s->spare, b->step.state, b->state_size);
            b->one(&b->step, i);
            memcpy(b->step.state, s->spare, b->state_size);
        } else {
            b->one(&b->step, i);
        }
    }
}

/* Gives its position. */
static inline __attribute__((always_inline)) size_t append_bar(bw_stream *s, const double *columns)
{
    if (s->arena->position == s->plan->capacity) slide(s);
    if (s->earlier) {
        memcpy(s->earlier, bw_stream_states(s), bw_plan_states_size(s->plan));
        s->has_earlier = true;
    }
    const size_t i = s->arena->position++;
    run_bar(s, columns, i, false);
    s->bars++;
    return i;
}

static inline void put_outputs(const bw_stream *s, size_t i, double *outputs)
{
    for (uint32_t k = 0; k < s->plan->outputs; k++) outputs[k] = s->output[k][i];
}

void bw_stream_update(bw_stream *stream, const double *columns, double *outputs)
{
    const uint32_t control = bw_enter_floating_point();
    put_outputs(stream, append_bar(stream, columns), outputs);
    bw_leave_floating_point(control);
}

/* On the place past the newest bar, of which a full tape has one more. */
void bw_stream_peek(bw_stream *stream, const double *columns, double *outputs)
{
    const uint32_t control = bw_enter_floating_point();
    const size_t i = stream->arena->position;
    run_bar(stream, columns, i, true);
    put_outputs(stream, i, outputs);
    bw_leave_floating_point(control);
}

bw_status bw_stream_amend(bw_stream *stream, const double *columns, double *outputs)
{
    if (!stream->earlier) return bw_set_error(BW_BAD_STATE, "stream", "this stream was not opened with BW_AMENDABLE");
    if (!stream->has_earlier)
        return bw_set_error(BW_BAD_STATE, "stream", "this stream has no bar yet that could be amended");
    const uint32_t control = bw_enter_floating_point();
    const size_t i = stream->arena->position - 1;
    memcpy(bw_stream_states(stream), stream->earlier, bw_plan_states_size(stream->plan));
    run_bar(stream, columns, i, false);
    put_outputs(stream, i, outputs);
    bw_leave_floating_point(control);
    return BW_OK;
}

/* ---- many bars ---- */

static void extend_one_by_one(bw_stream *s, size_t first, size_t n, const bw_column *columns, double *const *outputs)
{
    enum { BLOCK = 32 };
    const bw_plan *p = s->plan;
    double block[BW_COLUMNS][BLOCK], bar[BW_COLUMNS];
    for (size_t m; first < n; first += m) {
        m = n - first < BLOCK ? n - first : BLOCK;
        for (uint32_t k = 0; k < p->inputs; k++)
            bw_read_column(&columns[s->input[k].column], first, m, block[s->input[k].column]);
        for (size_t i = 0; i < m; i++) {
            for (uint32_t k = 0; k < p->inputs; k++) bar[s->input[k].column] = block[s->input[k].column][i];
            const size_t at = append_bar(s, bar);
            for (uint32_t k = 0; k < p->outputs; k++) outputs[k][first + i] = s->output[k][at];
        }
    }
}

/* What the next bars need, from one plan's run to another's of the same graph, whose tapes are only laid out otherwise. */
static void carry_over(const bw_plan *from, void *from_arena, const bw_plan *to, void *to_arena)
{
    const size_t position = ((bw_arena_head *)from_arena)->position;
    memcpy(to_arena, from_arena, from->tapes_at);
    ((bw_arena_head *)to_arena)->position = 0;
    for (uint32_t s = 0; s < from->series; s++)
        if (from->tape[s].margin)
            memcpy(bw_tape_start(to, to_arena, s), bw_tape_start(from, from_arena, s) + position,
                   from->tape[s].margin * sizeof(double));
}

static bw_status extend_in_blocks(bw_stream *s, size_t n, const bw_column *columns, double *const *outputs)
{
    const bw_plan *bulk = s->program->plan;
    void *arena = bw_take_arena(bw_arena_size(bulk));
    if (!arena) return bw_set_no_memory();
    carry_over(s->plan, s->arena, bulk, arena);
    bw_bulk_and_go_on(bulk, arena, columns, outputs, n);
    carry_over(bulk, arena, s->plan, s->arena);
    bw_give_back_arena(arena);
    s->bars += n;
    return BW_OK;
}

/* From how many bars on it pays to carry all margins there and back. */
static size_t least_for_blocks(const bw_stream *s)
{
    enum { SETTING_UP = 64, VALUES_CARRIED_PER_BAR = 32 };
    size_t values = 0;
    for (uint32_t k = 0; k < s->margins; k++) values += s->margin[k].margin;
    return SETTING_UP + values / VALUES_CARRIED_PER_BAR;
}

/* The last bar always goes through alone, so that it can be amended. */
bw_status bw_stream_extend(bw_stream *stream, size_t n, const bw_column *columns, double *const *outputs)
{
    if (!n) return BW_OK;
    bw_status status = bw_check_program_arrays(stream->program, &(bw_arrays){ n, columns, outputs, sizeof(double) });
    if (status != BW_OK) return status;
    const uint32_t control = bw_enter_floating_point();
    const size_t in_blocks = n >= least_for_blocks(stream) ? n - 1 : 0;
    if (in_blocks) status = extend_in_blocks(stream, in_blocks, columns, outputs);
    if (status == BW_OK) extend_one_by_one(stream, in_blocks, n, columns, outputs);
    bw_leave_floating_point(control);
    return status;
}

/* ---- asking ---- */

uint64_t bw_stream_bars(const bw_stream *stream)
{
    return stream->bars;
}

const bw_program *bw_stream_program(const bw_stream *stream)
{
    return stream->program;
}
