/* What two series have to do with each other over a window: the slope of one over the other, and their correlation.
 *
 * Of both, how far their means lie from their newest values and the sums of squared deviations from the means, and the sum of
 * the products of these deviations, by powers of two. A window of a bars and, before it, one of b bars, whose newest values lie
 * `change` from the newest of all, join to
 *
 *   d = (mean(b) + change) - mean(a)           for x and for y: how far the means lie apart
 *   mean = mean(a) + d * (b / (a + b))
 *   sum of products = products(a) + (products(b) + d(x) * (a * b / (a + b)) * d(y))
 *
 * (Chan, Golub, LeVeque, 1983), so that the level of either is gone before anything is rounded, and what is flat gives exactly 0.
 * The first level is of three or of four bars, whichever makes less work of the window, the others of twice as many as the one
 * before. They are outputs of the node that no other looks at; what two bars give is worked out where it is needed. The last output
 * is the result. */
#include "numerics.h"
#include "operator.h"
#include "powers.h"
#include "vector.h"

enum { X, Y };
/* Settings; the last two: how many series a level has, all of these or without the last one, and the first level's bars. */
enum { WINDOW, SERIES, FIRST_BARS };
enum { X_MEAN, Y_MEAN, X_SQUARES, PRODUCTS, Y_SQUARES, MOST_SERIES };
enum { WEIGHT, FACTOR, FACTORS }; /* of each part but the first, in the table */

static inline uint32_t series_of(const bw_node *node)
{
    return (uint32_t)node->setting[SERIES];
}

static inline uint32_t levels_of(const bw_node *node)
{
    return (node->levels - 1) / series_of(node);
}

static inline uint32_t bars_of_level(const bw_node *node, uint32_t level)
{
    return (uint32_t)node->setting[FIRST_BARS] << level;
}

static inline bw_unit_part first_part(const bw_node *node)
{
    return bw_first_unit_part((uint32_t)node->setting[WINDOW], node->setting[FIRST_BARS] == 3 ? 3 : 1);
}

static size_t furthest_part(const bw_node *node, uint32_t bars)
{
    size_t furthest = 0;
    for (bw_unit_part p = first_part(node); p.bars; p = bw_next_unit_part(p))
        if (!bars || p.bars == bars) furthest = p.ago;
    return furthest;
}

/* A part of two bars looks a bar further back, the first level three. */
static size_t history(const bw_node *node, uint32_t input)
{
    (void)input;
    const size_t furthest = furthest_part(node, 0) + 1;
    return furthest < 3 ? 3 : furthest;
}

static size_t own_history(const bw_node *node, uint32_t output)
{
    if (output + 1 == node->levels) return 0;
    const uint32_t level = output / series_of(node), bars = bars_of_level(node, level);
    const size_t furthest = furthest_part(node, bars), half = level + 1 < levels_of(node) ? bars : 0;
    const size_t needed = half > furthest ? half : furthest;
    return half && needed < GROUP ? GROUP : needed; /* whole vectors are read */
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    if (output + 1 == node->levels) return (size_t)node->setting[WINDOW] - 1;
    return bars_of_level(node, output / series_of(node)) - 1;
}

/* Of LANES windows side by side; one alone is in the first lane. */
typedef struct {
    vec of[MOST_SERIES];
} joint;

typedef vec load_bars(const double *p);
typedef void store_bars(double *p, vec v);

INLINE vec load_one(const double *p)
{
    return (vec){ *p };
}

INLINE void store_one(double *p, vec v)
{
    *p = v[0];
}

INLINE joint joined(joint newer, joint older, vec x_change, vec y_change, double weight, double factor, uint32_t series)
{
    const vec x = (older.of[X_MEAN] + x_change) - newer.of[X_MEAN], x_share = x * factor;
    const vec y = (older.of[Y_MEAN] + y_change) - newer.of[Y_MEAN];
    newer.of[X_MEAN] += x * weight;
    newer.of[Y_MEAN] += y * weight;
    newer.of[X_SQUARES] += older.of[X_SQUARES] + x_share * x;
    newer.of[PRODUCTS] += older.of[PRODUCTS] + x_share * y;
    if (series > Y_SQUARES) newer.of[Y_SQUARES] += older.of[Y_SQUARES] + y * factor * y;
    return newer;
}

