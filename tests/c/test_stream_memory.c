/* What streams take: few bytes each, in one piece that may be the caller's; nothing more while they run; all given back. And
 * what they cannot do is an error with a message. */
#include "counted_allocations.h"
#include "streams.h"

enum { BARS = 300 };

static test_bars bars;

static row_case case_of(const char *name, double period)
{
    row_case c = default_case(check_allocated((void *)bw_find_indicator(name)));
    c.parameter[0] = period;
    name_case(&c);
    return c;
}

static bw_program *program_with_default_sources(const row_case *c)
{
    bw_program *program = NULL;
    CHECK(bw_program_of_request(&(bw_request){ .indicator = c->indicator, .parameters = c->parameter }, &program)
              == BW_OK,
          "%s", bw_last_error()->message);
    return check_allocated(program);
}

static void test_sizes(void)
{
    static const struct {
        const char *name;
        double period;
        size_t most;
    } limit[] = { { "cci", 20, 6144 }, { "ema", 14, 1024 }, { "ema", 200, 1024 }, { "ema", 10000, 1024 } };
    for (size_t k = 0; k < sizeof limit / sizeof *limit; k++) {
        const row_case c = case_of(limit[k].name, limit[k].period);
        bw_program *program = program_with_default_sources(&c);
        bw_stream *first = open_stream(program, 0); /* the program's own share is made */
        const size_t before = bytes_asked;
        bw_stream *stream = open_stream(program, 0);
        CHECK(bytes_asked - before <= limit[k].most && bytes_asked - before == bw_stream_size(program, 0),
              "%s: a stream takes %zu bytes, not %zu", c.name, bytes_asked - before, limit[k].most);
        bw_stream_close(stream);
        bw_stream_close(first);
        bw_program_release(program);
    }
}

static void test_many_streams(void)
{
    enum { STREAMS = 100000, ROUNDS = 3 };
    bw_stream **stream = check_allocated(malloc(STREAMS * sizeof *stream));
    const row_case c = case_of("ema", 14);
    bw_program *program = program_of_case(&c, NULL);
    double columns[BW_COLUMNS], outputs[ROW_OUTPUTS];
    long held = 0;
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t k = 0; k < STREAMS; k++) stream[k] = open_stream(program, 0);
        const long open = blocks_held;
        for (size_t bar = 0; bar < 30; bar++) {
            get_bar(&bars, bar, columns);
            for (size_t k = 0; k < STREAMS; k++) bw_stream_update(stream[k], columns, outputs);
        }
        CHECK(blocks_held == open, "advancing takes %ld blocks", blocks_held - open);
        for (size_t k = 0; k < STREAMS; k++) bw_stream_close(stream[k]);
        if (round == 0) held = bytes_held;
        CHECK(bytes_held == held, "round %d holds %ld bytes more", round, bytes_held - held);
    }
    bw_program_release(program);
    free(stream);
}

/* In the caller's memory, of exactly the size that was asked for: nothing is allocated. */
static void test_own_memory(const row_case *c)
{
    row_results expected = results_of(c, NULL, &bars), got = make_results(c->indicator, BARS);
    bw_program *program = program_of_case(c, NULL);
    const size_t size = bw_stream_size(program, BW_AMENDABLE);
    unsigned char *memory = check_allocated(aligned_alloc(64, (size + 127) / 64 * 64));
    memset(memory, 0xA5, size + 64);
    bw_stream *stream = NULL;
    const long held = blocks_held;
    CHECK(bw_stream_open_in(memory, size, program, BW_AMENDABLE, &stream) == BW_OK, "%s: %s", c->name,
          bw_last_error()->message);
    update_until(stream, &bars, &got, BARS);
    check_same(&got, &expected, BARS, c->name, "in the caller's memory");
    bw_stream *copy = copy_stream(stream);
    bw_stream_close(stream);
    CHECK(blocks_held == held + 1, "%s: %ld blocks are left besides the copy", c->name, blocks_held - held - 1);
    memset(memory, 0xA5, size);
    bw_stream_reset(copy);
    update_until(copy, &bars, &got, BARS);
    check_same(&got, &expected, BARS, c->name, "a copy after the original's memory is gone");
    bw_stream_close(copy);
    for (size_t k = 0; k < 64; k++) CHECK(memory[size + k] == 0xA5, "%s: something was written past the size", c->name);
    free(memory);
    bw_program_release(program);
    free_results(&expected);
    free_results(&got);
}

static bool has_message(const char *part)
{
    return strstr(bw_last_error()->message, part);
}

