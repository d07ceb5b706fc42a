/* moment_windows.h: windows of any length from the levels of moment_levels.h, smallest part first, the largest in two halves
 * (powers.h).
 *
 * Inputs: the source; sum and moment of each part, but for one of a single bar; and what else the operator reads, two series at
 * most. Setting 0: window. Table: of each part, its part_factors. */
#ifndef BW_MOMENT_WINDOWS_H
#define BW_MOMENT_WINDOWS_H

#include "moment_levels.h"
#include "powers.h"

enum { SOURCE, PARTS }; /* inputs */

static inline uint32_t window_of(const bw_node *node)
{
    return (uint32_t)node->setting[0];
}

static inline size_t moment_window_history(const bw_node *node, uint32_t input)
{
    bw_window_part part = bw_first_halved_part(window_of(node));
    uint32_t at = PARTS + (part.bars > 1 ? VALUES : 0); /* the input after this part's */
    for (; part.rest && (input == SOURCE || at <= input); at += VALUES) part = bw_next_halved_part(part);
    return input == SOURCE || input < at ? part.ago : 0;
}

/* What the operator multiplies by what of a part, as the table has it. */
enum { CHANGE_FACTOR, SUM_FACTOR, MOMENT_FACTOR, FACTORS };
typedef struct {
    double change, sum, moment;
} part_factors;

/* How parts are joined to a window: what is known of a bar, of the newest part, and with one more, which lies `change` away. */
typedef struct {
    window_moments (*of_bar)(vec x);
    window_moments (*newest)(window_moments part, part_factors factors);
    window_moments (*join)(window_moments newer, window_moments part, vec change, part_factors factors);
} window_kind;

typedef struct {
    const double *x, *sum,
        *moment; /* at the part's newest bar; sum and moment are null of a bar, which only the newest can be */
    part_factors factors;
} window_part;

typedef struct {
    window_part part[BW_LEVELS + 1];
    uint32_t parts;
} window_parts;

/* Field by field: a struct that is copied as a whole is read back wider than it was stored, and that has to wait. */
INLINE void set_parts(window_parts *w, const bw_step *s)
{
    const double *const *in = s->in + PARTS, *factor = s->table;
    bw_window_part part = bw_first_halved_part(window_of(s->node));
    for (w->parts = 0; part.bars; part = bw_next_halved_part(part)) {
        window_part *to = &w->part[w->parts++];
        const bool is_bar = part.bars == 1;
        to->x = s->in[SOURCE] - part.ago;
        to->sum = is_bar ? NULL : *in++ - part.ago;
        to->moment = is_bar ? NULL : *in++ - part.ago;
        to->factors.change = *factor++;
        to->factors.sum = *factor++;
        to->factors.moment = *factor++;
    }
}

/* Of the window that ends at bar i, or of LANES of them. */
typedef vec load_bars(const double *p);

INLINE window_moments join_parts(const window_parts *w, uint32_t parts, size_t i, load_bars *bars, window_kind kind)
{
    const window_part *part = &w->part[0];
    const vec newest = bars(part->x + i);
    window_moments now =
        part->sum ? (window_moments){ bars(part->sum + i), bars(part->moment + i) } : kind.of_bar(newest);
    now = kind.newest(now, part->factors);
    for (uint32_t k = 1; k < parts; k++) {
        part = &w->part[k];
        const window_moments older = { bars(part->sum + i), bars(part->moment + i) };
        now = kind.join(now, older, bars(part->x + i) - newest, part->factors);
    }
    return now;
}

/* What is made of the window's moments: one series or two. */
enum { MOST_RESULTS = 2 };
typedef struct {
    vec value[MOST_RESULTS];
} window_values;

/* `beside`: of what else is read; `setting`: the node's. */
enum { MOST_BESIDE = 2 };
typedef window_values window_result(window_moments window, vec newest, const vec *beside, const double *setting);

typedef struct {
    const double *beside[MOST_BESIDE];
    double *out[MOST_RESULTS], setting[BW_NODE_SETTINGS];
} window_context;

INLINE void set_context(window_context *c, const bw_step *s, const window_parts *w, uint32_t results)
{
    const uint32_t inputs_of_parts = PARTS + VALUES * (w->parts - !w->part[0].sum);
    for (uint32_t k = 0; k < MOST_BESIDE; k++)
        c->beside[k] = s->in[inputs_of_parts + k < s->node->inputs ? inputs_of_parts + k : SOURCE];
    for (uint32_t k = 0; k < results; k++) c->out[k] = s->out[k];
    for (uint32_t k = 0; k < BW_NODE_SETTINGS; k++) c->setting[k] = s->node->setting[k];
}

/* Of a few parts the addresses stay in registers: `w` is out of the way of the stores. */
INLINE void window_of_parts(const bw_step *s, const window_parts *given, uint32_t parts, uint32_t results,
                            window_kind kind, window_result *result)
{
    window_parts w;
    window_context c;
    for (uint32_t k = 0; k < parts; k++) {
        w.part[k].x = given->part[k].x;
        w.part[k].sum = given->part[k].sum;
        w.part[k].moment = given->part[k].moment;
        w.part[k].factors.change = given->part[k].factors.change;
        w.part[k].factors.sum = given->part[k].factors.sum;
        w.part[k].factors.moment = given->part[k].factors.moment;
    }
    set_context(&c, s, given, results);
    const size_t n = s->n;
    for (size_t i = 0; i < n; i += LANES) {
        if (i + LANES > n) i = n - LANES;
        const window_moments window = join_parts(&w, parts, i, load, kind);
        const vec beside[MOST_BESIDE] = { load(c.beside[0] + i), load(c.beside[1] + i) };
        const window_values values = result(window, load(w.part[0].x + i), beside, c.setting);
        for (uint32_t k = 0; k < results; k++) store(c.out[k] + i, values.value[k]);
    }
}

INLINE void window_of_moments(const bw_step *s, uint32_t results, window_kind kind, window_result *result)
{
    window_parts w;
    set_parts(&w, s);
    switch (HAS_COPIES ? w.parts : 0) {
    case 1: window_of_parts(s, &w, 1, results, kind, result); return;
    case 2: window_of_parts(s, &w, 2, results, kind, result); return;
    case 3: window_of_parts(s, &w, 3, results, kind, result); return;
    case 4: window_of_parts(s, &w, 4, results, kind, result); return;
    case 5: window_of_parts(s, &w, 5, results, kind, result); return;
    default: window_of_parts(s, &w, w.parts, results, kind, result); return;
    }
}

INLINE void window_of_moments_one(const bw_step *s, size_t i, uint32_t results, window_kind kind, window_result *result)
{
    window_parts w;
    window_context c;
    set_parts(&w, s);
    set_context(&c, s, &w, results);
    const window_moments window = join_parts(&w, w.parts, i, alone, kind);
    const vec beside[MOST_BESIDE] = { alone(c.beside[0] + i), alone(c.beside[1] + i) };
    const window_values values = result(window, alone(w.part[0].x + i), beside, c.setting);
    for (uint32_t k = 0; k < results; k++) c.out[k][i] = values.value[k][0];
}

#endif
