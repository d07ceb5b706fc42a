/* catalogue.h: how names are compared and suggested. */
#ifndef BW_CATALOGUE_H
#define BW_CATALOGUE_H

#include "barwise/barwise.h"

/* ASCII, in any case. */
bool bw_is_same_name(const char *a, const char *b);

/* The name, of those offered, that is nearest to the one wanted; start with { 0 }. */
typedef struct {
    const char *name;
    size_t distance;
} bw_nearest_name;

void bw_offer_name(bw_nearest_name *nearest, const char *wanted, const char *name);

#endif
