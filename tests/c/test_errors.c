/* Every way to call wrongly is refused, with a status and a message that names the argument, and nothing is written. */
#include "rows.h"

enum { BARS = 50, UNTOUCHED = -77 };

static test_bars bars;
static row_results results;

static void leave_untouched(void)
{
    for (size_t k = 0; k < results.outputs; k++)
        for (size_t i = 0; i < BARS; i++) results.output[k][i] = UNTOUCHED;
}

static bool outputs_are_untouched(void)
{
    for (size_t k = 0; k < results.outputs; k++)
        for (size_t i = 0; i < BARS; i++)
            if (results.output[k][i] != UNTOUCHED) return false;
    return true;
}

static void check_error(bw_status status, bw_status expected, const char *argument, const char *called)
{
    const bw_error *error = bw_last_error();
    CHECK(status == expected, "%s: status %d with '%s'", called, (int)status, error->message);
    if (status == BW_OK) return;
    CHECK(error->status == status, "%s: the error's status is %d", called, (int)error->status);
    CHECK(!strcmp(error->argument, argument), "%s: the argument is '%s', not '%s'", called, error->argument, argument);
    CHECK(strstr(error->message, argument), "%s: '%s' does not name %s", called, error->message, argument);
    CHECK(outputs_are_untouched(), "%s: something was written", called);
}

static bw_request good_request(const row_case *c, bw_column columns[BW_COLUMNS])
{
    set_columns(columns, bars.column);
    for (size_t k = 0; k < BW_FREE_INPUTS; k++)
        if (k >= bw_input_count(c->indicator) || !bw_input_is_free(&c->indicator->inputs[k]))
            columns[BW_MARKET_COLUMNS + k].data = NULL;
    return (bw_request){
        .indicator = c->indicator, .parameters = c->parameter, .n = BARS, .columns = columns, .outputs = results.output
    };
}

static void check_value(const row_case *good, size_t k, double value, bw_status expected)
{
    bw_column columns[BW_COLUMNS];
    size_t lookback = 0;
    row_case c = *good;
    c.parameter[k] = value;
    if (expected == BW_OK) put_in_order(&c);
    name_case(&c);
    const bw_request request = good_request(&c, columns);
    const char *argument = c.indicator->parameters[k].name;
    check_error(bw_check(&request), expected, argument, c.name);
    check_error(bw_lookback(&request, 0, &lookback), expected, argument, c.name);
    if (expected != BW_OK) {
        check_error(bw_run(&request), expected, argument, c.name);
        CHECK(strstr(bw_last_error()->message, c.indicator->name), "'%s' does not name %s", bw_last_error()->message,
              c.name);
    }
}

static void test_parameter_values(const row_case *c)
{
    for (size_t k = 0; c->indicator->parameters[k].name; k++) {
        const bw_parameter *p = &c->indicator->parameters[k];
        const bool is_real = p->type == BW_REAL;
        check_value(c, k, p->min, BW_OK);
        check_value(c, k, p->max, BW_OK);
        check_value(c, k, is_real ? nextafter(p->min, -INFINITY) : p->min - 1, BW_BAD_VALUE);
        check_value(c, k, is_real ? nextafter(p->max, INFINITY) : p->max + 1, BW_BAD_VALUE);
        check_value(c, k, NAN, BW_BAD_VALUE);
        check_value(c, k, INFINITY, BW_BAD_VALUE);
        check_value(c, k, -INFINITY, BW_BAD_VALUE);
        check_value(c, k, (p->min + p->max) / 2, is_real || fmod(p->min + p->max, 2) == 0 ? BW_OK : BW_BAD_VALUE);
        if (!is_real) check_value(c, k, p->min + 0.5, BW_BAD_VALUE);
    }
}

