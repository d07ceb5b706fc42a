/* How much there is in a window of N bars of the cycle that has N bars: with back[k] the value of k bars ago,
 *
 *   sum of cos(2 pi k / N) back[k],  sum of sin(2 pi k / N) back[k]        k = 0 … N - 1
 *
 * On a full circle both have mean 0, so it is differences from the newest that are summed: a flat window gives exactly 0. Bars k and N - k
 * have the same cosine and opposite sines, so that their sum and difference are taken first; a bar half-way round, where N is even, has
 * -1 and 0. Two partial sums each, the pairs k = 1, 3, 5 … and k = 2, 4, 6 …; added up, and then the bar half-way round.
 *
 * Setting 0: N. The table: cosine and sine of each pair. */
#include "numerics.h"
#include "elementwise.h"

enum { COSINE, SINE }; /* outputs */

static size_t bars(const bw_node *node)
{
    return (size_t)node->setting[0];
}

static size_t history(const bw_node *node, uint32_t input)
{
    (void)input;
    return bars(node) - 1;
}

typedef struct {
    vec cosine[2], sine[2];
} partial_sums;

INLINE void add_pair(partial_sums *sum, const double *x, size_t k, size_t n, const double *weight, vec newest)
{
    const vec near = load(x - k), far = load(x - (n - k));
    vec *cosine = &sum->cosine[(k + 1) % 2], *sine = &sum->sine[(k + 1) % 2];
    *cosine = *cosine + ((near - newest) + (far - newest)) * broadcast(weight[0]);
    *sine = *sine + (near - far) * broadcast(weight[1]);
}

/* Of one vector of windows, whose newest values start at x. */
INLINE void sums_at(const bw_step *s, size_t i, size_t n)
{
    const double *x = s->in[0] + i;
    const vec newest = load(x);
    partial_sums sum = { .cosine = { { 0 } } };
    size_t k = 1;
    for (; 2 * (k + 1) < n; k += 2) {
        add_pair(&sum, x, k, n, s->table + 2 * (k - 1), newest);
        add_pair(&sum, x, k + 1, n, s->table + 2 * k, newest);
    }
    if (2 * k < n) add_pair(&sum, x, k, n, s->table + 2 * (k - 1), newest);
    vec cosine = sum.cosine[0] + sum.cosine[1];
    if (n % 2 == 0) cosine = cosine - (load(x - n / 2) - newest);
    if (n == 1) cosine = newest - newest;
    store(s->out[COSINE] + i, cosine);
    store(s->out[SINE] + i, n <= 2 ? cosine - cosine : sum.sine[0] + sum.sine[1]);
}

static void circle_sums(const bw_step *s)
{
    const size_t n = bars(s->node);
    size_t i = 0;
    for (; i + LANES <= s->n; i += LANES) sums_at(s, i, n);
    if (i < s->n) sums_at(s, within(i, s->n), n);
}

static void circle_sums_one(const bw_step *s, size_t i)
{
    const size_t n = bars(s->node);
    const double *x = s->in[0] + i, newest = *x;
    double cosine[2] = { 0 }, sine[2] = { 0 };
    for (size_t k = 1; 2 * k < n; k++) {
        const double near = *(x - k), far = *(x - (n - k)), *weight = s->table + 2 * (k - 1);
        cosine[(k + 1) % 2] += ((near - newest) + (far - newest)) * weight[0];
        sine[(k + 1) % 2] += (near - far) * weight[1];
    }
    double sum = cosine[0] + cosine[1];
    if (n % 2 == 0) sum = sum - (*(x - n / 2) - newest);
    if (n == 1) sum = newest - newest;
    s->out[COSINE][i] = sum;
    s->out[SINE][i] = n <= 2 ? sum - sum : sine[0] + sine[1];
}

const bw_operator BW_ROW(circle_sums) = {
    .name = "circle_sums",
    .outputs = 2,
    .history = history,
    .advance = circle_sums,
    .one = circle_sums_one,
};

/* The cosine of the angle of a point, and of an eighth of a circle more; of the origin, those of an angle of 0. The greater coordinate
 * becomes 1, so that no square is out of range. */
INLINE double greater_size(double x, double y)
{
    x = __builtin_fabs(x);
    y = __builtin_fabs(y);
    return x > y || x != x ? x : y;
}

INLINE double within_one(double x)
{
    return x > 1 ? 1 : x < -1 ? -1 : x;
}

INLINE double cosine_of_point(double x, double y)
{
    const double size = greater_size(x, y);
    x /= size;
    y /= size;
    return size == 0 ? 1 : within_one(x / __builtin_sqrt(x * x + y * y));
}

INLINE double cosine_of_turned_point(double x, double y)
{
    const double size = greater_size(x, y);
    x /= size;
    y /= size;
    return size == 0 ? 0x1.6a09e667f3bcdp-1 : within_one((x - y) / __builtin_sqrt(2 * (x * x + y * y)));
}

ELEMENTWISE(cosine_of_angle, 2, cosine_of_point(a, b));
ELEMENTWISE(cosine_of_turned_angle, 2, cosine_of_turned_point(a, b));
