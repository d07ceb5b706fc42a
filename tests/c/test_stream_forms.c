/* A stream equals the run over all its bars at once, bit for bit: bars one by one, many at once in any form of column, peeked
 * at, amended, copied, started again. */
#include "streams.h"

enum { BARS = 900 };

static const bar_kind kinds[] = { WALK, FLAT_STRETCHES, LATE_START, GAPS, INFINITIES };
enum { KINDS = sizeof kinds / sizeof *kinds };
static test_bars bars[KINDS], other_bars;

/* Bars one by one and many at once, by turns. */
static void advance_in_pieces(bw_stream *stream, const test_bars *of, const row_results *to, uint64_t *random)
{
    static const size_t most[] = { 1, 3, 20, 90, 400 };
    for (size_t bar; (bar = bw_stream_bars(stream)) < BARS;) {
        const uint64_t draw = next_random(random);
        size_t end = bar + 1 + next_random(random) % most[draw % (sizeof most / sizeof *most)];
        if (end > BARS) end = BARS;
        if (draw % 2) update_until(stream, of, to, end);
        else extend_until(stream, of, to, end);
    }
}

static void check_bar(const double *outputs, const row_results *expected, size_t bar, const char *name,
                      const char *what)
{
    for (size_t k = 0; k < expected->outputs; k++)
        CHECK(bits_of(outputs[k]) == bits_of(expected->output[k][bar]),
              "%s, %s: output %zu at bar %zu is %.17g, not %.17g", name, what, k, bar, outputs[k],
              expected->output[k][bar]);
}

static void test_bars_one_by_one(const row_case *c, bw_stream *stream, const test_bars *of, const row_results *expected)
{
    row_results got = make_results(c->indicator, BARS);
    bw_stream_reset(stream);
    update_until(stream, of, &got, BARS);
    CHECK(bw_stream_bars(stream) == BARS, "%s: %llu bars", c->name, (unsigned long long)bw_stream_bars(stream));
    check_same(&got, expected, BARS, c->name, "bar by bar");
    free_results(&got);
}

static void test_cuts(const row_case *c, bw_stream *stream, const test_bars *of, const row_results *expected)
{
    row_results got = make_results(c->indicator, BARS);
    uint64_t random = 5;
    for (int round = 0; round < 4; round++) {
        bw_stream_reset(stream);
        advance_in_pieces(stream, of, &got, &random);
        check_same(&got, expected, BARS, c->name, "in pieces");
    }
    bw_stream_reset(stream);
    extend_until(stream, of, &got, BARS);
    check_same(&got, expected, BARS, c->name, "all at once");
    free_results(&got);
}

/* Every peek gives what the bar will give; and what another bar would give leaves no trace. */
static void test_peeks(const row_case *c, bw_stream *stream, const test_bars *of, const row_results *expected)
{
    double columns[BW_COLUMNS], outputs[ROW_OUTPUTS];
    bw_stream_reset(stream);
    for (size_t bar = 0; bar < BARS; bar++) {
        size_t size;
        unsigned char *before = saved_bytes(stream, &size);
        get_bar(&other_bars, bar, columns);
        bw_stream_peek(stream, columns, outputs);
        get_bar(of, bar, columns);
        bw_stream_peek(stream, columns, outputs);
        check_bar(outputs, expected, bar, c->name, "peeked at");
        CHECK(is_saved_as(stream, before, size) && bw_stream_bars(stream) == bar, "%s: a peek changes the state",
              c->name);
        free(before);
        bw_stream_update(stream, columns, outputs);
        check_bar(outputs, expected, bar, c->name, "after peeks");
    }
}