/* Of the two bars that end at bar i. */
INLINE joint of_two_bars(const double *x, const double *y, ptrdiff_t i, load_bars *bars)
{
    const vec x_half = (bars(x + i - 1) - bars(x + i)) * 0.5, y_half = (bars(y + i - 1) - bars(y + i)) * 0.5;
    return (joint){ { x_half, y_half, x_half * x_half * 2, x_half * y_half * 2, y_half * y_half * 2 } };
}

INLINE joint load_joint(double *const *of, ptrdiff_t i, uint32_t series, load_bars *bars)
{
    joint j = { { { 0 } } };
    for (uint32_t k = 0; k < series; k++) j.of[k] = bars(of[k] + i);
    return j;
}

INLINE void store_joint(double *const *of, ptrdiff_t i, joint j, uint32_t series, store_bars *put)
{
    for (uint32_t k = 0; k < series; k++) put(of[k] + i, j.of[k]);
}

/* With a window of as many bars before it. */
INLINE joint doubled(joint newer, joint older, const double *x, const double *y, ptrdiff_t i, uint32_t half,
                     uint32_t series, load_bars *bars)
{
    const vec x_change = bars(x + i - half) - bars(x + i), y_change = bars(y + i - half) - bars(y + i);
    return joined(newer, older, x_change, y_change, 0.5, 0.5 * half, series);
}

typedef struct {
    const double *x, *y;
    double *of[BW_LEVELS][MOST_SERIES];
    uint32_t levels, first_bars;
} joint_levels;

INLINE void set_levels(joint_levels *l, const bw_step *s, uint32_t series)
{
    l->x = s->in[X];
    l->y = s->in[Y];
    l->levels = levels_of(s->node);
    l->first_bars = bars_of_level(s->node, 0);
    for (uint32_t k = 0; k < l->levels; k++)
        for (uint32_t j = 0; j < series; j++) l->of[k][j] = s->out[k * series + j];
}

INLINE joint first_level(const joint_levels *l, uint32_t first_bars, ptrdiff_t i, uint32_t series, load_bars *bars)
{
    const double *x = l->x, *y = l->y;
    const joint newer = of_two_bars(x, y, i, bars), bar = { { { 0 } } };
    const vec x_change = bars(x + i - 2) - bars(x + i), y_change = bars(y + i - 2) - bars(y + i);
    if (first_bars == 3) return joined(newer, bar, x_change, y_change, 1.0 / 3, 2.0 / 3, series);
    return joined(newer, of_two_bars(x, y, i - 2, bars), x_change, y_change, 0.5, 1, series);
}

INLINE joint earlier_joint(joint before, joint now, int lanes, uint32_t series)
{
    for (uint32_t k = 0; k < series; k++) now.of[k] = earlier(before.of[k], now.of[k], lanes);
    return now;
}

/* The first level and the second, whose older half comes from registers where a vector holds so many bars. */
INLINE void put_two_levels(const joint_levels *l, size_t from, size_t to, int first_bars, bool is_second_wanted,
                           uint32_t series)
{
    const bool is_near = LANES >= first_bars;
    const ptrdiff_t ago = is_near ? (ptrdiff_t)LANES : first_bars;
    joint before = { { { 0 } } };
    for (size_t at = from; at < to; at += LANES) {
        const bool is_known = is_near && at > from && at + LANES <= to;
        const ptrdiff_t i = (ptrdiff_t)(at = within(at, to));
        const joint now = first_level(l, (uint32_t)first_bars, i, series, load);
        store_joint(l->of[0], i, now, series, store);
        if (!is_second_wanted) continue;
        if (!is_known) before = load_joint(l->of[0], i - ago, series, load);
        const joint older = is_near ? earlier_joint(before, now, first_bars, series) : before;
        store_joint(l->of[1], i, doubled(now, older, l->x, l->y, i, (uint32_t)first_bars, series, load), series, store);
        before = now;
    }
}

