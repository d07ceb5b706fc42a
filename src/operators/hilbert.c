/* The dominant cycle by Hilbert transform and homodyne discriminator (John Ehlers, Rocket Science for Traders, 2001, chapter 7), as
 * TA-Lib has it. Input: the smoothed price. Outputs: the phasor (in phase, quadrature), the period of the cycle, smoothed, and the price
 * again.
 *
 *   transform(x) = a (x[t] - x[t-6]) + b (x[t-2] - x[t-4])      a = 0.0962, b = 0.5769
 *   gain = 0.075 period[t-1] + 0.54                             for what the transform takes from the amplitude
 *   detrended = gain transform(price),  quadrature = gain transform(detrended),  in_phase = detrended[t-3]
 *   I += 0.2 (in_phase - gain transform(quadrature) - I),  Q += 0.2 (quadrature + gain transform(in_phase) - Q)
 *   re += 0.2 (I I[t-1] + Q Q[t-1] - re),  im += 0.2 (I Q[t-1] - Q I[t-1] - im)
 *   cycle = 2 pi / atan(im / re), period[t-1] where re or im is 0; from 0.67 to 1.5 of period[t-1], and from 6 to 50
 *   period += 0.2 (cycle - period),  result += 0.33 (period - result)
 *
 * It starts after as many prices as setting 0 says: until then, and in all that it remembers, everything is 0.
 *
 * A bar takes as long as the way from one period to the next, some twenty operations of which each waits for the one before. So
 * all is taken out of it that need not be there: gain transform(in_phase) has its transform from three bars ago, I and Q are
 * polynomials in the gain, and for im / re, the arctangent and another division there is one quotient of two polynomials:
 *
 *   2 pi / atan(im / re) = 2 pi re A(im²/re²) / (im B(im²/re²))
 *
 * within 4e-16 where that is between 6 and 50, and beyond those where it is. Both are multiplied by re^14, and re and im kept in
 * such units that this is finite. */
#include "numerics.h"
#include "choice.h"
#include "machine.h"

enum { IN_PHASE, QUADRATURE, PERIOD, PRICE, OUTPUTS };
enum { RING = 8 }; /* values remembered: a power of two beyond the six bars that a transform looks back */

typedef struct {
    uint64_t bars;
    double skipped;
    double i, q, re, im;
    double unit;                 /* re and im are of I and Q times this, which is 0.2 times a power of two */
    double gain, period, result; /* periods times 0.075, which is what they add to the gain */
} hilbert_state;

/* What is looked up lies behind that, so that the rest can stay in registers. */
typedef struct {
    hilbert_state state;
    double price[RING], detrended[RING], transformed[RING], quadrature[RING]; /* transformed: what is detrended */
} hilbert_memory;

static const double FAR = 0.0962, NEAR = 0.5769;
static const double GAIN = 0.54, GAIN_OF_BAR = 0.075;
static const double UNIT = 0.2, LARGEST_UNIT = 0x1p900, WIDEST = 0x1p64;

/* A and B, from the coefficient of re^14 to that of im^14. A has in it the factor 2 pi, and 0.2 GAIN_OF_BAR of the next period. */
static const double A[] = { 0x1.8209f5b22babdp-4, 0x1.1f0c98d44030ep-2, 0x1.48509bdbf0de3p-2,  0x1.6be6ce53ca6bdp-3,
                            0x1.95885621e0dc9p-5, 0x1.ac11db4419c3dp-8, 0x1.67cb9290cfb20p-12, 0x1.33e97f6c235cdp-18 };
static const double B[] = { 0x1.0000000000000p+0, 0x1.520b4e9e0870dp+1, 0x1.4e23347cf415cp+1,  0x1.340eebd65ed12p+0,
                            0x1.0db8707df1ac8p-2, 0x1.97778b2d50bb7p-6, 0x1.97afde8ecf35ep-11, 0x1.c8979ade964b4p-19 };

/* The second where it is NaN. */
INLINE double less(double a, double b)
{
    return a < b ? a : b;
}

INLINE double greater(double a, double b)
{
    return a > b ? a : b;
}

/* c[0] r^7 + c[1] r^6 i + … c[7] i^7 for r = re² and i = im², of which powers are given, times a factor that is in the last two. */
INLINE double polynomial(const double *c, double r, double i, double r2, double i2, double r4, double i4)
{
    return ((c[0] * r + c[1] * i) * r2 + (c[2] * r + c[3] * i) * i2) * r4
           + ((c[4] * r + c[5] * i) * r2 + (c[6] * r + c[7] * i) * i2) * i4;
}

/* 0.2 GAIN_OF_BAR 2 pi / atan(im / re) */
INLINE double cycle_of(double re, double im)
{
    const double r = re * re, i = im * im, r2 = r * r, i2 = i * i, r4 = r2 * r2, i4 = i2 * i2;
    return polynomial(A, r, i, r2, i2, re * r4, re * i4) / polynomial(B, r, i, r2, i2, im * r4, im * i4);
}