static void amend(const row_case *c, bw_stream *stream, const test_bars *with, size_t bar, double *outputs)
{
    double columns[BW_COLUMNS];
    get_bar(with, bar, columns);
    CHECK(bw_stream_amend(stream, columns, outputs) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
}

/* Every bar is first another, brought in another way each time, and is put right afterwards. */
static void test_amendments(const row_case *c, bw_stream *stream, const test_bars *of, const row_results *expected)
{
    double outputs[ROW_OUTPUTS];
    row_results ignored = make_results(c->indicator, BARS);
    bw_stream_reset(stream);
    for (size_t bar = 0, next; bar < BARS; bar = next) {
        next = bar + 1;
        if (bar % 50 == 49 && bar + 200 < BARS) next = bar + 200; /* the last of many at once is amended */
        if (next > bar + 1) {
            extend_until(stream, of, &ignored, next);
            amend(c, stream, &other_bars, next - 1, outputs);
        } else {
            update_until(stream, &other_bars, &ignored, next);
        }
        if (bar % 3 == 0) amend(c, stream, &bars[bar % KINDS], next - 1, outputs);
        amend(c, stream, of, next - 1, outputs);
        check_bar(outputs, expected, next - 1, c->name, "amended");
        CHECK(bw_stream_bars(stream) == next, "%s: amending adds a bar", c->name);
    }
    free_results(&ignored);
}

/* The copy goes first, so that a pointer into the original would show. */
static void test_copies(const row_case *c, bw_stream *stream, const test_bars *of, const row_results *expected)
{
    uint64_t random = 7;
    row_results got = make_results(c->indicator, BARS), of_copy = make_results(c->indicator, BARS);
    for (size_t bar = 1; bar < BARS; bar += 1 + next_random(&random) % 300) {
        bw_stream_reset(stream);
        update_until(stream, of, &got, bar);
        bw_stream *copy = copy_stream(stream);
        for (size_t k = 0; k < got.outputs; k++) memcpy(of_copy.output[k], got.output[k], bar * sizeof(double));
        advance_in_pieces(copy, of, &of_copy, &random);
        advance_in_pieces(stream, of, &got, &random);
        check_same(&of_copy, expected, BARS, c->name, "copied");
        check_same(&got, expected, BARS, c->name, "the original of a copy");
        bw_stream_close(copy);
    }
    free_results(&got);
    free_results(&of_copy);
}

static void test_case(const row_case *c, void *context)
{
    static const unsigned flags[] = { 0, BW_AMENDABLE };
    (void)context;
    bw_program *program = program_of_case(c, NULL);
    for (size_t f = 0; f < sizeof flags / sizeof *flags; f++) {
        bw_stream *stream = open_stream(program, flags[f]);
        CHECK(bw_stream_program(stream) == program, "%s: the stream is of another program", c->name);
        for (size_t k = 0; k < KINDS; k++) {
            row_results expected = results_of(c, NULL, &bars[k]);
            test_bars_one_by_one(c, stream, &bars[k], &expected);
            test_cuts(c, stream, &bars[k], &expected);
            test_copies(c, stream, &bars[k], &expected);
            if (flags[f] == BW_AMENDABLE) test_amendments(c, stream, &bars[k], &expected);
            else if (k == 0) test_peeks(c, stream, &bars[k], &expected);
            free_results(&expected);
        }
        bw_stream_close(stream);
    }
    bw_program_release(program);
}

/* ---- columns in other forms ---- */

static void read_backwards(const bw_column *column, size_t first, size_t n, double *to)
{
    const double *newest = column->context;
    for (size_t i = 0; i < n; i++) to[i] = newest[-(ptrdiff_t)(first + i)];
}

/* Every column reversed in memory with a gap after each value: by a negative stride, or by a function. */
static void test_columns(const row_case *c, bool by_function)
{
    enum { GAP = 2 };
    bw_program *program = program_of_case(c, NULL);
    bw_stream *stream = open_stream(program, 0);
    row_results expected = results_of(c, NULL, &bars[0]), got = make_results(c->indicator, BARS);
    double *room = check_allocated(calloc(BW_MARKET_COLUMNS * BARS, GAP * sizeof *room));
    bw_column columns[BW_COLUMNS];
    for (size_t k = 0; k < BW_COLUMNS; k++) {
        const size_t of = market_column(k);
        double *newest = room + (of + 1) * BARS * GAP - GAP;
        const size_t step = by_function ? 1 : GAP;
        for (size_t i = 0; i < BARS; i++) newest[-(ptrdiff_t)(i * step)] = bars[0].column[of][i];
        columns[k] = by_function ? (bw_column){ .data = newest, .read = read_backwards, .context = newest }
                                 : (bw_column){ .data = newest, .stride = -GAP * (ptrdiff_t)sizeof *newest };
    }
    CHECK(bw_stream_extend(stream, BARS, columns, got.output) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
    check_same(&got, &expected, BARS, c->name, by_function ? "columns read by a function" : "columns with a stride");
    free(room);
    free_results(&got);
    free_results(&expected);
    bw_stream_close(stream);
    bw_program_release(program);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t k = 0; k < KINDS; k++) bars[k] = make_bars(kinds[k], BARS, 21);
    other_bars = make_bars(GAPS, BARS, 22);
    for_some_cases(test_case, NULL);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        test_columns(&c, false);
        test_columns(&c, true);
    }
    for (size_t k = 0; k < KINDS; k++) free_bars(&bars[k]);
    free_bars(&other_bars);
    return check_report();
}
