/* The mean of a short window by weights in one pass over registers: sums of values times weights over sums of weights (short_sums.h).
 * A flat window's mean is its value. Inputs: values, weights. */
#include "numerics.h"
#include "flat.h"
#include "mean_by_weights.h"
#include "short_sums.h"

enum { VALUES, WEIGHTS };

INLINE vec mean_at(const recent_sums *products, const recent_sums *weights, int v, int window)
{
    return mean_by_weights(joined_levels(products, v, window), joined_levels(weights, v, window));
}

INLINE void mean_strides(const bw_step *s, ptrdiff_t first, ptrdiff_t end, int window, pass *seen)
{
    const double *x = s->in[VALUES], *weight = s->in[WEIGHTS];
    double *restrict out = s->out[0];
    const int abreast = abreast_in(window);
    const ptrdiff_t stride = abreast * LANES;
    const summand product = { x, weight }, alone = { weight, NULL };
    recent_sums products = { { { { 0 } } } }, weights = { { { { 0 } } } };
    for (ptrdiff_t i = first - bars_before(window); i < first; i += stride) {
        add_vectors(&products, product, i, window, abreast);
        add_vectors(&weights, alone, i, window, abreast);
    }
    for (ptrdiff_t i = first; i < end; i += stride) {
        add_vectors(&products, product, i, window, abreast);
        add_vectors(&weights, alone, i, window, abreast);
        for (int v = 0; v < abreast; v++) {
            const ptrdiff_t at = i + place_of(v, abreast);
            const vec now = load(x + at);
            seen->read += now + weights.level[0][v];
            seen->equal |= now == load(x + at - 1);
            store(out + at, mean_at(&products, &weights, v, window));
        }
    }
}

INLINE bool means_of(int window, const bw_step *s)
{
    pass seen = { { 0 }, { 0 } };
    IN_WHOLE_STRIDES (s->n, abreast_in(window) * LANES, first, end) mean_strides(s, first, end, window, &seen);
    if (any(seen.equal)) keep_flat_values(s->in[VALUES], s->out[0], s->n, (uint32_t)window, 1);
    return all_are_finite(seen.read);
}

INLINE bool means(const bw_step *s){ BY_WINDOW_OF_SUM(short_window_of(s), means_of, s) }

TELLING_FUNCTIONS(short_weighted_mean, means(s), short_weighted_mean_and_tell(s))

    static void short_weighted_mean_one(const bw_step *s, size_t i)
{
    const uint32_t window = (uint32_t)short_window_of(s);
    const double *x = s->in[VALUES] + i, *weight = s->in[WEIGHTS] + i;
    double products[LONGEST_SUM] = { 0 };
    double *newest = products + window - 1;
    for (ptrdiff_t k = 0; k < (ptrdiff_t)window; k++) newest[-k] = x[-k] * weight[-k];
    const vec sum = broadcast(total_of_one(newest, window)), weights = broadcast(total_of_one(weight, window));
    s->out[0][i] = mean_by_weights(sum, weights)[0];
    keep_flat_value(x, s->out[0] + i, window, 1);
}

const bw_operator BW_ROW(short_weighted_mean) = {
    .name = "short_weighted_mean",
    .outputs = 1,
    .history = sum_history,
    .warm_up = short_warm_up,
    .advance = short_weighted_mean,
    .advance_and_tell = short_weighted_mean_and_tell,
    .one = short_weighted_mean_one,
};
