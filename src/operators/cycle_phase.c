/* The phase of the dominant cycle in degrees (John Ehlers, Rocket Science for Traders, 2001, chapter 9), as TA-Lib has it. Inputs: the
 * sums over a cycle (cycle_sums.c), atan(sine sum / cosine sum) in degrees, and the period.
 *
 * A cosine sum of 0 gives the phase before and a quarter of a circle, in the direction of the sine sum. Where the cycle is not looked
 * for yet, at periods of 0, it is 0. */
#include "numerics.h"
#include "elementwise.h"
#include "machine.h"

enum { COSINE_SUM, SINE_SUM, ANGLE, PERIOD };

typedef struct {
    double phase;
} cycle_phase_state;

INLINE void cycle_phase_step(cycle_phase_state *s, const bw_step *bars, size_t i)
{
    const double cosine_sum = bars->in[COSINE_SUM][i], sine_sum = bars->in[SINE_SUM][i], period = bars->in[PERIOD][i];
    double phase = bars->in[ANGLE][i];
    if (__builtin_expect(cosine_sum == 0, 0))
        phase = sine_sum > 0 ? s->phase + 90 : sine_sum < 0 ? s->phase - 90 : s->phase;
    phase += 90;
    phase += 360 / period; /* for the lag of the smoothing, a bar */
    if (cosine_sum < 0) phase += 180;
    if (phase > 315) phase -= 360;
    s->phase = period > 0 ? phase : 0;
    bars->out[0][i] = s->phase;
}

MACHINE(cycle_phase, 4, 1);

const bw_operator BW_ROW(cycle_phase) = {
    .name = "cycle_phase",
    .outputs = 1,
    .stateful = true,
    .state_size = sizeof(cycle_phase_state),
    .advance = cycle_phase_advance,
    .one = cycle_phase_one,
};

/* How fast an average is that follows the phase, setting 0 over the degrees that it goes on in a bar (from the phase before, a, to b,
 * which becomes less), if those are more than 1; and not less than setting 1. */
INLINE double rate_of_step(double step, double fast, double slow)
{
    const double rate = fast / step;
    return step > 1 ? rate > slow ? rate : slow : step <= 1 ? fast : step;
}

ELEMENTWISE(rate_of_phase, 2, rate_of_step(a - b, setting[0], setting[1]));

/* Of the last four bars, a the newest. */
ELEMENTWISE(smoothed_price, 4, ((4 * a + 3 * b) + (2 * c + d)) * 0.1);
/* Six times a smoothed price of them. */
ELEMENTWISE(smoothed_sixfold, 4, (a + d) + 2 * (b + c));
