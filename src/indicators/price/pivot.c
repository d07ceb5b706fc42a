#include "indicator.h"

enum { PERIOD, METHOD };
static const char *const methods[] = { "standard", "fibonacci", "demark", "camarilla", "woodie", NULL };
enum { STANDARD, FIBONACCI, DEMARK, CAMARILLA, WOODIE, METHODS };

/* What a level is reckoned from. The levels below the pivot are those above it with high and low exchanged. */
enum { HIGH, LOW, CLOSE, OPEN, PIVOT, THIRD, PLACES };

enum { LEVELS = 4 }; /* on each side of the pivot */

/* base + (to - from) * factor; one whose factor is 0 does not exist. */
static const struct {
    int base, to, from;
    double factor;
} levels[METHODS][LEVELS] = {
    [STANDARD] = { { PIVOT, PIVOT, LOW, 1 },
                   { PIVOT, HIGH, LOW, 1 },
                   { HIGH, PIVOT, LOW, 2 },
                   { HIGH, PIVOT, LOW, 3 } },
    [FIBONACCI] = { { PIVOT, HIGH, LOW, 0.382 }, { PIVOT, HIGH, LOW, 0.618 }, { PIVOT, HIGH, LOW, 1 } },
    [DEMARK] = { { PIVOT, PIVOT, LOW, 1 } },
    [CAMARILLA] = { { CLOSE, HIGH, LOW, 1.1 / 12 },
                    { CLOSE, HIGH, LOW, 1.1 / 6 },
                    { CLOSE, HIGH, LOW, 1.1 / 4 },
                    { CLOSE, HIGH, LOW, 1.1 / 2 } },
    [WOODIE] = { { PIVOT, PIVOT, LOW, 1 }, { PIVOT, HIGH, LOW, 1 }, { HIGH, PIVOT, LOW, 2 }, { THIRD, HIGH, LOW, 1 } },
};

static bw_series pivot(bw_graph *g, const bw_series *place, int method)
{
    if (method == DEMARK) return demark_pivot(g, place[OPEN], place[HIGH], place[LOW], place[CLOSE]);
    if (method == WOODIE) return mean_of(g, 4, (bw_series[]){ place[HIGH], place[LOW], place[OPEN], place[OPEN] });
    return mean_of(g, 3, place);
}

static void build(bw_graph *g, const bw_series *input, const double *parameter, bw_series *output)
{
    const uint32_t period = (uint32_t)parameter[PERIOD];
    const int method = (int)parameter[METHOD];
    bw_series above[PLACES] = { window_greatest(g, input[HIGH], period), window_least(g, input[LOW], period),
                                input[CLOSE], lag(g, input[OPEN], period - 1) };
    above[PIVOT] = output[LEVELS] = pivot(g, above, method);
    bw_series below[PLACES] = { above[LOW], above[HIGH], above[CLOSE], above[OPEN], above[PIVOT] };
    for (int k = 0; k < LEVELS; k++) {
        const int base = levels[method][k].base, to = levels[method][k].to, from = levels[method][k].from;
        const double factor = levels[method][k].factor;
        const bool exists = factor != 0;
        above[THIRD] = exists ? add_difference(g, above[base], above[to], above[from], factor) : constant(g, BW_NAN);
        below[THIRD] = exists ? add_difference(g, below[base], below[to], below[from], factor) : constant(g, BW_NAN);
        output[LEVELS - 1 - k] = above[THIRD];
        output[LEVELS + 1 + k] = below[THIRD];
    }
}

#define LEVEL(of) { .name = of, .pane = BW_PRICE_PANE }

const bw_indicator bw_indicator_pivot = {
    .name = "pivot",
    .title = "Pivot Points",
    .formula =
        "h, l, c, o = the highest high, lowest low, last close and first open of `period` bars. standard: p = (h + l + "
        "c) / 3, r1 = 2 p - l, r2 = p + (h - l), r3 = h + 2 (p - l), r4 = h + 3 (p - l); fibonacci: r1, r2, r3 = p + "
        "0.382, 0.618, 1 times (h - l); demark: p = x / 4, r1 = x / 2 - l, x = h + l + c + (l where c < o, h where c > "
        "o, else c); camarilla: r1 to r4 = c + 1.1 / 12, 6, 4, 2 times (h - l); woodie: p = (h + l + 2 o) / 4, r1 to "
        "r3 as "
        "standard, r4 = r3 + (h - l); s1 to s4 the same downwards, with h and l exchanged; missing where there is none",
    .origin =
        "the traders of the floor; Thomas DeMark, The New Science of Technical Analysis, 1994; Nick Scott (Camarilla), "
        "1989; Ken Wood (Woodie)",
    .aliases = ALIASES("pivotpoint"),
    .family = BW_PRICE,
    .inputs = INPUTS({ "high", BW_HIGH }, { "low", BW_LOW }, { "close", BW_CLOSE }, { "open", BW_OPEN }),
    .parameters = PARAMETERS(
        PERIOD(1, 1, BW_PERIOD_MAX),
        { .name = "method", .type = BW_CHOICE, .choices = methods, .max = WOODIE, .meaning = "whose pivot points" }),
    .outputs = OUTPUTS(LEVEL("r4"), LEVEL("r3"), LEVEL("r2"), LEVEL("r1"), LEVEL("pp"), LEVEL("s1"), LEVEL("s2"),
                       LEVEL("s3"), LEVEL("s4")),
    .build = build,
};