INLINE void put_level(const joint_levels *l, uint32_t k, ptrdiff_t i, uint32_t series, load_bars *bars, store_bars *put)
{
    const uint32_t half = l->first_bars << (k - 1);
    const joint newer = load_joint(l->of[k - 1], i, series, bars);
    const joint older = load_joint(l->of[k - 1], i - half, series, bars);
    store_joint(l->of[k], i, doubled(newer, older, l->x, l->y, i, half, series, bars), series, put);
}

INLINE void put_levels(const joint_levels *l, size_t from, size_t to, uint32_t series)
{
    if (l->levels == 1 && l->first_bars == 3) put_two_levels(l, from, to, 3, false, series);
    if (l->levels == 1 && l->first_bars == 4) put_two_levels(l, from, to, 4, false, series);
    if (l->levels > 1 && l->first_bars == 3) put_two_levels(l, from, to, 3, true, series);
    if (l->levels > 1 && l->first_bars == 4) put_two_levels(l, from, to, 4, true, series);
    for (uint32_t k = 2; k < l->levels; k++)
        for (size_t i = from; i < to; i += LANES) put_level(l, k, (ptrdiff_t)(i = within(i, to)), series, load, store);
}

/* At its newest bar; of one or two bars there is no level, and `of` is not set. */
typedef struct {
    const double *x, *y;
    double *of[MOST_SERIES];
    double weight, factor;
    uint32_t bars;
} joint_part;

/* Those without a level are the newest. */
typedef struct {
    joint_part part[BW_LEVELS + 2];
    uint32_t small, parts;
} joint_parts;

INLINE void set_parts(joint_parts *p, const bw_step *s, const joint_levels *l, uint32_t series)
{
    const double *factor = s->table;
    p->small = p->parts = 0;
    for (bw_unit_part part = first_part(s->node); part.bars; part = bw_next_unit_part(part)) {
        joint_part *to = &p->part[p->parts++];
        to->x = l->x - part.ago;
        to->y = l->y - part.ago;
        to->bars = part.bars;
        to->weight = part.ago ? factor[WEIGHT] : 0;
        to->factor = part.ago ? factor[FACTOR] : 0;
        factor += part.ago ? FACTORS : 0;
        const bool is_small = part.bars < 3;
        p->small += is_small;
        for (uint32_t j = 0; !is_small && j < series; j++)
            to->of[j] = l->of[__builtin_ctz(part.bars / l->first_bars)][j] - part.ago;
    }
}

INLINE joint joint_of_part(const joint_part *part, size_t i, bool is_small, uint32_t series, load_bars *bars)
{
    if (!is_small) return load_joint(part->of, (ptrdiff_t)i, series, bars);
    if (part->bars == 2) return of_two_bars(part->x, part->y, (ptrdiff_t)i, bars);
    return (joint){ { { 0 } } };
}

INLINE joint window_at(const joint_parts *p, uint32_t small, uint32_t parts, size_t i, uint32_t series, load_bars *bars)
{
    const joint_part *part = p->part;
    const vec x = bars(part->x + i), y = bars(part->y + i);
    joint window = joint_of_part(part, i, small > 0, series, bars);
    for (uint32_t k = 1; k < parts; k++) {
        part = &p->part[k];
        window = joined(window, joint_of_part(part, i, k < small, series, bars), bars(part->x + i) - x,
                        bars(part->y + i) - y, part->weight, part->factor, series);
    }
    return window;
}

typedef vec window_result(joint window);

INLINE void put_windows_of(const joint_parts *p, uint32_t small, uint32_t parts, size_t from, size_t to, double *out,
                           uint32_t series, window_result *result)
{
    for (size_t i = from; i < to; i += LANES) {
        i = within(i, to);
        store(out + i, result(window_at(p, small, parts, i, series, load)));
    }
}

