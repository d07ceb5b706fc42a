/* SuperTrend: two bands about the middle of the bar that close in on the price and let go only where it has left them. The band
 * on the far side of the price is the line; a close beyond it turns the trend.
 *
 *   upper' = min(basic upper, upper), but the basic upper where the close before is above upper            basic = middle + distance
 *   lower' = max(basic lower, lower), but the basic lower where the close before is below lower            basic = middle - distance
 *
 * In a trend upwards the line is lower', and a close below it starts a trend downwards, of which the line is upper'; and the other way
 * round. Nothing keeps one band above the other. By the operations of TA-Lib, since rounding would decide on another trend.
 *
 * Inputs: high, low, close, and the average range. Setting 0: how many times the distance is that. Setting 1: is the first trend one
 * downwards? */
#include "numerics.h"
#include "choice.h"
#include "operator.h"

enum { HIGH, LOW, CLOSE, RANGE }; /* inputs */
enum { LINE, TREND };             /* outputs */
enum { MULTIPLIER, STARTS_DOWN }; /* settings */

typedef struct {
    uint64_t is_under_way, is_up;
    double upper, lower, close;
} supertrend_state;

/* The greater of two on the way up, the less on the way down. */
INLINE double further(double a, double b, bool is_up)
{
    return is_up ? greater_without_jump(a, b) : less_without_jump(a, b);
}

INLINE bool is_behind(double close, double band, bool is_up)
{
    return is_up ? close < band : close > band;
}

typedef struct {
    double line, other, close; /* line: the band that is shown */
} bands;

typedef struct {
    double upper, lower;
} basic_bands;

INLINE basic_bands basic_at(const bw_step *s, size_t i, double multiplier)
{
    const double middle = (s->in[HIGH][i] + s->in[LOW][i]) * 0.5, distance = multiplier * s->in[RANGE][i];
    return (basic_bands){ middle + distance, middle - distance };
}

/* One bar in a trend: does it turn? */
INLINE bool turns(bands *b, basic_bands basic, double close, bool is_up)
{
    const double line = is_up ? basic.lower : basic.upper, other = is_up ? basic.upper : basic.lower;
    b->line = __builtin_expect(is_behind(b->close, b->line, is_up), 0) ? line : further(line, b->line, is_up);
    b->other = is_behind(b->close, b->other, !is_up) ? other : further(other, b->other, !is_up);
    b->close = close;
    return is_behind(close, b->line, is_up);
}

/* Some bars, whose basic bands do not depend on each other and so are made before. */
enum { STRETCH = 64 };
typedef struct {
    double upper[STRETCH], lower[STRETCH];
    const double *close;
    double *line, *trend;
} stretch;

/* Bars of one trend, up to the one that turns it, which is the first of the next. */
INLINE size_t follow(supertrend_state *state, const stretch *s, size_t i, size_t n, bool is_up)
{
    bands b = { is_up ? state->lower : state->upper, is_up ? state->upper : state->lower, state->close };
    const double trend = is_up ? 1 : -1;
    bool has_turned = false;
    for (; i < n && !has_turned; i++) {
        has_turned = turns(&b, (basic_bands){ s->upper[i], s->lower[i] }, s->close[i], is_up);
        s->line[i] = has_turned ? b.other : b.line;
        s->trend[i] = has_turned ? -trend : trend;
    }
    state->upper = is_up ? b.other : b.line;
    state->lower = is_up ? b.line : b.other;
    state->close = b.close;
    state->is_up = is_up != has_turned;
    return i;
}

static void start(supertrend_state *state, const stretch *s, bool is_up)
{
    *state = (supertrend_state){ 1, is_up, s->upper[0], s->lower[0], s->close[0] };
    s->line[0] = is_up ? s->lower[0] : s->upper[0];
    s->trend[0] = is_up ? 1 : -1;
}

INLINE void run_stretch(supertrend_state *state, const bw_step *step, size_t at, size_t n)
{
    const double multiplier = step->node->setting[MULTIPLIER];
    stretch s; /* field by field: the bands need no zeros */
    s.close = step->in[CLOSE] + at;
    s.line = step->out[LINE] + at;
    s.trend = step->out[TREND] + at;
    for (size_t i = 0; i < n; i++) {
        const basic_bands basic = basic_at(step, at + i, multiplier);
        s.upper[i] = basic.upper;
        s.lower[i] = basic.lower;
    }
    size_t i = 0;
    if (!state->is_under_way) {
        start(state, &s, step->node->setting[STARTS_DOWN] == 0);
        i++;
    }
    while (i < n) i = state->is_up ? follow(state, &s, i, n, true) : follow(state, &s, i, n, false);
}

static void run(const bw_step *s, size_t i, size_t n)
{
    supertrend_state state = *(const supertrend_state *)s->state;
    for (; i < n; i += STRETCH) run_stretch(&state, s, i, n - i < STRETCH ? n - i : STRETCH);
    *(supertrend_state *)s->state = state;
}

static void supertrend(const bw_step *s)
{
    run(s, 0, s->n);
}

static void supertrend_one(const bw_step *s, size_t i)
{
    run(s, i, i + 1);
}

static bool valid(const bw_node *node, const void *state)
{
    (void)node;
    const supertrend_state *s = state;
    return s->is_under_way <= 1 && s->is_up <= 1;
}

const bw_operator BW_ROW(supertrend) = {
    .name = "supertrend",
    .outputs = 2,
    .stateful = true,
    .state_size = sizeof(supertrend_state),
    .warm_up = bw_no_warm_up,
    .settling = bw_never_settles, /* a trend may last for any time */
    .valid = valid,
    .advance = supertrend,
    .one = supertrend_one,
};
