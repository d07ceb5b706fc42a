#include "numerics.h"
#include "filters.h"
#include "elementary.h"

const char *const bw_filter_start_choices[] = { "flat", "price", "empty", NULL };

/* 1 - e^-x */
static double fall_of(double x)
{
    return 2 * bw_natural_exponential(-0.5 * x) * bw_hyperbolic_sine(0.5 * x);
}

bw_poles conjugate_poles(double decay, double angle)
{
    const double radius = bw_natural_exponential(-decay), fall = fall_of(decay), half = bw_sine(0.5 * angle);
    return (bw_poles){ .sum = 2 * radius * bw_cosine(angle),
                       .product = bw_natural_exponential(-2 * decay),
                       .rest = fall * fall + 4 * radius * half * half,
                       .rate = fall };
}

static double from_unit_circle(double rate)
{
    return rate < 1 ? rate : 2 - rate;
}

bw_poles single_pole(double pole, double rate)
{
    return (bw_poles){ .sum = pole, .rest = rate, .rate = from_unit_circle(rate) };
}

bw_poles double_pole(double pole, double rate)
{
    return (bw_poles){ .sum = 2 * pole, .product = pole * pole, .rest = rate * rate, .rate = from_unit_circle(rate) };
}

bw_series section(bw_graph *g, bw_series x, bw_section_kind kind, double gain, const bw_poles *poles, bw_series first,
                  uint32_t given)
{
    const bw_section_table table = bw_section_table_of(gain, poles);
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_section,
                                         .input = (bw_series[]){ x, first },
                                         .inputs = 2,
                                         .setting = (double[]){ kind, given, poles->rate },
                                         .settings = 3,
                                         .table = (const double *)&table,
                                         .table_size = sizeof table / sizeof(double) });
}
