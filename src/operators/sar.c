/* Parabolic stop and reverse (J. Welles Wilder, New Concepts in Technical Trading Systems, 1978): a stop that closes in on the
 * trend's extreme, faster with every new extreme, and turns the trend around when a price reaches it.
 *
 *   stop[t + 1] = min(stop + acceleration * (extreme - stop), low[t - 1], low[t])       while the trend is long
 *
 * by the operations of TA-Lib in their order: where a price only just reaches the stop, one rounding would decide on another
 * trend.
 *
 * A short trend is a long one of negated prices; the same lines stand for both, with `is_short` known when they are compiled. */
#include "numerics.h"
#include "choice.h"
#include "operator.h"
#include "sar_rule.h"

typedef struct {
    uint64_t bars, is_long;                        /* bars: up to 2 */
    double stop, extreme, acceleration, high, low; /* high and low: of the bar before */
} sar_state;

/* Is a further in the direction of the trend than b? And the further and the nearer of both. */
INLINE bool is_beyond(double a, double b, bool is_short)
{
    return is_short ? a < b : a > b;
}

INLINE double further(double a, double b, bool is_short)
{
    return is_beyond(a, b, is_short) ? a : b;
}

INLINE double nearer(double a, double b, bool is_short)
{
    return is_beyond(b, a, is_short) ? a : b;
}

/* What the bar before looks like in the direction of the trend: its far end and its near end. */
INLINE double far_end(double high, double low, bool is_short)
{
    return is_short ? low : high;
}

INLINE double near_end(double high, double low, bool is_short)
{
    return is_short ? high : low;
}

/* The new trend's first stop is the old one's extreme. */
INLINE void reverse(sar_state *s, const bw_sar_rule *rule, double high, double low, double *out, bool is_short)
{
    const double far = further(far_end(s->high, s->low, is_short), far_end(high, low, is_short), is_short);
    const double share = is_short ? -rule->offset_on_reverse : rule->offset_on_reverse;
    double stop = further(s->extreme, far, is_short);
    if (share != 0) stop = stop + stop * share;
    *out = is_short ? stop : stop * rule->short_sign;
    s->is_long = is_short;
    s->extreme = near_end(high, low, is_short);
    s->acceleration = is_short ? rule->long_pace.initial : rule->short_pace.initial;
    s->stop = further(stop + s->acceleration * (s->extreme - stop), far, is_short);
}

INLINE void bar_of_trend(sar_state *s, const bw_sar_rule *rule, double high, double low, double *out, bool is_short)
{
    const bw_sar_pace *pace = is_short ? &rule->short_pace : &rule->long_pace;
    const double near = near_end(high, low, is_short), far = far_end(high, low, is_short);
    if (__builtin_expect(!is_beyond(near, s->stop, is_short), 0) && (rule->reverses_on_touch != 0 || near != s->stop)) {
        reverse(s, rule, high, low, out, is_short);
        return;
    }
    *out = is_short ? s->stop * rule->short_sign : s->stop;
    const double faster = is_short ? where_less(far, s->extreme, pace->step) : where_less(s->extreme, far, pace->step);
    s->acceleration = nearer(s->acceleration + faster, pace->maximum, false);
    s->extreme = further(far, s->extreme, is_short);
    const double bound = nearer(near_end(s->high, s->low, is_short), near, is_short);
    const double closer = s->stop + s->acceleration * (s->extreme - s->stop);
    s->stop = is_short ? greater_without_jump(bound, closer) : less_without_jump(bound, closer);
}

/* The second bar says which trend it is, and has its first stop. */
INLINE void start(sar_state *s, const bw_sar_rule *rule, double high, double low)
{
    const double up = high - s->high, down = s->low - low;
    if (rule->start_value != 0) s->is_long = rule->start_value > 0;
    else if (rule->starts_at_midpoint != 0) s->is_long = s->high + s->low <= high + low;
    else s->is_long = !(down > 0 && down > up);
    s->bars = 2;
    s->acceleration = s->is_long ? rule->long_pace.initial : rule->short_pace.initial;
    s->stop = s->is_long ? s->low : s->high;
    if (rule->start_value != 0) s->stop = __builtin_fabs(rule->start_value);
    if (rule->starts_at_midpoint == 0) s->high = high, s->low = low;
    s->extreme = s->is_long ? s->high : s->low;
}

typedef struct {
    const double *high, *low;
    double *out;
    bw_sar_rule rule;
} sar_bars;

/* Bars of one trend, up to the one that turns it. */
INLINE size_t follow(sar_state *s, const sar_bars *b, size_t i, size_t n, bool is_short)
{
    const uint64_t is_long = s->is_long;
    for (; i < n && s->is_long == is_long; i++) {
        bar_of_trend(s, &b->rule, b->high[i], b->low[i], b->out + i, is_short);
        s->high = b->high[i];
        s->low = b->low[i];
    }
    return i;
}

/* The first bar has no stop. */
INLINE size_t first_bars(sar_state *s, const sar_bars *b, size_t i, size_t n)
{
    if (s->bars == 0 && i < n) {
        s->bars = 1;
        s->high = b->high[i];
        s->low = b->low[i];
        b->out[i++] = BW_NAN;
    }
    if (s->bars == 1 && i < n) start(s, &b->rule, b->high[i], b->low[i]);
    return i;
}

/* Each trend has a loop of its own, in which nothing is left to be predicted but what turns it. */
static void run(const bw_step *step, size_t i, size_t n)
{
    const sar_bars b = { step->in[0], step->in[1], step->out[0], *(const bw_sar_rule *)step->table };
    sar_state s = *(const sar_state *)step->state;
    i = first_bars(&s, &b, i, n);
    while (i < n) i = s.is_long ? follow(&s, &b, i, n, false) : follow(&s, &b, i, n, true);
    *(sar_state *)step->state = s;
}

static void sar(const bw_step *s)
{
    run(s, 0, s->n);
}

static void sar_one(const bw_step *s, size_t i)
{
    run(s, i, i + 1);
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)node, (void)output;
    return 1;
}

static bool valid(const bw_node *node, const void *state)
{
    (void)node;
    const sar_state *s = state;
    return s->bars <= 2 && s->is_long <= 1;
}

const bw_operator BW_ROW(sar) = {
    .name = "sar",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(sar_state),
    .warm_up = warm_up,
    .settling = bw_never_settles, /* the trend that is found first may last for any time */
    .valid = valid,
    .advance = sar,
    .one = sar_one,
};
