#include "indicator.h"

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    static const double degrees = 180 / 3.14159265358979323846;
    output[0] = scale(g, arctangent(g, line_slope(g, input[0], (uint32_t)parameter[0])), degrees);
}

const bw_indicator bw_indicator_linreg_angle = {
    .name = "linreg_angle",
    .title = "Linear Regression Angle",
    .formula = "arctangent(linreg_slope(source, period)) in degrees",
    .aliases = ALIASES("linearreg_angle"),
    .family = BW_STATISTICS,
    .inputs = INPUTS({ "source", BW_CLOSE }),
    .parameters = PARAMETERS(PERIOD(14, 2, BW_PERIOD_MAX)),
    .outputs =
        OUTPUTS({ .name = "linreg_angle", .pane = BW_OWN_PANE, .range = RANGE(-90, 90), .levels = LEVELS_AT(0) }),
    .build = build,
};
