/* The words that no indicator of the catalogue needs yet, and what all of them do at their edges. */
#include "cpu.h"
#include "graphs.h"
#include "vocabulary.h"

enum { BARS = 600 };

static test_bars bars;
static double result[BARS];

/* Runs the graph over the bars, in whole blocks and then bar by bar, and frees it. */
static void run_graph(bw_graph *g, bw_series output, const char *word)
{
    double again[BARS];
    const double *in[BW_COLUMNS];
    bw_plan *plan = check_allocated(bw_plan_new(g, &output, 1, bw_find_kernel(NULL), BW_BLOCK));
    void *arena = check_allocated(aligned_alloc(64, bw_arena_size(plan)));
    bw_column columns[BW_COLUMNS];
    set_columns(columns, bars.column);
    bw_arena_start(plan, arena);
    bw_bulk(plan, arena, &(bw_arrays){ BARS, columns, (double *[]){ result }, sizeof(double) }, NULL);
    bw_arena_start(plan, arena);
    for (size_t i = 0; i < BARS; i++) {
        for (size_t c = 0; c < BW_COLUMNS; c++) in[c] = (const double *)columns[c].data + i;
        bw_advance(plan, arena, in, (double *[]){ again + i }, 1);
    }
    CHECK(first_difference(result, again, BARS) == BARS, "%s: differs bar by bar", word);
    free(arena);
    bw_plan_free(plan);
    bw_graph_free(g);
}

static void check_each_bar(double (*expected)(size_t bar), const char *word)
{
    size_t i = 0;
    while (i < BARS && bits_of(result[i]) == bits_of(expected(i))) i++;
    CHECK(i == BARS, "%s: %.17g at bar %zu, not %.17g", word, result[i], i, expected(i));
}

static double open_at(size_t i)
{
    return bars.column[BW_OPEN][i];
}

static double high_at(size_t i)
{
    return bars.column[BW_HIGH][i];
}

static double open_plus_high(size_t i)
{
    return open_at(i) + high_at(i);
}

static double open_less_high(size_t i)
{
    return open_at(i) - high_at(i);
}

static double third_of_open(size_t i)
{
    return open_at(i) * (1.0 / 3);
}

static double open_over_high(size_t i)
{
    return isnan(open_at(i)) || isnan(high_at(i)) ? NAN : high_at(i) == 0 ? 0 : open_at(i) / high_at(i);
}

static double open_seven_bars_ago(size_t i)
{
    return i < 7 ? NAN : open_at(i - 7);
}

static void test_bar_by_bar(void)
{
    static const struct {
        const char *word;
        bw_series (*wire)(bw_graph *g, bw_series a, bw_series b);
        double (*expected)(size_t bar);
    } words[] = {
        { "add", add, open_plus_high },
        { "sub", sub, open_less_high },
        { "divide_or_zero", divide_or_zero, open_over_high },
    };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        bw_graph g = { 0 };
        const bw_series a = bw_column_series(&g, BW_OPEN), b = bw_column_series(&g, BW_HIGH);
        run_graph(&g, words[k].wire(&g, a, b), words[k].word);
        check_each_bar(words[k].expected, words[k].word);
    }
}

static void test_settings(void)
{
    bw_graph scaled = { 0 }, lagged = { 0 }, same = { 0 };
    run_graph(&scaled, scale(&scaled, bw_column_series(&scaled, BW_OPEN), 1.0 / 3), "scale");
    check_each_bar(third_of_open, "scale");
    run_graph(&lagged, lag(&lagged, bw_column_series(&lagged, BW_OPEN), 7), "lag");
    check_each_bar(open_seven_bars_ago, "lag");
    run_graph(&same, lag(&same, bw_column_series(&same, BW_OPEN), 0), "lag by 0");
    check_each_bar(open_at, "lag by 0");
}

static void test_zeros(void)
{
    double *open = bars.column[BW_OPEN], *high = bars.column[BW_HIGH];
    for (size_t i = 0; i < BARS; i += 3) high[i] = i % 2 ? -0.0 : 0.0;
    for (size_t i = 0; i < BARS; i += 6) open[i] = 0;
    test_bar_by_bar();
}

/* Sums of windows by their definition: of powers of two, each of its halves, added smallest and newest first. */
static size_t window;

typedef double value_at(size_t bar);

static double sum_of_power(value_at *value, size_t newest, size_t bars_in_it)
{
    const size_t half = bars_in_it / 2;
    return half ? sum_of_power(value, newest, half) + sum_of_power(value, newest - half, half) : value(newest);
}

static double total_of(value_at *value, size_t i)
{
    double total = 0;
    if (i + 1 < window) return NAN;
    for (size_t ago = 0, rest = window; rest; rest &= rest - 1) {
        const size_t part = rest & -rest;
        total = ago ? total + sum_of_power(value, i - ago, part) : sum_of_power(value, i, part);
        ago += part;
    }
    return isnan(total) ? NAN : total;
}

static double total_at(size_t i)
{
    return total_of(open_at, i);
}

/* Of a flat window, its value. */
static double unless_flat(size_t i, double mean)
{
    if (isnan(mean)) return NAN;
    for (size_t ago = 1; ago < window; ago++)
        if (open_at(i - ago) != open_at(i)) return mean;
    return open_at(i);
}

static double mean_at(size_t i)
{
    return unless_flat(i, total_of(open_at, i) * (1.0 / (double)window));
}

static double open_times_high(size_t i)
{
    return open_at(i) * high_at(i);
}

static double mean_by_high_at(size_t i)
{
    const double weights = total_of(high_at, i);
    return unless_flat(i, weights == 0 ? NAN : total_of(open_times_high, i) / weights);
}

