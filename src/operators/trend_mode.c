/* Is there a trend, 1, or a cycle, 0? (John Ehlers, Rocket Science for Traders, 2001, chapter 11, as TA-Lib has it.) Inputs: sine and lead
 * of the cycle's phase, the phase in degrees, the period, the smoothed price, the trend line.
 *
 * There is a cycle for half a period after sine and lead have crossed, and while the phase goes on by 0.67 to 1.5 of what the period
 * says; but in any case a trend where the price is 1.5 % or more away from the trend line. Where the cycle is not looked for yet, at
 * periods of 0, it is 0. */
#include "numerics.h"
#include "machine.h"

enum { SINE, LEAD, PHASE, PERIOD, PRICE, TRENDLINE, INPUTS };

typedef struct {
    double sine, lead, phase;
    double bars; /* since they have crossed */
} trend_mode_state;

INLINE bool is_crossing(const trend_mode_state *s, double sine, double lead)
{
    return (sine > lead && s->sine <= s->lead) || (sine < lead && s->sine >= s->lead);
}

INLINE bool is_cycle(double bars, double step, double period)
{
    return bars < 0.5 * period || (step > 0.67 * 360 / period && step < 1.5 * 360 / period);
}

INLINE bool is_far(double price, double trendline)
{
    return trendline != 0 && __builtin_fabs((price - trendline) / trendline) >= 0.015;
}

INLINE void trend_mode_step(trend_mode_state *s, const bw_step *bars, size_t i)
{
    const double sine = bars->in[SINE][i], lead = bars->in[LEAD][i], phase = bars->in[PHASE][i];
    const double period = bars->in[PERIOD][i];
    bars->out[0][i] = 0;
    if (!(period > 0)) return;
    const bool crosses = is_crossing(s, sine, lead);
    s->bars = crosses ? 1 : s->bars + 1;
    if (is_far(bars->in[PRICE][i], bars->in[TRENDLINE][i])) bars->out[0][i] = 1;
    else bars->out[0][i] = !crosses && !is_cycle(s->bars, phase - s->phase, period);
    s->sine = sine;
    s->lead = lead;
    s->phase = phase;
}

MACHINE(trend_mode, INPUTS, 1);

const bw_operator BW_ROW(trend_mode) = {
    .name = "trend_mode",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(trend_mode_state),
    .settling = bw_never_settles, /* the trend that was found first may last for any time */
    .advance = trend_mode_advance,
    .one = trend_mode_one,
};
