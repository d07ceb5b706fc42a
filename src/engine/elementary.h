/* elementary.h: elementary functions of our own, since those of the C library differ between machines in their last bits. */
#ifndef BW_ELEMENTARY_H
#define BW_ELEMENTARY_H

/* e^x, within 1 ulp. */
double bw_exp(double x);

#endif