/* S and W of the 2^k bars up to one (src/operators/ramp.h). */
typedef struct {
    double sum, moment;
} ramp_sums;

static ramp_sums ramp_of(size_t newest, size_t bars)
{
    const double x = open_at(newest);
    if (bars == 1) return (ramp_sums){ x, x };
    const size_t half = bars / 2;
    const ramp_sums newer = ramp_of(newest, half), older = ramp_of(newest - half, half);
    const double sum = newer.sum + older.sum;
    return (ramp_sums){ sum, half == 1 ? sum + newer.sum : (newer.moment + (double)half * newer.sum) + older.moment };
}

/* The smallest part first, and the largest in two halves if it has four bars or more. */
static double weighted_by_age_at(size_t i)
{
    const double factor = 2 / ((double)window * ((double)window + 1));
    size_t largest = 1, ago = 0;
    double total = 0;
    while (2 * largest <= window) largest *= 2;
    for (size_t bars = 1; ago < window; bars *= 2) {
        const size_t halves = largest > 2 && 2 * bars == largest ? 2 : 0;
        const size_t whole = window & bars && (bars < largest || largest <= 2);
        for (size_t copy = 0; copy < whole + halves; copy++, ago += bars) {
            if (i + 1 < window) return NAN;
            const ramp_sums part = ramp_of(i - ago, bars);
            const double weighted = part.moment + part.sum * (double)(window - ago - bars);
            total = ago ? total + weighted : weighted;
        }
    }
    return unless_flat(i, total * factor);
}

/* Whole numbers, some of them 0, whose sum is exact. */
static double given_weight(uint32_t bar, const double *parameter)
{
    (void)parameter;
    return (bar + 1) % 5;
}

/* Value k of the window, oldest first, goes to sum k mod 4 (src/operators/window_terms.h). */
static double mean_by_given_weights_at(size_t i)
{
    double weights = 0, sum[4] = { 0 };
    if (i + 1 < window) return NAN;
    for (uint32_t k = 0; k < window; k++) weights += given_weight(k, NULL);
    for (uint32_t k = 0; k < window; k++) sum[k % 4] += open_at(i + 1 - window + k) * (given_weight(k, NULL) / weights);
    return unless_flat(i, (sum[0] + sum[1]) + (sum[2] + sum[3]));
}

static void test_windows(void)
{
    enum { LONGEST = 70 };
    double *open = bars.column[BW_OPEN];
    for (size_t i = BARS / 2; i < BARS / 2 + LONGEST + 9; i++) open[i] = 0.1;
    for (size_t i = BARS / 4; i < BARS / 4 + LONGEST; i++) open[i] = -0.0; /* and no weight for what follows */
    open[BARS / 4 + LONGEST] = -1;
    for (window = 2; window <= LONGEST; window++) {
        bw_graph totals = { 0 }, means = { 0 }, weighted = { 0 }, by_age = { 0 }, given = { 0 };
        run_graph(&totals, window_total(&totals, bw_column_series(&totals, BW_OPEN), (uint32_t)window), "window_total");
        check_each_bar(total_at, "window_total");
        run_graph(&means, window_mean(&means, bw_column_series(&means, BW_OPEN), (uint32_t)window), "window_mean");
        check_each_bar(mean_at, "window_mean");
        const bw_series open_series = bw_column_series(&weighted, BW_OPEN), high = bw_column_series(&weighted, BW_HIGH);
        run_graph(&weighted, window_weighted_mean(&weighted, open_series, high, (uint32_t)window),
                  "window_weighted_mean");
        check_each_bar(mean_by_high_at, "window_weighted_mean");
        run_graph(&by_age, age_weighted_mean(&by_age, bw_column_series(&by_age, BW_OPEN), (uint32_t)window),
                  "age_weighted_mean");
        check_each_bar(weighted_by_age_at, "age_weighted_mean");
        run_graph(&given,
                  weighted_mean(&given, bw_column_series(&given, BW_OPEN), (uint32_t)window, given_weight, NULL),
                  "weighted_mean");
        check_each_bar(mean_by_given_weights_at, "weighted_mean");
    }
}

/* A word for steps that are taken together gives what they give one after the other. */
static void test_money_flow_difference(void)
{
    static const uint32_t periods[][2] = { { 3, 10 }, { 10, 3 }, { 2, 250 }, { 1, 10 } };
    for (size_t k = 0; k < sizeof periods / sizeof *periods; k++) {
        double together[BARS];
        const uint32_t period = periods[k][0], other = periods[k][1];
        bw_graph one = { 0 }, several = { 0 };
        bw_series bar[4];
        for (uint32_t c = 0; c < 4; c++) bar[c] = bw_column_series(&one, BW_HIGH + c);
        run_graph(&one, money_flow_difference(&one, bar, period, other, SEED_FIRST), "money_flow_difference");
        memcpy(together, result, sizeof together);
        for (uint32_t c = 0; c < 4; c++) bar[c] = bw_column_series(&several, BW_HIGH + c);
        const bw_series sum = money_flow_sum(&several, bar[0], bar[1], bar[2], bar[3]);
        run_graph(&several,
                  sub(&several, exponential(&several, sum, period, SEED_FIRST),
                      exponential(&several, sum, other, SEED_FIRST)),
                  "the difference of two smoothings of money_flow_sum");
        CHECK(first_difference(together, result, BARS) == BARS, "money_flow_difference(%u, %u): not that of its steps",
              period, other);
    }
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    bars = make_bars(GAPS, BARS, 13);
    test_bar_by_bar();
    test_settings();
    test_zeros();
    test_windows();
    test_money_flow_difference();
    free_bars(&bars);
    return check_report();
}
