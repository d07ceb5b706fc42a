/* cascade_table.h: the settings and constants of cascades (cascade.c), for those who wire them. */
#ifndef BW_CASCADE_TABLE_H
#define BW_CASCADE_TABLE_H

#include "smooth_table.h"

/* Of the first stage, and of each later one: how many values make the seed, and the rate. Is the mean so far wanted? How many values does
 * a later stage leave out before its seed? How many stages are there? */
enum { FIRST_SEED, FIRST_RATE, LATER_SEED, LATER_RATE, HAS_MEAN_SO_FAR, LATER_WAITS, STAGES, CASCADE_SETTINGS };

enum { MOST_STAGES = 6, MOST_CASCADES = 2, CASCADE_VALUES = 8 };

/* Of a group of eight values, each as far from the first as it is, and of the excess of each stage before the group. */
typedef struct {
    double by_value[CASCADE_VALUES][CASCADE_VALUES]; /* what value j adds to result i */
    double to_stage[CASCADE_VALUES][CASCADE_VALUES]; /* what value j adds to stage k at the end */
    double by_excess[MOST_STAGES][CASCADE_VALUES];   /* what the excess of stage k adds to result i */
    double lost[MOST_STAGES][CASCADE_VALUES];        /* what that of stage j takes from that of stage k */
    smooth_table first, later;                       /* of the stages one by one */
    double stages;
    double share[MOST_STAGES]; /* of each stage in the result; 1 together */
} cascade_table;

/* One value further, of which x goes into the first stage. */
static inline void bw_cascade_step(const cascade_table *t, const double *rate, double x, double *stage)
{
    for (int k = 0; k < (int)t->stages; k++) {
        stage[k] = (k ? t->later.keep : t->first.keep) * stage[k] + rate[k != 0] * x;
        x = stage[k];
    }
}

static inline double bw_cascade_result(const cascade_table *t, const double *stage)
{
    double result = 0;
    for (int k = 0; k < (int)t->stages; k++) result += t->share[k] * stage[k];
    return result;
}

/* By letting a 1 go through. */
static inline cascade_table bw_cascade_table(double first_rate, double later_rate, int stages, const double *share)
{
    const double rate[] = { first_rate, later_rate };
    cascade_table t = { .first = bw_smooth_table(first_rate), .later = bw_smooth_table(later_rate), .stages = stages };
    for (int k = 0; k < stages; k++) t.share[k] = share[k];
    double passed[MOST_STAGES] = { 0 };
    for (int age = 0; age < CASCADE_VALUES; age++) {
        bw_cascade_step(&t, rate, age == 0, passed);
        for (int j = 0; j + age < CASCADE_VALUES; j++) t.by_value[j][j + age] = bw_cascade_result(&t, passed);
        for (int k = 0; k < stages; k++) t.to_stage[CASCADE_VALUES - 1 - age][k] = passed[k];
    }
    for (int j = 0; j < stages; j++) {
        double held[MOST_STAGES] = { 0 };
        held[j] = 1;
        for (int i = 0; i < CASCADE_VALUES; i++) {
            bw_cascade_step(&t, rate, 0, held);
            t.by_excess[j][i] = bw_cascade_result(&t, held);
        }
        for (int k = 0; k < stages; k++) t.lost[j][k] = -held[k];
        t.lost[j][j] = j ? t.later.lost : t.first.lost;
    }
    return t;
}

#endif