static void test_errors(void)
{
    const row_case c = case_of("cci", 20);
    bw_program *program = program_of_case(&c, NULL);
    const size_t size = bw_stream_size(program, 0);
    unsigned char *memory = check_allocated(aligned_alloc(64, size + 64));
    bw_stream *stream = NULL;
    CHECK(bw_stream_open_in(memory + 8, size, program, 0, &stream) == BW_BAD_VALUE && has_message("multiple of 64"),
          "%s", bw_last_error()->message);
    CHECK(bw_stream_open_in(memory, size - 1, program, 0, &stream) == BW_BAD_VALUE && has_message("at least"), "%s",
          bw_last_error()->message);
    CHECK(bw_stream_open_in(NULL, size, program, 0, &stream) == BW_BAD_VALUE && !stream, "%s",
          bw_last_error()->message);

    double columns[BW_COLUMNS] = { 0 }, outputs[ROW_OUTPUTS], values[4] = { 1, 2, 3, 4 }, *const out[] = { values + 1 };
    bw_column inputs[BW_COLUMNS] = { 0 };
    stream = open_stream(program, 0);
    CHECK(bw_stream_amend(stream, columns, outputs) == BW_BAD_STATE && has_message("BW_AMENDABLE"), "%s",
          bw_last_error()->message);
    CHECK(bw_stream_extend(stream, 2, inputs, out) == BW_MISSING && has_message(" is missing"), "%s",
          bw_last_error()->message);
    CHECK(bw_stream_extend(stream, 2, NULL, out) == BW_MISSING, "%s", bw_last_error()->message);
    inputs[BW_MARKET_COLUMNS] = column_of(values);
    CHECK(bw_stream_extend(stream, 2, inputs, NULL) == BW_MISSING && has_message("no array"), "%s",
          bw_last_error()->message);
    CHECK(bw_stream_extend(stream, 2, inputs, (double *const[]){ NULL }) == BW_MISSING, "%s", bw_last_error()->message);
    CHECK(bw_stream_extend(stream, 2, inputs, out) == BW_BAD_VALUE && has_message("overlaps"), "%s",
          bw_last_error()->message);
    CHECK(bw_stream_bars(stream) == 0 && values[1] == 2 && values[2] == 3, "what is refused leaves a trace");
    CHECK(bw_stream_extend(stream, 0, NULL, NULL) == BW_OK, "no bars are an error");
    bw_stream_close(stream);

    stream = open_stream(program, BW_AMENDABLE);
    CHECK(bw_stream_amend(stream, columns, outputs) == BW_BAD_STATE && has_message("no bar"), "%s",
          bw_last_error()->message);
    bw_stream_update(stream, columns, outputs);
    bw_stream_reset(stream);
    CHECK(bw_stream_amend(stream, columns, outputs) == BW_BAD_STATE, "a bar from before the reset can be amended");
    bw_stream_close(stream);
    bw_stream_close(NULL);
    free(memory);
    bw_program_release(program);
}

/* Every allocation fails in turn, of opening, of many bars at once, of copying. */
static void test_out_of_memory(const row_case *c)
{
    long failures = 0;
    row_results got = make_results(c->indicator, BARS), expected = results_of(c, NULL, &bars);
    bw_column columns[BW_COLUMNS];
    set_columns(columns, bars.column);
    for (bool is_done = false; !is_done; failures++) {
        const long before = blocks_held;
        bw_program *program = program_of_case(c, NULL); /* a new one each time: nobody else holds it */
        bw_stream *stream = NULL, *copy = NULL;
        until_failure = failures;
        bw_status status = bw_stream_open(program, 0, &stream);
        const bool is_open = status == BW_OK;
        if (status == BW_OK) status = bw_stream_extend(stream, BARS, columns, got.output);
        const bool is_extended = status == BW_OK;
        if (status == BW_OK) status = bw_stream_copy(stream, &copy);
        until_failure = -1;
        is_done = status == BW_OK;
        CHECK(is_done || (status == BW_NO_MEMORY && has_message("memory")), "%s: status %d", c->name, (int)status);
        if (is_open) CHECK(bw_stream_bars(stream) == (is_extended ? BARS : 0), "%s: half of the bars", c->name);
        if (is_extended) check_same(&got, &expected, BARS, c->name, "after failures");
        bw_stream_close(stream);
        bw_stream_close(copy);
        bw_program_release(program);
        CHECK(blocks_held == before, "%s: %ld blocks are lost", c->name, blocks_held - before);
    }
    CHECK(failures > 3, "%s: only %ld allocations", c->name, failures);
    bw_program *program = program_of_case(c, NULL);
    until_failure = 0;
    CHECK(bw_stream_size(program, 0) == 0, "%s: a size without memory to find it", c->name);
    until_failure = -1;
    bw_program_release(program);
    free_results(&got);
    free_results(&expected);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    bars = make_bars(GAPS, BARS, 41);
    test_sizes();
    test_many_streams();
    test_errors();
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        test_own_memory(&c);
        test_out_of_memory(&c);
    }
    free_bars(&bars);
    return check_report();
}
