/* cascade_table.h: the settings and constants of cascades (cascade.c), for those who wire them. */
#ifndef BW_CASCADE_TABLE_H
#define BW_CASCADE_TABLE_H

#include "smooth_table.h"
#include <stddef.h>
#include <stdint.h>

/* Of the first stage, and of each later one: how many values make the seed, and the rate. Is the mean so far wanted? How many values does
 * a later stage leave out before its seed? How many stages are there? How many of the results are held back? */
enum {
    FIRST_SEED,
    FIRST_RATE,
    LATER_SEED,
    LATER_RATE,
    HAS_MEAN_SO_FAR,
    LATER_WAITS,
    STAGES,
    HELD_BACK,
    CASCADE_SETTINGS
};

enum { MOST_STAGES = 6, MOST_CASCADES = 2, CASCADE_VALUES = 8, MOST_WEIGHTED = 96 };

/* Of a group of eight values, each as far from the first as it is, and of the excess of each stage before the group. */
typedef struct {
    double by_value[CASCADE_VALUES][CASCADE_VALUES]; /* what value j adds to result i */
    double to_stage[CASCADE_VALUES][CASCADE_VALUES]; /* what value j adds to stage k at the end */
    double by_excess[MOST_STAGES][CASCADE_VALUES];   /* what the excess of stage k adds to result i */
    double lost[MOST_STAGES][CASCADE_VALUES];        /* what that of stage j takes from that of stage k */
    smooth_table first, later;                       /* of the stages one by one */
    double stages;
    double share[MOST_STAGES]; /* of each stage in the result; 1 together */
    double start_bars;         /* how many bars the start takes */
    double filler[4];          /* up to the end of a cache line */
    /* Of a short start: the weight of value i in stage k at its end; as many as there are. */
    double start[MOST_WEIGHTED][CASCADE_VALUES];
} cascade_table;
_Static_assert(offsetof(cascade_table, start) % sizeof(double[CASCADE_VALUES]) == 0, "a row lies across cache lines");

/* How many bars the start takes: those until each stage has its seed, and those whose results are held back. A stage whose mean so far is
 * wanted gives values from its first bar on. */
static inline uint32_t bw_cascade_start(const double *setting)
{
    const uint32_t first = (uint32_t)setting[FIRST_SEED], later = (uint32_t)setting[LATER_SEED],
                   later_before = (uint32_t)setting[LATER_WAITS] + later - 1;
    if (setting[HAS_MEAN_SO_FAR] != 0) return first > later ? first : later;
    return first + ((uint32_t)setting[STAGES] - 1) * later_before + (uint32_t)setting[HELD_BACK];
}

/* Is it so short that what it leads to is one weighted sum of its values? */
static inline int bw_has_weighted_start(const double *setting)
{
    return setting[HAS_MEAN_SO_FAR] == 0 && bw_cascade_start(setting) <= MOST_WEIGHTED;
}

#endif
