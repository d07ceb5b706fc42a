/* smooth_table.h: the constants of an exponential smoothing (smooth.c), prepared once in the graph. */
#ifndef BW_SMOOTH_TABLE_H
#define BW_SMOOTH_TABLE_H

typedef struct {
    double rate, keep; /* keep = 1 - rate */
    double kept[8];    /* keep^(k + 1) */
    double lost;       /* 1 - keep^8 */
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
    smooth_table t = { .rate = rate, .keep = 1 - rate, .lost = q[7] };
    for (int k = 0; k < 8; k++) t.kept[k] = 1 - q[k];
    return t;
}

#endif
