/* Bar by bar from prices and volume; 0 where what is divided by is 0, never infinity from finite values. */
#include "numerics.h"
#include "elementwise.h"

/* a / b, where b is 0 the 0 that a - a is, or NaN. */
INLINE double or_zero(double a, double b)
{
    return b == 0 ? a - a : a / b;
}

/* (a - b) / (c - d); (a - b) / c. */
ELEMENTWISE(quotient_of_differences, 4, or_zero(a - b, c - d));
ELEMENTWISE(difference_quotient, 3, or_zero(a - b, c));

/* Of high, low, close, volume: volume by where in its range the close lies, ((close - low) - (high - close)) / (high - low) of it. */
ELEMENTWISE(money_flow, 4, or_zero((c - b) - (a - c), a - b) * d);

/* Price times volume where the price rose since the bar before, 0 where not; and the same where it fell. Inputs: price, volume. */
enum { ROSE, FELL }; /* outputs */

static size_t bar_before(const bw_node *node, uint32_t input)
{
    (void)node;
    return input == 0;
}

/* 0, or NaN where one of them is. */
INLINE double zero_of(double a, double b)
{
    return (a - a) + (b - b);
}

typedef double amount_of(double price, double given);

INLINE double as_given(double price, double given)
{
    (void)price;
    return given;
}

INLINE double product(double price, double volume)
{
    return price * volume;
}

INLINE bool by_direction(const bw_step *s, amount_of *amount, bool tells)
{
    uint64_t missing = 0;
    const double *restrict price = s->in[0], *restrict given = s->in[1];
    double *restrict rose = s->out[ROSE], *restrict fell = s->out[FELL];
    for (ptrdiff_t i = 0; i < (ptrdiff_t)s->n; i++) {
        const double change = price[i] - price[i - 1], flow = amount(price[i], given[i]), zero = zero_of(change, flow);
        if (tells) missing |= bits_if_not_finite(price[i] + given[i]);
        rose[i] = change > 0 ? flow : zero;
        fell[i] = change < 0 ? flow : zero;
    }
    return missing == 0;
}

INLINE void by_direction_of_one(const bw_step *s, size_t i, amount_of *amount)
{
    const double *price = s->in[0] + i;
    const double change = price[0] - price[-1], flow = amount(price[0], s->in[1][i]), zero = zero_of(change, flow);
    s->out[ROSE][i] = change > 0 ? flow : zero;
    s->out[FELL][i] = change < 0 ? flow : zero;
}

TELLING_FUNCTIONS(flow_by_direction, by_direction(s, product, true), by_direction(s, product, false))

static void flow_by_direction_one(const bw_step *s, size_t i)
{
    by_direction_of_one(s, i, product);
}

TELLING_FUNCTIONS(amount_by_direction, by_direction(s, as_given, true), by_direction(s, as_given, false))

static void amount_by_direction_one(const bw_step *s, size_t i)
{
    by_direction_of_one(s, i, as_given);
}

const bw_operator BW_ROW(flow_by_direction) = {
    .name = "flow_by_direction",
    .outputs = 2,
    .history = bar_before,
    .advance = flow_by_direction,
    .advance_and_tell = flow_by_direction_and_tell,
    .one = flow_by_direction_one,
};
const bw_operator BW_ROW(amount_by_direction) = {
    .name = "amount_by_direction",
    .outputs = 2,
    .history = bar_before,
    .advance = amount_by_direction,
    .advance_and_tell = amount_by_direction_and_tell,
    .one = amount_by_direction_one,
};

/* How far the middle of the bar moved, times the range, for 10,000 of volume. Inputs: high, low, volume. */
INLINE double ease(double high, double low, double high_before, double low_before, double volume)
{
    const double twice_the_move = (high + low) - (high_before + low_before);
    return or_zero(twice_the_move * (high - low), volume) * 5000;
}

static size_t bar_before_of_prices(const bw_node *node, uint32_t input)
{
    (void)node;
    return input < 2;
}

static bool ease_of_movement_and_tell(const bw_step *s)
{
    uint64_t missing = 0;
    const double *restrict high = s->in[0], *restrict low = s->in[1], *restrict volume = s->in[2];
    double *restrict out = s->out[0];
    for (ptrdiff_t i = 0; i < (ptrdiff_t)s->n; i++) {
        missing |= bits_if_not_finite((high[i] + low[i]) + volume[i]);
        out[i] = ease(high[i], low[i], high[i - 1], low[i - 1], volume[i]);
    }
    return missing == 0;
}

static void ease_of_movement(const bw_step *s)
{
    ease_of_movement_and_tell(s);
}

static void ease_of_movement_one(const bw_step *s, size_t i)
{
    const double *high = s->in[0] + i, *low = s->in[1] + i;
    s->out[0][i] = ease(high[0], low[0], high[-1], low[-1], s->in[2][i]);
}

const bw_operator BW_ROW(ease_of_movement) = {
    .name = "ease_of_movement",
    .outputs = 1,
    .history = bar_before_of_prices,
    .advance = ease_of_movement,
    .advance_and_tell = ease_of_movement_and_tell,
    .one = ease_of_movement_one,
};
