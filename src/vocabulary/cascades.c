#include "numerics.h"
#include "cascade_table.h"
#include "recurrences.h"
#include "wiring.h"

const char *const bw_cascade_seed_choices[] = { "sma", "first", "running", "staged", NULL };

/* One value further, of which x goes into the first stage. */
static void step(const cascade_table *t, const double *setting, double x, double *stage)
{
    for (int k = 0; k < (int)t->stages; k++) {
        stage[k] = (k ? t->later.keep : t->first.keep) * stage[k] + setting[k ? LATER_RATE : FIRST_RATE] * x;
        x = stage[k];
    }
}

static double result(const cascade_table *t, const double *stage)
{
    double sum = 0;
    for (int k = 0; k < (int)t->stages; k++) sum += t->share[k] * stage[k];
    return sum;
}

/* By letting a 1 go through: from outside, and from each stage. */
static void set_groups(cascade_table *t, const double *setting)
{
    double passed[MOST_STAGES] = { 0 };
    for (int age = 0; age < CASCADE_VALUES; age++) {
        step(t, setting, age == 0, passed);
        for (int j = 0; j + age < CASCADE_VALUES; j++) t->by_value[j][j + age] = result(t, passed);
        for (int k = 0; k < (int)t->stages; k++) t->to_stage[CASCADE_VALUES - 1 - age][k] = passed[k];
    }
    for (int j = 0; j < (int)t->stages; j++) {
        double held[MOST_STAGES] = { 0 };
        held[j] = 1;
        for (int i = 0; i < CASCADE_VALUES; i++) {
            step(t, setting, 0, held);
            t->by_excess[j][i] = result(t, held);
        }
        for (int k = 0; k < (int)t->stages; k++) t->lost[j][k] = -held[k];
        t->lost[j][j] = j ? t->later.lost : t->first.lost;
    }
}

/* The values of a start as what they are made of: so much of each value of the series. */
typedef struct {
    double weight[MOST_WEIGHTED];
} parts;

/* The next value of a stage that has taken so many, from the next value of the one before, both made of as many values of the series as
 * there were; false: it has none yet. */
static bool start_stage(uint32_t taken, const double *setting, bool is_later, const cascade_table *t, uint32_t values,
                        const parts *x, parts *y)
{
    const uint32_t waits = is_later ? (uint32_t)setting[LATER_WAITS] : 0,
                   seed = (uint32_t)setting[is_later ? LATER_SEED : FIRST_SEED];
    const bool is_in_seed = taken < waits + seed;
    const double rate = setting[is_later ? LATER_RATE : FIRST_RATE], of_mean = 1 / (double)seed;
    const double keep = is_in_seed ? 1 : (is_later ? t->later : t->first).keep, add = is_in_seed ? of_mean : rate;
    if (taken < waits) return false;
    for (uint32_t i = 0; i < values; i++) y->weight[i] = keep * y->weight[i] + add * x->weight[i];
    return taken + 1 >= waits + seed;
}

static void set_start(cascade_table *t, const double *setting, uint32_t start)
{
    parts stage[MOST_STAGES] = { 0 };
    uint32_t taken[MOST_STAGES] = { 0 };
    for (uint32_t bar = 0; bar < start; bar++) {
        parts x = { { 0 } };
        x.weight[bar] = 1;
        bool has_value = true;
        for (int k = 0; has_value && k < (int)t->stages; k++)
            has_value = start_stage(taken[k]++, setting, k > 0, t, bar + 1, k ? &stage[k - 1] : &x, &stage[k]);
    }
    for (uint32_t i = 0; i < start; i++)
        for (int k = 0; k < (int)t->stages; k++) t->start[i][k] = stage[k].weight[i];
}

static void add_cascade(bw_graph *g, const bw_series *x, uint32_t series, const double *setting, const double *share,
                        bw_series *y)
{
    cascade_table t = { .first = bw_smooth_table(setting[FIRST_RATE]),
                        .later = bw_smooth_table(setting[LATER_RATE]),
                        .stages = setting[STAGES],
                        .start_bars = bw_cascade_start(setting) };
    const uint32_t weighted = bw_has_weighted_start(setting) ? (uint32_t)t.start_bars : 0;
    for (int k = 0; k < (int)t.stages; k++) t.share[k] = share[k];
    set_groups(&t, setting);
    set_start(&t, setting, weighted);
    const size_t size = offsetof(cascade_table, start) + weighted * sizeof *t.start;
    const bw_wiring wiring = { .op = BW_OP_cascade,
                               .input = x,
                               .inputs = series,
                               .setting = setting,
                               .settings = CASCADE_SETTINGS,
                               .table = t.by_value[0],
                               .table_size = (uint32_t)(size / sizeof(double)) };
    const bw_series first = bw_graph_add_levels(g, &wiring, series);
    for (uint32_t k = 0; k < series; k++) y[k].index = first.index + k;
}

void exponential_twice(bw_graph *g, const bw_series *x, uint32_t series, bw_stages stages, bw_series *y)
{
    const double setting[CASCADE_SETTINGS] = { [FIRST_SEED] = seed_values(stages.first_period, stages.seed),
                                               [FIRST_RATE] = exponential_rate(stages.first_period),
                                               [LATER_SEED] = seed_values(stages.second_period, stages.seed),
                                               [LATER_RATE] = exponential_rate(stages.second_period),
                                               [HAS_MEAN_SO_FAR] = stages.seed == SEED_RUNNING,
                                               [STAGES] = 2 };
    if (stages.first_period > 1 && stages.second_period > 1) {
        add_cascade(g, x, series, setting, (double[]){ 0, 1 }, y);
        return;
    }
    const uint32_t period = stages.first_period > 1 ? stages.first_period : stages.second_period;
    for (uint32_t k = 0; k < series; k++) y[k] = exponential(g, x[k], period, stages.seed);
}

bw_series exponential_cascade(bw_graph *g, bw_series x, uint32_t period, bw_seed_kind seed, uint32_t stages,
                              const double *share)
{
    uint32_t needed = stages;
    while (needed > 2 && share[needed - 1] == 0) needed--;
    const uint32_t values = seed_values(period, seed), waits = seed == SEED_STAGED ? period - 1 : 0;
    const bool is_running = seed == SEED_RUNNING;
    const double rate = exponential_rate(period);
    const double setting[CASCADE_SETTINGS] = {
        [FIRST_SEED] = values,
        [FIRST_RATE] = rate,
        [LATER_SEED] = values,
        [LATER_RATE] = rate,
        [HAS_MEAN_SO_FAR] = is_running,
        [LATER_WAITS] = waits,
        [STAGES] = needed,
        [HELD_BACK] = is_running ? 0 : (stages - needed) * (waits + values - 1),
    };
    if (period > 1) add_cascade(g, &x, 1, setting, share, &x);
    return x;
}
