/* Sums over a short window in one pass over registers, by the additions of window_sum.c: sums of 2, 4, 8 … bars, joined smallest part
 * first (powers.h). Setting 0: window, 2 to LONGEST_SUM bars. */
#include "flat.h"
#include "short_sums.h"

/* Of strides of vectors. */
INLINE void sum_strides(const double *x, double *out, ptrdiff_t first, ptrdiff_t end, int window, const vec *factor,
                        pass *seen)
{
    const int abreast = abreast_in(window);
    const ptrdiff_t stride = abreast * LANES;
    const summand of = { x, NULL };
    recent_sums sums = { { { { 0 } } } };
    for (ptrdiff_t i = first - bars_before(window); i < first; i += stride) add_vectors(&sums, of, i, window, abreast);
    for (ptrdiff_t i = first; i < end; i += stride) {
        add_vectors(&sums, of, i, window, abreast);
        for (int v = 0; v < abreast; v++) {
            const vec total = joined_levels(&sums, v, window), now = sums.level[0][v];
            store(out + i + place_of(v, abreast), factor ? total * *factor : total);
            seen->read += now;
            if (factor) seen->equal |= now == summand_before(&sums, of, i, v, abreast);
        }
    }
}

INLINE pass sum_windows(const bw_step *s, int window, const vec *factor)
{
    pass seen = { { 0 }, { 0 } };
    IN_WHOLE_STRIDES (s->n, abreast_in(window) * LANES, first, end)
        sum_strides(s->in[0], s->out[0], first, end, window, factor, &seen);
    return seen;
}

INLINE bool totals_of(int window, const bw_step *s)
{
    return all_are_finite(sum_windows(s, window, NULL).read);
}

INLINE bool totals(const bw_step *s){ BY_WINDOW_OF_SUM(short_window_of(s), totals_of, s) }

TELLING_FUNCTIONS(short_total, totals(s), short_total_and_tell(s))

    static void short_total_one(const bw_step *s, size_t i)
{
    s->out[0][i] = total_of_one(s->in[0] + i, (uint32_t)short_window_of(s));
}

const bw_operator BW_ROW(short_total) = {
    .name = "short_total",
    .outputs = 1,
    .history = sum_history,
    .warm_up = short_warm_up,
    .advance = short_total,
    .advance_and_tell = short_total_and_tell,
    .one = short_total_one,
};

/* The same times a factor, and where all values of a window are the same, that value times another one. Settings 1 and 2: the factors. */
INLINE bool sums_of(int window, const bw_step *s)
{
    const vec factor = broadcast(s->node->setting[1]);
    const pass seen = sum_windows(s, window, &factor);
    if (any(seen.equal)) keep_flat_values(s->in[0], s->out[0], s->n, (uint32_t)window, s->node->setting[2]);
    return all_are_finite(seen.read);
}

INLINE bool sums(const bw_step *s){ BY_WINDOW_OF_SUM(short_window_of(s), sums_of, s) }

TELLING_FUNCTIONS(short_sum, sums(s), short_sum_and_tell(s))

    static double sum_at(const bw_step *s, const double *x)
{
    return is_flat(x, (uint32_t)short_window_of(s))
               ? *x * s->node->setting[2]
               : total_of_one(x, (uint32_t)short_window_of(s)) * s->node->setting[1];
}

static void short_sum_one(const bw_step *s, size_t i)
{
    s->out[0][i] = sum_at(s, s->in[0] + i);
}

const bw_operator BW_ROW(short_sum) = {
    .name = "short_sum",
    .outputs = 1,
    .history = sum_history,
    .warm_up = short_warm_up,
    .advance = short_sum,
    .advance_and_tell = short_sum_and_tell,
    .one = short_sum_one,
};

/* The same of totals, input 0, times a factor, setting 1. What they are totals of, input 1, may be flat over the longer window of setting
 * 2: its value is the result then. */
enum { TOTALS, SOURCE };

static uint32_t longer_window(const bw_node *node)
{
    return (uint32_t)node->setting[2];
}

static size_t history_of_both(const bw_node *node, uint32_t input)
{
    return input == TOTALS ? sum_history(node, input) : longer_window(node) - 1;
}

INLINE bool scaled_totals_of(int window, const bw_step *s)
{
    const vec factor = broadcast(s->node->setting[1]);
    return all_are_finite(sum_windows(s, window, &factor).read);
}

static bool scaled_totals(const bw_step *s)
{
    BY_WINDOW_OF_SUM(short_window_of(s), scaled_totals_of, s)
}

static void short_sum_of_totals(const bw_step *s)
{
    scaled_totals(s);
    keep_flat_values(s->in[SOURCE], s->out[0], s->n, longer_window(s->node), 1);
}

static void short_sum_of_totals_one(const bw_step *s, size_t i)
{
    s->out[0][i] = total_of_one(s->in[TOTALS] + i, (uint32_t)short_window_of(s)) * s->node->setting[1];
    keep_flat_value(s->in[SOURCE] + i, s->out[0] + i, longer_window(s->node), 1);
}

const bw_operator BW_ROW(short_sum_of_totals) = {
    .name = "short_sum_of_totals",
    .outputs = 1,
    .history = history_of_both,
    .warm_up = short_warm_up,
    .advance = short_sum_of_totals,
    .one = short_sum_of_totals_one,
};
