/* square_factors.h: what squared deviations of a window's parts are joined with (centred_moments.h), for operators and those who wire
 * them. */
#ifndef BW_SQUARE_FACTORS_H
#define BW_SQUARE_FACTORS_H

enum { SQUARE_FACTORS = 3 }; /* by which change, sum and moment are multiplied */

/* Of a part of so many bars, which lies `ago` bars back: not the newest one. */
static inline void bw_square_factors(double ago, double bars, double factor[SQUARE_FACTORS])
{
    factor[0] = bars;
    factor[1] = ago / bars;
    factor[2] = bars / (ago * (ago + bars));
}

#endif
