/* The typed calls give what the same row gives when it is called by name: one call of each shape. */
#include "rows.h"

enum { BARS = 300 };

static test_bars bars;
static double typed[BARS], named[BARS];

/* Computes by name what the typed call has just computed, and compares. */
static void check_call(bw_status status, const char *name, const bw_named_array *inputs,
                       const bw_named_value *parameters)
{
    CHECK(status == BW_OK, "bw_%s: %s", name, bw_last_error()->message);
    status = bw_compute(name, BARS, inputs, parameters, (double *[]){ named });
    CHECK(status == BW_OK, "%s: %s", name, bw_last_error()->message);
    CHECK(first_difference(typed, named, BARS) == BARS, "bw_%s is not %s", name, name);
    CHECK(!isnan(typed[BARS - 1]), "bw_%s gives no values", name);
}

static void test_one_input(const bw_named_array *source)
{
    const double *close = bars.column[BW_CLOSE];
    check_call(bw_cci(close, BARS, 20, typed), "cci", source,
               (bw_named_value[]){ { .name = "period", .value = 20 }, { 0 } });
    check_call(bw_alma(close, BARS, 12, 0.5, 4, typed), "alma", source,
               (bw_named_value[]){ { .name = "period", .value = 12 },
                                   { .name = "offset", .value = 0.5 },
                                   { .name = "sigma", .value = 4 },
                                   { 0 } });
}

static void test_choices(const bw_named_array *source)
{
    static const struct {
        bw_seed seed;
        const char *text;
        size_t first;
    } seeds[] = { { BW_SEED_SMA, "sma", 19 }, { BW_SEED_FIRST, "first", 0 } };
    for (size_t k = 0; k < 2; k++) {
        check_call(
            bw_ema(bars.column[BW_CLOSE], BARS, 20, seeds[k].seed, typed), "ema", source,
            (bw_named_value[]){ { .name = "period", .value = 20 }, { .name = "seed", .text = seeds[k].text }, { 0 } });
        CHECK(!isnan(typed[seeds[k].first]) && (!seeds[k].first || isnan(typed[seeds[k].first - 1])),
              "seed %s starts elsewhere", seeds[k].text);
    }
}

static void test_several_inputs(void)
{
    double *const *c = bars.column;
    check_call(
        bw_avgprice(c[BW_OPEN], c[BW_HIGH], c[BW_LOW], c[BW_CLOSE], BARS, typed), "avgprice",
        (bw_named_array[]){
            { "low", c[BW_LOW] }, { "open", c[BW_OPEN] }, { "close", c[BW_CLOSE] }, { "high", c[BW_HIGH] }, { 0 } },
        NULL);
}

static void test_errors(void)
{
    const double *close = bars.column[BW_CLOSE];
    typed[0] = -1;
    CHECK(bw_sma(close, BARS, 0, typed) == BW_BAD_VALUE, "a period of 0 is taken");
    CHECK(strstr(bw_last_error()->message, "sma: period") && strstr(bw_last_error()->message, "not 0"), "%s",
          bw_last_error()->message);
    CHECK(bw_sma(NULL, BARS, 5, typed) == BW_MISSING, "no input is an input");
    CHECK(bw_sma(close, BARS, 5, NULL) == BW_MISSING, "no output is an output");
    CHECK(bw_ema(close, BARS, 5, (bw_seed)99, typed) == BW_BAD_VALUE, "a seed that is none is taken");
    CHECK(typed[0] == -1, "something was written");
    CHECK(bw_sma(close, 0, 5, typed) == BW_OK && typed[0] == -1, "no bars: %s", bw_last_error()->message);
    CHECK(bw_sma(close, 4, 5, typed) == BW_OK && isnan(typed[0]) && isnan(typed[3]), "few bars: %s",
          bw_last_error()->message);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    bars = make_bars(WALK, BARS, 6);
    const bw_named_array source[] = { { "source", bars.column[BW_CLOSE] }, { 0 } };
    test_one_input(source);
    test_choices(source);
    test_several_inputs();
    test_errors();
    free_bars(&bars);
    return check_report();
}
