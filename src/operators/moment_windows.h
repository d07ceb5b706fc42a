/* moment_windows.h: windows of any length from the levels of moment_levels.h, smallest part first, the largest in two halves
 * (powers.h).
 *
 * Inputs: the source; sum and moment of each part, but for a part of one bar, where both are 0; and what else the operator reads,
 * one series at most. Setting 0: window. Table: of each part but the first, its window_lengths. */
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

typedef struct {
    const double *x, *sum, *moment; /* at the part's newest bar */
    window_lengths lengths;
} older_part;

typedef struct {
    const double *x, *sum, *moment; /* of the newest part, whose sum and moment are null if it is a bar */
    older_part older[BW_LEVELS + 1];
    uint32_t parts; /* older ones */
} window_parts;

/* Field by field: a struct that is copied as a whole is read back wider than it was stored, and that has to wait. */
INLINE void set_parts(window_parts *w, const bw_step *s)
{
    const bool starts_with_bar = window_of(s->node) & 1;
    const double *const *in = s->in + PARTS, *lengths = s->table;
    w->x = s->in[SOURCE];
    w->sum = starts_with_bar ? NULL : *in++;
    w->moment = starts_with_bar ? NULL : *in++;
    w->parts = 0;
    bw_window_part part = bw_first_halved_part(window_of(s->node));
    while (part = bw_next_halved_part(part), part.bars) {
        older_part *older = &w->older[w->parts++];
        older->x = w->x - part.ago;
        older->sum = *in++ - part.ago;
        older->moment = *in++ - part.ago;
        older->lengths.older_bars = *lengths++;
        older->lengths.ratio = *lengths++;
        older->lengths.factor = *lengths++;
    }
}

/* Of the window that ends at bar i, or of LANES of them. */
typedef vec load_bars(const double *p);

INLINE window_moments join_parts(const window_parts *w, uint32_t parts, size_t i, load_bars *bars, moment_kind kind)
{
    const vec newest = bars(w->x + i);
    window_moments now = kind.of_bar(newest);
    if (w->sum) now = (window_moments){ bars(w->sum + i), bars(w->moment + i) };
    for (uint32_t k = 0; k < parts; k++) {
        const older_part *part = &w->older[k];
        const window_moments older = { bars(part->sum + i), bars(part->moment + i) };
        now = kind.join(now, older, bars(part->x + i) - newest, part->lengths);
    }
    return now;
}

/* What is made of the window's moments: one series or two. */
enum { MOST_RESULTS = 2 };
typedef struct {
    vec value[MOST_RESULTS];
} window_values;

/* `beside`: of what else is read; `setting`: the node's from number 1 on. */
typedef window_values window_result(window_moments window, vec beside, const double *setting);

typedef struct {
    const double *beside;
    double *out[MOST_RESULTS], setting[BW_NODE_SETTINGS - 1];
} window_context;

INLINE void set_context(window_context *c, const bw_step *s, const window_parts *w, uint32_t results)
{
    const uint32_t inputs_of_parts = PARTS + VALUES * (w->parts + !!w->sum);
    c->beside = s->in[inputs_of_parts < s->node->inputs ? inputs_of_parts : SOURCE];
    for (uint32_t k = 0; k < results; k++) c->out[k] = s->out[k];
    for (uint32_t k = 0; k < BW_NODE_SETTINGS - 1; k++) c->setting[k] = s->node->setting[k + 1];
}

/* Of a few parts the addresses stay in registers: `w` is out of the way of the stores. */
INLINE void window_of_parts(const bw_step *s, const window_parts *given, uint32_t parts, uint32_t results,
                            moment_kind kind, window_result *result)
{
    window_parts w;
    window_context c;
    w.x = given->x;
    w.sum = given->sum;
    w.moment = given->moment;
    for (uint32_t k = 0; k < parts; k++) {
        w.older[k].x = given->older[k].x;
        w.older[k].sum = given->older[k].sum;
        w.older[k].moment = given->older[k].moment;
        w.older[k].lengths.older_bars = given->older[k].lengths.older_bars;
        w.older[k].lengths.ratio = given->older[k].lengths.ratio;
        w.older[k].lengths.factor = given->older[k].lengths.factor;
    }
    set_context(&c, s, given, results);
    const size_t n = s->n;
    for (size_t i = 0; i < n; i += LANES) {
        if (i + LANES > n) i = n - LANES;
        const window_values values = result(join_parts(&w, parts, i, load, kind), load(c.beside + i), c.setting);
        for (uint32_t k = 0; k < results; k++) store(c.out[k] + i, values.value[k]);
    }
}

INLINE void window_of_moments(const bw_step *s, uint32_t results, moment_kind kind, window_result *result)
{
    window_parts w;
    set_parts(&w, s);
    switch (w.parts) {
    case 0: window_of_parts(s, &w, 0, results, kind, result); return;
    case 1: window_of_parts(s, &w, 1, results, kind, result); return;
    case 2: window_of_parts(s, &w, 2, results, kind, result); return;
    case 3: window_of_parts(s, &w, 3, results, kind, result); return;
    case 4: window_of_parts(s, &w, 4, results, kind, result); return;
    default: window_of_parts(s, &w, w.parts, results, kind, result); return;
    }
}

INLINE void window_of_moments_one(const bw_step *s, size_t i, uint32_t results, moment_kind kind, window_result *result)
{
    window_parts w;
    window_context c;
    set_parts(&w, s);
    set_context(&c, s, &w, results);
    const window_values values = result(join_parts(&w, w.parts, i, alone, kind), alone(c.beside + i), c.setting);
    for (uint32_t k = 0; k < results; k++) c.out[k][i] = values.value[k][0];
}

#endif