typedef struct {
    double re, im, unit;
} moments;

/* Where re and im, of which the larger is of that size, are too large or too small: in another unit; 0 where there is none. */
static moments in_other_unit(moments m, double size)
{
    double factor = 1;
    while (size * factor >= WIDEST && factor > 1 / LARGEST_UNIT) factor /= WIDEST;
    while (size > 0 && size * factor <= 1 / WIDEST && m.unit * factor < LARGEST_UNIT) factor *= WIDEST;
    if (!(size * factor < WIDEST && size * factor > 1 / WIDEST)) return (moments){ 0, 0, UNIT };
    return (moments){ m.re * factor, m.im * factor, m.unit * factor };
}

/* The terms of a transform that lie back. */
INLINE double older_terms(const double *ring, uint64_t bar, double near, double far)
{
    return near * (ring[(bar - 2) % RING] - ring[(bar - 4) % RING]) - far * ring[(bar - 6) % RING];
}

/* What the discriminator finds: a fifth of what the cycle as a period would add to the gain. */
INLINE double next_cycle(hilbert_state *s, double i, double q)
{
    const double bar = 0.2 * GAIN_OF_BAR, unit_i = s->unit * s->i, unit_q = s->unit * s->q;
    const double most = less(0.3 * s->period, 50 * bar), least = less(greater(0.134 * s->period, 6 * bar), 50 * bar);
    moments m = { i * unit_i + (q * unit_q + 0.8 * s->re), i * unit_q + (0.8 * s->im - q * unit_i), s->unit };
    const double size = greater(__builtin_fabs(m.re), __builtin_fabs(m.im));
    if (__builtin_expect(!(size < WIDEST && size > 1 / WIDEST), 0)) {
        m = in_other_unit(m, size);
        s->unit = m.unit;
    }
    s->re = m.re;
    s->im = m.im;
    const double cycle = __builtin_expect(m.re != 0 && m.im != 0, 1) ? cycle_of(m.re, m.im) : 0.2 * s->period;
    return greater(less(most, cycle), least);
}

INLINE void one_price(hilbert_state *s, double price, const bw_step *bars, size_t at)
{
    hilbert_memory *ring = bars->state;
    const uint64_t t = s->bars++;
    const double gain = s->gain, gain2 = gain * gain;
    const double change = FAR * (price - ring->price[(t - 6) % RING])
                          + NEAR * (ring->price[(t - 2) % RING] - ring->price[(t - 4) % RING]);
    const double far_change = FAR * change, in_phase = ring->detrended[(t - 3) % RING];
    const double older = older_terms(ring->detrended, t, NEAR, FAR),
                 older_q = older_terms(ring->quadrature, t, 0.2 * NEAR, 0.2 * FAR);
    const double transformed = far_change * gain + older, quadrature = gain * transformed;
    double i = ((0.2 * in_phase + 0.8 * s->i) - older_q * gain)
               - ((0.2 * FAR * far_change) * gain + 0.2 * FAR * older) * gain2;
    double q = (0.8 * s->q + (0.2 * (older + ring->transformed[(t - 3) % RING])) * gain) + (0.2 * far_change) * gain2;
    i = dropped_if_least(i);
    q = dropped_if_least(q);
    const double cycle = next_cycle(s, i, q), kept = 0.8 * s->period;
    ring->price[t % RING] = price;
    ring->detrended[t % RING] = change * gain;
    ring->transformed[t % RING] = transformed;
    ring->quadrature[t % RING] = quadrature;
    s->i = i;
    s->q = q;
    s->gain = cycle + (kept + GAIN);
    s->period = cycle + kept;
    s->result = 0.33 * s->period + 0.67 * s->result;
    bars->out[IN_PHASE][at] = in_phase;
    bars->out[QUADRATURE][at] = quadrature;
    bars->out[PERIOD][at] = s->result * (1 / GAIN_OF_BAR);
    bars->out[PRICE][at] = price;
}

INLINE void hilbert_step(hilbert_state *s, const bw_step *bars, size_t at)
{
    if (__builtin_expect(s->skipped < bars->node->setting[0], 0)) {
        s->skipped++;
        s->gain = GAIN;
        s->unit = UNIT;
        for (int k = 0; k < OUTPUTS; k++) bars->out[k][at] = 0;
    } else {
        one_price(s, bars->in[0][at], bars, at);
    }
}

MACHINE(hilbert, 1, OUTPUTS);

/* The start is felt in the period, whose changes are limited, for a time that depends on the prices. */
const bw_operator BW_ROW(hilbert) = {
    .name = "hilbert",
    .outputs = OUTPUTS,
    .stateful = true,
    .state_size = sizeof(hilbert_memory),
    .settling = bw_never_settles,
    .advance = hilbert_advance,
    .one = hilbert_one,
};
