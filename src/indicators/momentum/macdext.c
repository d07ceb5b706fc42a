#include "macd.h"

enum { FAST_PERIOD, FAST_MA, SLOW_PERIOD, SLOW_MA, SIGNAL_PERIOD, SIGNAL_MA, START };

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const bw_average fast = { (bw_average_kind)parameter[FAST_MA], (uint32_t)parameter[FAST_PERIOD] };
    const bw_average slow = { (bw_average_kind)parameter[SLOW_MA], (uint32_t)parameter[SLOW_PERIOD] };
    const bw_averages both = two_averages(g, input[0], fast, slow, (bw_start_kind)parameter[START]);
    const bw_series macd = sub(g, both.first, both.second);
    const bw_average_kind signal = (bw_average_kind)parameter[SIGNAL_MA];
    give_macd(g, macd, moving_average(g, signal, macd, (uint32_t)parameter[SIGNAL_PERIOD]), output);
}

const bw_indicator bw_indicator_macdext = {
    .name = "macdext",
    .title = "Moving Average Convergence/Divergence of Any Averages",
    .formula =
        "macd = ma(source, fast_period) - ma(source, slow_period), signal = ma(macd, signal_period), histogram = macd "
        "- signal, with a moving average of its own for each",
    .origin = "Gerald Appel, Systems and Forecasts, 1979",
    .family = BW_MOMENTUM,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(FAST_PERIOD(12), MOVING_AVERAGE("fast_ma", MA_SMA, "which moving average the fast one is"),
                             SLOW_PERIOD(26), MOVING_AVERAGE("slow_ma", MA_SMA, "which moving average the slow one is"),
                             SIGNAL_PERIOD(9),
                             MOVING_AVERAGE("signal_ma", MA_SMA, "which moving average the signal is"), AVERAGES_START),
    .outputs = MACD_OUTPUTS,
    .build = build,
};
