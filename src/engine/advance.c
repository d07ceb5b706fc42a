/* Brings bars through a plan: every step in order, over n bars at a time. */
#include "fetch_share.h"
#include "plan_layout.h"
#include "numerics.h"
#include <string.h>

/* When n more bars would not fit, the newest margin moves to the front of each tape. */
static void slide(const bw_plan *p, void *arena, bw_arena_head *head)
{
    for (uint32_t s = 0; s < p->series; s++) {
        double *t = bw_tape_start(p, arena, s);
        if (p->tape[s].is_kept) memmove(t, t + head->position, p->tape[s].margin * sizeof *t);
    }
    head->position = 0;
}

double **bw_place_tapes(const bw_plan *p, void *arena, size_t n)
{
    bw_arena_head *head = arena;
    double **now = bw_series_addresses(p, arena);
    /* Whole vectors on a tape that starts on a cache line stay on cache lines. */
    if (head->position + n > p->capacity || (n >= BW_LEAST_ADVANCE && head->position % BW_LEAST_ADVANCE))
        slide(p, arena, head);
    for (uint32_t s = 0; s < p->series; s++)
        now[s] = bw_tape_start(p, arena, s) + p->tape[s].margin + (p->tape[s].is_kept ? head->position : 0);
    head->position += n;
    memset(bw_presence_of_series(p, arena), BW_NOT_LOOKED_AT, p->series);
    return now;
}

static void run_step(const bw_plan_step *step, const bw_step *s)
{
    if (s->n >= BW_LEAST_ADVANCE || !step->one) {
        step->advance(s);
        return;
    }
    for (size_t i = 0; i < s->n; i++) step->one(s, i);
}

static bool is_missing_at(const bw_step *s, size_t i)
{
    bool is_missing = false;
    for (uint32_t k = 0; k < s->node->inputs; k++) is_missing |= s->in[k][i] != s->in[k][i];
    return is_missing;
}

/* The bars that are present in all inputs of a step, their numbers to `bar`. */
static size_t find_present(const bw_step *s, uint32_t *bar)
{
    size_t present = 0;
    for (size_t i = 0; i < s->n; i++) {
        bar[present] = (uint32_t)i;
        present += !is_missing_at(s, i);
    }
    return present;
}

/* The same step over other bars, which no longer lie in columns. Not a copy of the whole, which to read back would have to wait. */
static inline bw_step over(const bw_step *s, size_t n, const double *const *in, double *const *out)
{
    return (bw_step){
        .n = n, .in = in, .out = out, .node = s->node, .table = s->table, .state = s->state, .next = s->next
    };
}

/* What most often is missing is a start: if that is all, the rest stays where it is. */
static bool advance_after_start(const bw_plan *p, const uint8_t *presence, const bw_plan_step *step, const bw_step *s)
{
    const double *in[BW_NODE_INPUTS];
    double *out[BW_NODE_OUTPUTS];
    size_t first = 0;
    while (first < s->n && is_missing_at(s, first)) first++;
    for (uint32_t k = 0; k < s->node->inputs; k++) {
        const uint8_t known = presence[s->node->input[k].index];
        in[k] = s->in[k] + first;
        if (known == BW_ALL_PRESENT || known == BW_MISSING_AT_START) continue;
        if (p->kernel->has_nan(in[k], s->n - first)) return false;
    }
    for (uint32_t k = 0; k < s->node->outputs; k++) {
        out[k] = s->out[k] + first;
        for (size_t i = 0; i < first; i++) s->out[k][i] = BW_NAN;
    }
    const bw_step rest = over(s, s->n - first, in, out);
    run_step(step, &rest);
    return true;
}

/* A stateful operator sees only present bars: its inputs are brought together, its results spread again, NaN in the gaps. */
static void advance_between_gaps(const bw_plan *p, void *arena, const bw_plan_step *step, const bw_step *s)
{
    double *room = (double *)((char *)arena + p->compact_at);
    uint32_t *bar = (uint32_t *)room;
    const double *in[BW_NODE_INPUTS];
    double *out[BW_NODE_OUTPUTS];
    const size_t present = find_present(s, bar);

    for (uint32_t k = 0; k < s->node->inputs; k++) {
        double *compact = room += p->chunk;
        for (size_t j = 0; j < present; j++) compact[j] = s->in[k][bar[j]];
        in[k] = compact;
    }
    for (uint32_t k = 0; k < s->node->outputs; k++) out[k] = room += p->chunk;
    const bw_step compacted = over(s, present, in, out);
    run_step(step, &compacted);
    for (uint32_t k = 0; k < s->node->outputs; k++) {
        for (size_t i = 0; i < s->n; i++) s->out[k][i] = BW_NAN;
        for (size_t j = 0; j < present; j++) s->out[k][bar[j]] = out[k][j];
    }
}

static bool any_is_missing(const bw_plan *p, void *arena, const bw_step *s)
{
    for (uint32_t k = 0; k < s->node->inputs; k++) {
        uint8_t *presence = bw_presence_of_series(p, arena) + s->node->input[k].index;
        if (*presence == BW_NOT_LOOKED_AT)
            *presence = p->kernel->has_nan(s->in[k], s->n) ? BW_SOME_MISSING : BW_ALL_PRESENT;
        if (*presence != BW_ALL_PRESENT) return true;
    }
    return false;
}

static void note_all_present(const bw_plan *p, void *arena, const bw_step *s)
{
    memset(bw_presence_of_series(p, arena) + s->node->first_output, BW_ALL_PRESENT, s->node->outputs);
}