INLINE void put_windows_of_parts(const joint_parts *p, uint32_t small, size_t from, size_t to, double *out,
                                 uint32_t series, window_result *result)
{
    switch (p->parts - small) {
    case 2: put_windows_of(p, small, small + 2, from, to, out, series, result); return;
    case 3: put_windows_of(p, small, small + 3, from, to, out, series, result); return;
    default: put_windows_of(p, small, p->parts, from, to, out, series, result); return;
    }
}

INLINE void put_windows(const joint_parts *p, size_t from, size_t to, double *out, uint32_t series,
                        window_result *result)
{
    switch (p->small) {
    case 0: put_windows_of_parts(p, 0, from, to, out, series, result); return;
    case 1: put_windows_of_parts(p, 1, from, to, out, series, result); return;
    default: put_windows_of_parts(p, p->small, from, to, out, series, result); return;
    }
}

/* So many series that only short stretches of all of them fit the nearest cache. */
INLINE void windows(const bw_step *s, uint32_t series, window_result *result)
{
    enum { STRETCH = 128 };
    joint_levels levels;
    joint_parts parts;
    set_levels(&levels, s, series);
    set_parts(&parts, s, &levels, series);
    for (size_t from = 0, to; from < s->n; from = to) {
        to = s->n - from < STRETCH + LANES ? s->n : from + STRETCH;
        put_levels(&levels, from, to, series);
        put_windows(&parts, from, to, s->out[s->node->levels - 1], series, result);
    }
}

INLINE void one_window(const bw_step *s, size_t i, uint32_t series, window_result *result)
{
    const ptrdiff_t at = (ptrdiff_t)i;
    joint_levels levels;
    joint_parts parts;
    set_levels(&levels, s, series);
    set_parts(&parts, s, &levels, series);
    if (levels.levels)
        store_joint(levels.of[0], at, first_level(&levels, levels.first_bars, at, series, load_one), series, store_one);
    for (uint32_t k = 1; k < levels.levels; k++) put_level(&levels, k, at, series, load_one, store_one);
    s->out[s->node->levels - 1][i] = result(window_at(&parts, parts.small, parts.parts, i, series, load_one))[0];
}

/* Of y over x: 0 where x stands still. */
INLINE vec slope(joint window)
{
    const vec squares = window.of[X_SQUARES], products = window.of[PRODUCTS];
    return choose(squares == broadcast(0), products - products, products / squares);
}

/* 0 where one of them stands still. What rounding put beyond 1 is 1. A product that could be beyond what a double holds well is
 * that of the roots. */
INLINE vec correlation(joint window)
{
    const vec x = window.of[X_SQUARES], y = window.of[Y_SQUARES], products = window.of[PRODUCTS], product = x * y;
    const vec_bits is_safe = (product > broadcast(0x1p-900)) & (product < broadcast(0x1p1000));
    vec scale = square_root_of(product);
    if (any(~is_safe)) scale = choose(is_safe, scale, square_root_of(x) * square_root_of(y));
    const vec limited = greater_of(broadcast(-1), less_of(broadcast(1), products / scale));
    return choose(scale == broadcast(0), products - products, limited);
}

static void window_slope(const bw_step *s)
{
    windows(s, Y_SQUARES, slope);
}

static void window_slope_one(const bw_step *s, size_t i)
{
    one_window(s, i, Y_SQUARES, slope);
}

static void window_correlation(const bw_step *s)
{
    windows(s, MOST_SERIES, correlation);
}

static void window_correlation_one(const bw_step *s, size_t i)
{
    one_window(s, i, MOST_SERIES, correlation);
}

const bw_operator BW_ROW(window_slope) = {
    .name = "window_slope",
    .outputs = Y_SQUARES * BW_LEVELS + 1,
    .history = history,
    .own_history = own_history,
    .warm_up = warm_up,
    .advance = window_slope,
    .one = window_slope_one,
};
const bw_operator BW_ROW(window_correlation) = {
    .name = "window_correlation",
    .outputs = MOST_SERIES * BW_LEVELS + 1,
    .history = history,
    .own_history = own_history,
    .warm_up = warm_up,
    .advance = window_correlation,
    .one = window_correlation_one,
};
