#include "indicator.h"

typedef enum { FROM_MEAN = SEED_SMA, FROM_FIRST, FROM_RUNNING_MEAN, FROM_PREVIOUS, FROM_AVERAGE } start_kind;
static const char *const start_choices[] = { "sma", "first", "running", "previous", "average", NULL };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[0], bars = (period - 1) / 2;
    const start_kind start = (start_kind)parameter[1];
    const bw_series x = input[0];
    if (start <= FROM_RUNNING_MEAN || !bars) {
        const bw_seed_kind seed = start <= FROM_RUNNING_MEAN ? (bw_seed_kind)start : SEED_FIRST;
        output[0] = exponential(g, extrapolated(g, x, bars), period, seed);
    } else if (start == FROM_AVERAGE) {
        const bw_series average = exponential(g, extrapolated_where_known(g, x, bars), period, SEED_FIRST);
        output[0] = where_known(g, x, bars, average);
    } else {
        const double rate = 2.0 / (period + 1);
        output[0] = smooth_by(g, extrapolated(g, x, bars), constant(g, rate), lag(g, x, 1), rate);
    }
}

const bw_indicator bw_indicator_zlema = {
    .name = "zlema",
    .title = "Zero-Lag Exponential Moving Average",
    .formula = "ema(2 source - lag(source, (period - 1) / 2), period), the bars of the lag rounded down",
    .origin = "John Ehlers and Ric Way, Technical Analysis of Stocks & Commodities 28 (12), 2010",
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(
        PERIOD(20, 1, BW_PERIOD_MAX),
        { .name = "seed",
          .type = BW_CHOICE,
          .choices = start_choices,
          .max = FROM_AVERAGE,
          .meaning = "what it starts from: as in ema, of what has no lag (sma, first, running), the source of "
                     "the bar before that (previous), or the exponential average of all bars before (average), which "
                     "also takes the source as it is where the source before is missing" }),
    .outputs = OUTPUTS({ .name = "zlema", .pane = BW_PRICE_PANE }),
    .build = build,
};