/* After a step that took all bars but for a start: what is known of its results without looking at all of them. */
static void note_presence(const bw_plan *p, void *arena, const bw_step *s)
{
    uint8_t *presence = bw_presence_of_series(p, arena) + s->node->first_output;
    for (uint32_t k = 0; k < s->node->outputs; k++) {
        const double first = s->out[k][0], last = s->out[k][s->n - 1];
        if (last == last) presence[k] = first == first ? BW_ALL_PRESENT : BW_MISSING_AT_START;
    }
}

static void advance_present(const bw_plan *p, void *arena, const bw_plan_step *step, const bw_step *s)
{
    if (!advance_after_start(p, bw_presence_of_series(p, arena), step, s)) advance_between_gaps(p, arena, step, s);
    else if (step->ends_tell) note_presence(p, arena, s);
}

void bw_note_told(const bw_plan *p, void *arena, const bw_plan_step *step, const bw_step *s)
{
    if (step->ends_tell) note_presence(p, arena, s);
    if (step->keeps_present) note_all_present(p, arena, s);
}

/* Columns only, which are finite where they are present. */
static bool all_read_is_present(const bw_plan *p, void *arena, const bw_step *s)
{
    for (uint32_t k = 0; k < s->node->inputs; k++) {
        const uint32_t series = s->node->input[k].index;
        if (!bw_is_column(p, series) || bw_presence_of_series(p, arena)[series] != BW_ALL_PRESENT) return false;
    }
    return true;
}

static size_t bars_looked_back(const bw_plan *p, const bw_step *s)
{
    const bw_operator *o = p->kernel->operators[s->node->op];
    size_t bars = 0;
    for (uint32_t k = 0; k < s->node->inputs; k++) {
        const size_t history = o->history ? o->history(s->node, k) : 0;
        if (history > bars) bars = history;
    }
    return bars;
}

/* After a step all of whose new inputs are present: only its first results may be missing, for what they look back on. */
static void note_after_history(const bw_plan *p, void *arena, const bw_step *s)
{
    const size_t history = bars_looked_back(p, s), looked_at = history < s->n ? history : s->n;
    uint8_t *presence = bw_presence_of_series(p, arena) + s->node->first_output;
    for (uint32_t k = 0; k < s->node->outputs; k++) {
        const double *out = s->out[k];
        size_t first = 0, next;
        if (k < 32 && s->node->unread >> k & 1) continue;
        while (first < looked_at && out[first] != out[first]) first++;
        for (next = first; next < looked_at && out[next] == out[next];) next++;
        if (next == looked_at) presence[k] = first ? BW_MISSING_AT_START : BW_ALL_PRESENT;
    }
}

void bw_place_outputs(const bw_plan *p, double **now, double *const *out, size_t first)
{
    for (uint32_t k = 0; k < p->outputs; k++) {
        const bw_tape *t = &p->tape[p->output[k].index];
        if (!t->is_kept && !bw_is_column(p, p->output[k].index)) now[p->output[k].index] = out[k] + first;
    }
}

void bw_copy_outputs(const bw_plan *p, double **now, double *const *out, size_t first, size_t n)
{
    for (uint32_t k = 0; k < p->outputs; k++)
        if (now[p->output[k].index] != out[k] + first)
            memcpy(out[k] + first, now[p->output[k].index], n * sizeof **out);
}

static bool has_told(const bw_plan *p, uint32_t step, uint64_t told)
{
    const uint32_t teller = step - p->inputs;
    return teller < 64 && told >> teller & 1;
}

void bw_run_steps(const bw_plan *p, void *arena, double **now, uint32_t from, uint32_t to, size_t n, uint64_t told,
                  bw_next_bars *next)
{
    for (uint32_t i = from; i < to; i++) {
        const bw_plan_step *step = &p->step[i];
        const bw_node *node = step->node;
        if (bw_is_column(p, i) || has_told(p, i, told)) continue;
        if (next) bw_fetch_share(p, next, i);
        double **in = now + step->pointers;
        for (uint32_t k = 0; k < node->inputs; k++) in[k] = now[node->input[k].index];
        if (step->view) now[node->first_output] = in[0] - step->view;
        const bw_step s = { .n = n,
                            .in = (const double *const *)in,
                            .out = now + node->first_output,
                            .node = node,
                            .table = step->table,
                            .state = (char *)arena + step->state,
                            .next = next };
        if (step->is_stateful && any_is_missing(p, arena, &s)) {
            advance_present(p, arena, step, &s);
        } else {
            if (!step->view) run_step(step, &s);
            if (step->ends_tell) note_presence(p, arena, &s);
            if (step->keeps_present && all_read_is_present(p, arena, &s)) note_after_history(p, arena, &s);
        }
    }
}

/* ±Inf is read as missing, from here on. */
static void copy_bars(double *to, const double *from, size_t n)
{
    for (size_t i = 0; i < n; i++) to[i] = from[i] - from[i] == 0 ? from[i] : BW_NAN;
}

void bw_advance(const bw_plan *p, void *arena, const double *const *in, double *const *out, size_t n)
{
    double **now = bw_place_tapes(p, arena, n);
    for (uint32_t k = 0; k < p->inputs; k++) copy_bars(now[k], in[p->column[k]], n);
    bw_place_outputs(p, now, out, 0);
    bw_run_steps(p, arena, now, 0, p->steps, n, 0, NULL);
    bw_copy_outputs(p, now, out, 0, n);
}
