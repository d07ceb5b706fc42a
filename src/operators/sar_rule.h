/* sar_rule.h: the constants of a stop and reverse (sar.c), prepared once in the graph. */
#ifndef BW_SAR_RULE_H
#define BW_SAR_RULE_H

/* How fast a stop closes in on the extreme: at first, more with each new extreme, at most. */
typedef struct {
    double initial, step, maximum;
} bw_sar_pace;

typedef struct {
    bw_sar_pace long_pace, short_pace;
    double offset_on_reverse; /* as a share of the stop */
    double
        start_value; /* the first stop, of a long trend if > 0, of a short one if < 0; 0: found from the first bars */
    double starts_at_midpoint; /* … by their midpoints, not by directional movement */
    double reverses_on_touch;  /* is it enough that a price equals the stop? */
    double short_sign;         /* what stops of a short trend are multiplied with */
} bw_sar_rule;

#endif
