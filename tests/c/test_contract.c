/* What bw_run promises of every row: the same bits in every kernel and for every layout of its columns, a first value where
 * bw_lookback says, and nothing that depends on later bars or on anything but the window. */
#include "rows.h"

enum { BARS = 1700 };

static test_bars bars[BAR_KINDS], cheap;

/* Prices below 1, which every function is defined for. */
static test_bars make_cheap_bars(void)
{
    test_bars made = make_bars(WALK, BARS, 1);
    for (size_t c = 0; c < BW_MARKET_COLUMNS; c++)
        for (size_t i = 0; i < BARS; i++) made.column[c][i] *= 0x1p-10;
    return made;
}

/* The last kernel is the one that every machine has; each of the others is forced in a run of its own. */
static const char *plainest_kernel(void)
{
    const char *const *kernel = bw_kernels();
    while (kernel[1]) kernel++;
    return *kernel;
}

static void test_kernels(const row_case *c)
{
    for (size_t kind = 0; kind < BAR_KINDS; kind++) {
        row_results expected = results_of(c, plainest_kernel(), &bars[kind]), got = results_of(c, NULL, &bars[kind]);
        check_same(&got, &expected, BARS, c->name, bw_default_kernel());
        free_results(&expected);
        free_results(&got);
    }
}

static void test_first_values(const row_case *c)
{
    row_results r = results_of(c, NULL, &cheap);
    for (size_t k = 0; k < r.outputs; k++) {
        size_t lookback = SIZE_MAX, first = 0;
        bw_status status =
            bw_lookback(&(bw_request){ .indicator = c->indicator, .parameters = c->parameter }, k, &lookback);
        CHECK(status == BW_OK, "%s: %s", c->name, bw_last_error()->message);
        while (first < BARS && isnan(r.output[k][first])) first++;
        CHECK(first == (lookback < BARS ? lookback : BARS), "%s: output %zu starts at bar %zu, not %zu", c->name, k,
              first, lookback);
        for (size_t i = first; i < BARS; i++)
            CHECK(!isnan(r.output[k][i]), "%s: output %zu misses bar %zu", c->name, k, i);
    }
    free_results(&r);
}

/* A shorter series gives the start of what a longer one gives. */
static void test_prefixes(const row_case *c)
{
    static const size_t lengths[] = { 0, 1, 2, 100, 511, 512, 513, 1024, 1333 };
    row_results whole = results_of(c, NULL, &bars[GAPS]), start = make_results(c->indicator, BARS);
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        CHECK(run_case(c, NULL, bars[GAPS].column, lengths[k], start.output) == BW_OK, "%s", bw_last_error()->message);
        check_same(&start, &whole, lengths[k], c->name, "shorter");
    }
    free_results(&whole);
    free_results(&start);
}

/* ---- layouts: the same values, laid out otherwise -------------------------------------------------------------------- */

static void read_float_pairs(const bw_column *column, size_t first, size_t n, double *to)
{
    const float *const *halves = column->context;
    for (size_t i = 0; i < n; i++) to[i] = (double)halves[0][first + i] + (double)halves[1][first + i];
}

typedef enum { BACKWARDS, STRIDED, UNALIGNED, LAYOUTS } layout;

static bw_column laid_out(const double *values, size_t n, layout how, char *room)
{
    const ptrdiff_t stride = how == BACKWARDS ? -(ptrdiff_t)sizeof(double)
                             : how == STRIDED ? 24
                                              : (ptrdiff_t)sizeof(double);
    char *first = how == BACKWARDS ? room + (n - 1) * sizeof(double) : how == UNALIGNED ? room + 1 : room;
    for (size_t i = 0; i < n; i++) memcpy(first + (ptrdiff_t)i * stride, &values[i], sizeof *values);
    return (bw_column){ .data = first, .stride = stride };
}

static void run_columns(const row_case *c, const bw_column *columns, const row_results *expected, const char *what)
{
    row_results got = make_results(c->indicator, BARS);
    bw_column given[BW_COLUMNS];
    memcpy(given, columns, sizeof given);
    for (size_t k = 0; k < BW_FREE_INPUTS; k++)
        if (k >= bw_input_count(c->indicator) || !bw_input_is_free(&c->indicator->inputs[k]))
            given[BW_MARKET_COLUMNS + k] = (bw_column){ 0 };
    bw_status status = bw_run(&(bw_request){
        .indicator = c->indicator, .parameters = c->parameter, .n = BARS, .columns = given, .outputs = got.output });
    CHECK(status == BW_OK, "%s: %s", c->name, bw_last_error()->message);
    check_same(&got, expected, BARS, c->name, what);
    free_results(&got);
}

static void test_layouts(const row_case *c)
{
    static const bar_kind kinds[] = { WALK, GAPS, INFINITIES };
    static char room[BW_MARKET_COLUMNS][24 * BARS + 8];
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        row_results expected = results_of(c, NULL, &bars[kinds[k]]);
        for (layout how = 0; how < LAYOUTS; how++) {
            bw_column columns[BW_COLUMNS];
            for (size_t m = 0; m < BW_MARKET_COLUMNS; m++)
                columns[m] = laid_out(bars[kinds[k]].column[m], BARS, how, room[m]);
            for (size_t m = BW_MARKET_COLUMNS; m < BW_COLUMNS; m++) columns[m] = columns[market_column(m)];
            run_columns(c, columns, &expected, "laid out otherwise");
        }
        free_results(&expected);
    }
}