static void test_kernel(const row_case *c)
{
    bw_column columns[BW_COLUMNS];
    bw_request request = good_request(c, columns);
    request.kernel = "sse9";
    check_error(bw_run(&request), BW_UNKNOWN_NAME, "kernel", "an unknown kernel");
    check_error(bw_check(&request), BW_UNKNOWN_NAME, "kernel", "an unknown kernel");
}

static void test_sources(const row_case *c)
{
    for (size_t k = 0; c->indicator->inputs[k].name; k++) {
        bw_source sources[BW_FREE_INPUTS + BW_MARKET_COLUMNS];
        bw_column columns[BW_COLUMNS];
        bw_request request = good_request(c, columns);
        for (size_t j = 0; c->indicator->inputs[j].name; j++) sources[j] = c->indicator->inputs[j].source;
        request.sources = sources;
        sources[k] = (bw_source)(BW_GIVEN + 1);
        check_error(bw_check(&request), BW_BAD_VALUE, c->indicator->inputs[k].name, "a source that is none");
        if (bw_input_is_free(&c->indicator->inputs[k])) {
            columns[BW_MARKET_COLUMNS + k].data = NULL;
            sources[k] = BW_GIVEN;
            check_error(bw_run(&request), BW_MISSING, c->indicator->inputs[k].name, "an array that is not given");
        }
    }
}

/* Every column that a row reads, in turn not given. */
static void test_missing_columns(const row_case *c)
{
    for (size_t k = 0; c->indicator->inputs[k].name; k++) {
        const bw_input *input = &c->indicator->inputs[k];
        bw_column columns[BW_COLUMNS] = { { 0 } };
        bw_request request = good_request(c, columns);
        if (bw_input_is_free(input)) {
            columns[BW_MARKET_COLUMNS + k].data = NULL;
            for (size_t m = 0; m < BW_MARKET_COLUMNS; m++) columns[m].data = NULL;
            CHECK(bw_run(&request) == BW_MISSING, "%s: %s is not missed", c->name, input->name);
            CHECK(outputs_are_untouched(), "%s: something was written", c->name);
        } else {
            columns[input->source].data = NULL;
            check_error(bw_run(&request), BW_MISSING, input->name, c->name);
        }
    }
}

static void test_outputs(const row_case *c)
{
    bw_column columns[BW_COLUMNS];
    bw_request request = good_request(c, columns);
    double *outputs[ROW_OUTPUTS] = { 0 };
    size_t lookback;
    request.outputs = NULL;
    CHECK(bw_run(&request) == BW_MISSING, "%s without outputs: %s", c->name, bw_last_error()->message);
    request.outputs = outputs;
    check_error(bw_run(&request), BW_MISSING, c->indicator->outputs[0].name, "an output that is not given");
    CHECK(bw_lookback(&request, results.outputs, &lookback) == BW_BAD_VALUE, "%s has one output more", c->name);
}

/* An output that shares a single value with an input, or with another output. */
static void test_overlap(const row_case *c)
{
    double *room = check_allocated(malloc(2 * BARS * sizeof *room)), *outputs[ROW_OUTPUTS];
    bw_column columns[BW_COLUMNS];
    bw_request request = good_request(c, columns);
    const bw_input *input = &c->indicator->inputs[0];
    bw_column *column = &columns[bw_input_is_free(input) ? BW_MARKET_COLUMNS : input->source];
    for (size_t i = 0; i < 2 * BARS; i++) room[i] = (double)i;
    memcpy(outputs, results.output, sizeof outputs);
    column->data = room;
    request.outputs = outputs;

    static const size_t overlapping[] = { 0, 1, BARS - 1 };
    for (size_t k = 0; k < sizeof overlapping / sizeof *overlapping; k++) {
        outputs[0] = room + overlapping[k];
        CHECK(bw_run(&request) == BW_BAD_VALUE, "%s: an output overlaps its input from bar %zu", c->name,
              overlapping[k]);
        CHECK(strstr(bw_last_error()->message, "overlap"), "%s", bw_last_error()->message);
        for (size_t i = 0; i < 2 * BARS; i++) CHECK(room[i] == (double)i, "%s: something was written", c->name);
    }
    column->data = room + BARS - 1; /* read backwards: bars 0 … BARS - 1 of room */
    column->stride = -(ptrdiff_t)sizeof(double);
    outputs[0] = room + BARS - 1;
    CHECK(bw_run(&request) == BW_BAD_VALUE, "%s: an output overlaps an input that is read backwards", c->name);
    outputs[0] = room + BARS;
    CHECK(bw_run(&request) == BW_OK, "%s: neighbours do not overlap: %s", c->name, bw_last_error()->message);
    leave_untouched();
    free(room);
}

