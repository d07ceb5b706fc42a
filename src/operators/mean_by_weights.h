/* mean_by_weights.h: the mean of what is summed up by weights, from the sum of values times weights and that of weights: NaN where the
 * weights sum up to 0. */
#ifndef BW_MEAN_BY_WEIGHTS_H
#define BW_MEAN_BY_WEIGHTS_H

#include "vector.h"

INLINE vec mean_by_weights(vec sum, vec weights)
{
    return choose(weights == broadcast(0), broadcast(BW_NAN), sum / weights);
}

#endif