/* Values that a function makes, as a binding does for numbers that are not doubles. */
static void test_reading(const row_case *c)
{
    static float half[BW_MARKET_COLUMNS][2][BARS];
    static const float *halves[BW_MARKET_COLUMNS][2];
    bw_column columns[BW_COLUMNS];
    test_bars sums = make_bars(WALK, BARS, 8);
    for (size_t m = 0; m < BW_MARKET_COLUMNS; m++) {
        for (size_t i = 0; i < BARS; i++) {
            half[m][0][i] = (float)bars[TICKS].column[m][i];
            half[m][1][i] = i % 300 == 0 ? INFINITY : i % 200 == 0 ? NAN : (float)(i % 7) / 8;
            sums.column[m][i] = (double)half[m][0][i] + (double)half[m][1][i];
        }
        halves[m][0] = half[m][0];
        halves[m][1] = half[m][1];
        columns[m] =
            (bw_column){ .data = half[m], .stride = sizeof(float), .read = read_float_pairs, .context = halves[m] };
    }
    for (size_t m = BW_MARKET_COLUMNS; m < BW_COLUMNS; m++) columns[m] = columns[market_column(m)];
    row_results expected = results_of(c, NULL, &sums);
    run_columns(c, columns, &expected, "read by a function");
    free_results(&expected);
    free_bars(&sums);
}

/* The same by name: bars under the market's names, the source of that input as a text. */
static void check_same_by_name(const row_case *c, size_t input, bw_source source, const row_results *expected)
{
    bw_named_array inputs[BW_MARKET_COLUMNS + 1] = { { 0 } };
    bw_named_value values[ROW_PARAMETERS + 2] = { { 0 } };
    size_t k = 0;
    row_results got = make_results(c->indicator, BARS);
    for (int m = 0; m < BW_MARKET_COLUMNS; m++)
        inputs[m] = (bw_named_array){ bw_source_name((bw_source)m), bars[TICKS].column[m] };
    for (; c->indicator->parameters[k].name; k++)
        values[k] = (bw_named_value){ .name = c->indicator->parameters[k].name, .value = c->parameter[k] };
    values[k] = (bw_named_value){ .name = c->indicator->inputs[input].name, .text = bw_source_name(source) };
    bw_status status = bw_compute(c->indicator->name, BARS, inputs, values, got.output);
    CHECK(status == BW_OK, "%s of %s: %s", c->name, bw_source_name(source), bw_last_error()->message);
    check_same(&got, expected, BARS, c->name, "by name");
    free_results(&got);
}

/* The default source is made inside: the same as that source given as an array. */
static void test_sources(const row_case *c)
{
    for (size_t k = 0; c->indicator->inputs[k].name; k++) {
        if (!bw_input_is_free(&c->indicator->inputs[k])) continue;
        bw_source sources[BW_COLUMNS];
        for (size_t j = 0; c->indicator->inputs[j].name; j++) sources[j] = c->indicator->inputs[j].source;
        for (int s = 0; s < BW_MARKET_COLUMNS; s++) {
            bw_column columns[BW_COLUMNS] = { { 0 } };
            double *market[BW_MARKET_COLUMNS];
            row_results got = make_results(c->indicator, BARS), expected = make_results(c->indicator, BARS);
            for (size_t m = 0; m < BW_MARKET_COLUMNS; m++) columns[m] = column_of(market[m] = bars[TICKS].column[m]);
            sources[k] = (bw_source)s;
            bw_status status = bw_run(&(bw_request){ .indicator = c->indicator,
                                                     .parameters = c->parameter,
                                                     .sources = sources,
                                                     .n = BARS,
                                                     .columns = columns,
                                                     .outputs = got.output });
            CHECK(status == BW_OK, "%s of %s: %s", c->name, bw_source_name((bw_source)s), bw_last_error()->message);
            market[BW_CLOSE] = market[s]; /* which run_case gives for free inputs */
            if (bw_input_count(c->indicator) == 1) {
                run_case(c, NULL, market, BARS, expected.output);
                check_same(&got, &expected, BARS, c->name, bw_source_name((bw_source)s));
            }
            check_same_by_name(c, k, (bw_source)s, &got);
            free_results(&got);
            free_results(&expected);
        }
    }
}

static void test_case(const row_case *c, void *context)
{
    (void)context;
    test_kernels(c);
    test_first_values(c);
    test_prefixes(c);
    test_layouts(c);
    test_reading(c);
    test_sources(c);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t kind = 0; kind < BAR_KINDS; kind++) bars[kind] = make_bars((bar_kind)kind, BARS, 7);
    cheap = make_cheap_bars();
    for_usual_cases(test_case, NULL);
    for (size_t kind = 0; kind < BAR_KINDS; kind++) free_bars(&bars[kind]);
    free_bars(&cheap);
    return check_report();
}
