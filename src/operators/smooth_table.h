/* smooth_table.h: the settings and constants of exponential smoothings (smooth.c), for those who wire them. */
#ifndef BW_SMOOTH_TABLE_H
#define BW_SMOOTH_TABLE_H

/* How many values make the seed, and the rate. Is the mean so far wanted? */
enum { SEED, RATE, IS_RUNNING, SMOOTH_SETTINGS };

enum { MOST_SMOOTHED = 3 }; /* series */

typedef struct {
    double keep;    /* 1 - rate */
    double gain[8]; /* rate / keep^i; in the place of the first, which has no use, what adds nothing */
    double kept[8]; /* keep^i */
    double lost;    /* 1 - keep^8 */
} smooth_table;

/* 1 - (1 - a)(1 - b), without cancellation. */
static inline double bw_either(double a, double b)
{
    return a + b - a * b;
}

static inline smooth_table bw_smooth_table(double rate)
{
    const double q2 = bw_either(rate, rate), q3 = bw_either(q2, rate), q4 = bw_either(q2, q2);
    const double q[8] = {
        rate, q2, q3, q4, bw_either(q4, rate), bw_either(q4, q2), bw_either(q4, q3), bw_either(q4, q4)
    };
    smooth_table t = { .keep = 1 - rate, .gain[0] = -0.0, .kept[0] = 1, .lost = q[7] };
    for (int i = 1; i < 8; i++) {
        const double product = i > 1 ? t.kept[i / 2] * t.kept[i - i / 2] : t.keep;
        t.kept[i] = q[i - 1] < 0.5 ? 1 - q[i - 1] : product; /* whichever loses less */
        t.gain[i] = rate / t.kept[i];
    }
    return t;
}

#endif
