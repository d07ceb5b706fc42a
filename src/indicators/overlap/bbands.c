#include "indicator.h"

enum { PERIOD, UP, DOWN, MIDDLE, DEGREES };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[PERIOD];
    const bw_series middle = moving_average(g, (bw_average_kind)parameter[MIDDLE], input[0], period);
    const bw_bands bands =
        deviation_bands(g, input[0], period, (uint32_t)parameter[DEGREES], middle, parameter[UP], parameter[DOWN]);
    output[0] = bands.upper;
    output[1] = middle;
    output[2] = bands.lower;
}

const bw_indicator bw_indicator_bbands = {
    .name = "bbands",
    .title = "Bollinger Bands",
    .formula = "upper = middle + deviations_up * stddev(source, period, ddof), middle = ma(source, period), lower = "
               "middle - deviations_down * stddev(source, period, ddof)",
    .origin = "John Bollinger, Bollinger on Bollinger Bands, 2001",
    .aliases = ALIASES("bollinger_bands"),
    .family = BW_OVERLAP,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(20, 2, BW_PERIOD_MAX),
                             DEVIATIONS("deviations_up", 2, "how many deviations the upper band lies above the middle"),
                             DEVIATIONS("deviations_down", 2, "how many the lower band lies below it"),
                             MOVING_AVERAGE("ma", MA_SMA, "what the middle is"), DDOF),
    .outputs = OUTPUTS({ .name = "upper", .kind = BW_BAND, .pane = BW_PRICE_PANE },
                       { .name = "middle", .pane = BW_PRICE_PANE },
                       { .name = "lower", .kind = BW_BAND, .pane = BW_PRICE_PANE }),
    .build = build,
};
