#include "indicator.h"

enum { PERIOD, CHANGE, SEED_KIND };
typedef enum { OF_PREVIOUS, OF_CURRENT, OF_LOGARITHM } change_kind;
static const char *const change_choices[] = { "previous", "current", "logarithm", NULL };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const change_kind kind = (change_kind)parameter[CHANGE];
    const bw_series source = kind == OF_LOGARITHM ? logarithm(g, input[0]) : input[0];
    const bw_series e = exponential_cascade(g, source, (uint32_t)parameter[PERIOD], (bw_seed_kind)parameter[SEED_KIND],
                                            3, (double[]){ 0, 0, 1 });
    switch (kind) {
    case OF_PREVIOUS: output[0] = relative_change(g, e, 1, 100); break;
    case OF_CURRENT: output[0] = scale(g, divide_or_zero(g, change(g, e, 1), e), 100); break;
    case OF_LOGARITHM: output[0] = scale(g, change(g, e, 1), 10000); break;
    }
}

const bw_indicator bw_indicator_trix = {
    .name = "trix",
    .title = "Triple Exponential Average's Rate of Change",
    .formula =
        "100 * (e - lag(e, 1)) / lag(e, 1), e = ema(ema(ema(source, period), period), period); 0 where lag(e, 1) is 0",
    .origin = "Jack Hutson, Technical Analysis of Stocks & Commodities 1 (5), 1983",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(
        PERIOD(30, 1, BW_PERIOD_MAX),
        { .name = "change",
          .type = BW_CHOICE,
          .choices = change_choices,
          .max = OF_LOGARITHM,
          .meaning = "what the change is taken of: in percent of the bar before (previous) or of this "
                     "one (current), or in hundredths of a percent as that of averaged logarithms (logarithm)" },
        CASCADE_SEED),
    .outputs = OUTPUTS({ .name = "trix", .pane = BW_OWN_PANE, .levels = LEVELS_AT(0) }),
    .build = build,
};
