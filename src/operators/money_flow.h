/* money_flow.h: what bars add to the sum of money flow. */
#ifndef BW_MONEY_FLOW_H
#define BW_MONEY_FLOW_H

#include "cumulative.h"

/* Of high, low, close, volume: volume by where in its range the close lies (money_flow of flows.c). */
INLINE vec money_flow(bar_vectors v)
{
    const vec range = v.a - v.b, balance = (v.c - v.b) - (v.a - v.c);
    return only_where(range != broadcast(0), balance / range) * v.d;
}

#endif
