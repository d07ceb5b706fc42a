/* recurrences.h: words whose value depends on all bars before it. */
#ifndef BW_VOCABULARY_RECURRENCES_H
#define BW_VOCABULARY_RECURRENCES_H

#include "arithmetic.h"

/* How one starts; the names stand in the same order. The last is for smoothings of smoothings only. */
typedef enum { SEED_SMA, SEED_FIRST, SEED_RUNNING, SEED_STAGED } bw_seed_kind;
extern const char *const bw_seed_choices[];
extern const char *const bw_cascade_seed_choices[];

/* y += rate * (x - y), from the mean of the first `period` values; from the first value; or from the mean of the first `period`
 * with, before that, the mean so far. */
bw_series smooth(bw_graph *g, bw_series x, double rate, uint32_t period, bw_seed_kind seed);

/* The same with a rate of each bar, from `start`: what y was before the first bar that has all three (x for the first x). No rate is
 * less than `least_rate`, which says how long the start is felt; 0: who knows. */
bw_series smooth_by(bw_graph *g, bw_series x, bw_series rate, bw_series start, double least_rate);

/* The exponential moving average; its rate, 2 / (period + 1); how many values make its seed. */
bw_series exponential(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed);
double exponential_rate(uint32_t period);
uint32_t seed_values(uint32_t period, bw_seed_kind seed);

/* The one over a period less the one over another. */
bw_series exponential_difference(bw_graph *g, bw_series x, uint32_t period, uint32_t other, bw_seed_kind seed);

/* The same of money_flow_sum (flows.h). Bar: high, low, close, volume. */
bw_series money_flow_difference(bw_graph *g, const bw_series *bar, uint32_t period, uint32_t other, bw_seed_kind seed);

/* Wilder's: a rate of 1 / period. */
bw_series wilder(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed);

/* The same of up to three series that miss the same bars, from their means. */
void wilder_each(bw_graph *g, const bw_series *x, uint32_t series, uint32_t period, bw_series *y);

/* One of three that indicators smooth with; each from the mean of `period` values. */
typedef enum { SMOOTHING_WILDER, SMOOTHING_EMA, SMOOTHING_SMA } bw_smoothing_kind;
extern const char *const bw_smoothing_choices[];
bw_series smoothed(bw_graph *g, bw_series x, uint32_t period, bw_smoothing_kind smoothing);
bw_moves smoothed_moves(bw_graph *g, bw_moves moves, uint32_t period, bw_smoothing_kind smoothing);

/* 100 gain / (gain + loss) of smoothed gains and losses, `flat` where both are 0. While x stands still it does exactly that too. */
bw_series relative_strength(bw_graph *g, bw_series x, uint32_t period, bw_smoothing_kind smoothing, double flat);

/* Exponential averages of each other, stage 0 of x, stage 1 of that … up to six, and of these the sum by `share`, which are 1 together.
 * There is none before all stages have started, those without a share too.
 * With SEED_STAGED each starts from the first value of the one before that has `period` bars. */
bw_series exponential_cascade(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed, uint32_t stages,
                              const double *share);

/* Exponential averages of exponential averages, of one series or two that miss the same bars. */
typedef struct {
    uint32_t first_period, second_period;
    bw_seed_kind seed;
} bw_stages;
void exponential_twice(bw_graph *g, const bw_series *x, uint32_t series, bw_stages stages, bw_series *y);

/* The latest peak of x as it decays: max(x, keep * itself - fall). */
bw_series decaying_peak(bw_graph *g, bw_series x, double keep, double fall);

/* x of the bar before, and `first` at the first bar. Bars that miss one of the two are no bars. */
bw_series previous(bw_graph *g, bw_series x, bw_series first);

/* x without its first values. */
bw_series after_first(bw_graph *g, bw_series x, uint32_t values);

#endif