static void test_calls_by_name(const row_case *c)
{
    bw_named_array inputs[BW_MARKET_COLUMNS + 1] = { { 0 } };
    const char *name = c->indicator->name;
    for (int k = 0; k < BW_MARKET_COLUMNS; k++)
        inputs[k] = (bw_named_array){ bw_source_name((bw_source)k), bars.column[k] };
    row_results expected = results_of(c, NULL, &bars);
    const bw_named_value unknown[] = { { .name = "no_such_parameter", .value = 1 }, { 0 } };
    check_error(bw_compute(name, BARS, inputs, unknown, results.output), BW_UNKNOWN_NAME, "no_such_parameter", name);
    const bw_named_array extra[] = { { "no_such_input", bars.column[0] }, { 0 } };
    check_error(bw_compute(name, BARS, extra, NULL, results.output), BW_UNKNOWN_NAME, "no_such_input", name);
    const bw_named_array none[] = { { 0 } };
    CHECK(bw_compute(name, BARS, none, NULL, results.output) == BW_MISSING, "%s without inputs: %s", name,
          bw_last_error()->message);
    CHECK(bw_compute(name, BARS, inputs, NULL, NULL) == BW_MISSING, "%s without outputs: %s", name,
          bw_last_error()->message);
    for (size_t k = 0; c->indicator->parameters[k].name; k++) {
        const bw_parameter *p = &c->indicator->parameters[k];
        const bw_named_value wrong[] = { { .name = p->name, .text = "no such choice" }, { 0 } };
        check_error(bw_compute(name, BARS, inputs, wrong, results.output), BW_BAD_VALUE, p->name, name);
        const bw_named_value low[] = { { .name = p->name, .value = p->min - 1 }, { 0 } };
        check_error(bw_compute(name, BARS, inputs, low, results.output), BW_BAD_VALUE, p->name, name);
    }
    for (size_t k = 0; c->indicator->inputs[k].name; k++) {
        const bw_named_value source[] = { { .name = c->indicator->inputs[k].name, .text = "no such source" }, { 0 } };
        CHECK(bw_compute(name, BARS, inputs, source, results.output) != BW_OK, "%s from an unknown source", name);
        CHECK(strstr(bw_last_error()->message, c->indicator->inputs[k].name), "%s", bw_last_error()->message);
    }
    CHECK(outputs_are_untouched(), "%s: something was written", name);
    free_results(&expected);
}

static void test_unknown_indicator(void)
{
    const bw_named_array inputs[] = { { "close", bars.column[BW_CLOSE] }, { 0 } };
    CHECK(bw_compute("no_such_row", BARS, inputs, NULL, NULL) == BW_UNKNOWN_NAME, "an unknown row is computed");
    CHECK(strstr(bw_last_error()->message, "no_such_row"), "%s", bw_last_error()->message);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    bars = make_bars(WALK, BARS, 5);
    test_unknown_indicator();
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        results = make_results(c.indicator, BARS);
        leave_untouched();
        test_parameter_values(&c);
        test_kernel(&c);
        test_sources(&c);
        test_missing_columns(&c);
        test_outputs(&c);
        test_overlap(&c);
        test_calls_by_name(&c);
        free_results(&results);
    }
    free_bars(&bars);
    return check_report();
}
