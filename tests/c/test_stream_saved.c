/* A saved stream goes on where it was, with the same bits, in any kernel and with or without amendments. Bytes that are not
 * whole or not of the same program are refused with a message, and the stream stays as it was. */
#include "hash.h"
#include "saved_state.h"
#include "streams.h"

enum { BARS = 700, WORD = 8 };

static const bar_kind kinds[] = { WALK, FLAT_STRETCHES, GAPS, INFINITIES };
enum { KINDS = sizeof kinds / sizeof *kinds };
static test_bars bars[KINDS], other_bars;

static const unsigned flags[] = { 0, BW_AMENDABLE };
enum { FLAGS = sizeof flags / sizeof *flags };

static uint64_t get_word(const unsigned char *bytes, size_t at)
{
    uint64_t word = 0;
    for (size_t k = 0; k < WORD; k++) word |= (uint64_t)bytes[at * WORD + k] << 8 * k;
    return word;
}

static void put_word(unsigned char *bytes, size_t at, uint64_t word)
{
    for (size_t k = 0; k < WORD; k++) bytes[at * WORD + k] = (unsigned char)(word >> 8 * k);
}

/* As if what they say now had been saved. */
static void repair_checksum(unsigned char *bytes, size_t size)
{
    uint64_t hash = BW_EMPTY_HASH;
    const size_t last = size / WORD - 1;
    for (size_t k = 0; k < last; k++) hash = bw_hash_word(hash, get_word(bytes, k));
    put_word(bytes, last, hash);
}

/* ---- round trips ---- */

static void check_rest(bw_stream *stream, const test_bars *of, const row_results *expected, const char *name,
                       const char *what)
{
    row_results got = *expected;
    const size_t bar = (size_t)bw_stream_bars(stream);
    for (size_t k = 0; k < got.outputs; k++) {
        got.output[k] = check_allocated(malloc(BARS * sizeof(double)));
        memcpy(got.output[k], expected->output[k], bar * sizeof(double));
    }
    update_until(stream, of, &got, bar + (BARS - bar) / 2);
    extend_until(stream, of, &got, BARS);
    check_same(&got, expected, BARS, name, what);
    free_results(&got);
}

/* Saved at `bar` by one kernel and loaded by every kernel, into streams that have seen other bars. */
static void test_round_trip(const row_case *c, bw_stream *saved, size_t f, size_t k, size_t bar,
                            const row_results *expected)
{
    size_t size;
    row_results ignored = make_results(c->indicator, BARS);
    bw_stream_reset(saved);
    update_until(saved, &bars[k], &ignored, bar);
    unsigned char *bytes = saved_bytes(saved, &size);
    for (const char *const *kernel = bw_kernels(); *kernel; kernel++)
        for (size_t g = 0; g < FLAGS; g++) {
            bw_program *program = program_of_case(c, *kernel);
            bw_stream *loaded = open_stream(program, flags[g]);
            update_until(loaded, &other_bars, &ignored, 50);
            CHECK(bw_stream_load(loaded, bytes, size) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
            CHECK(bw_stream_bars(loaded) == bar, "%s: %llu bars instead of %zu", c->name,
                  (unsigned long long)bw_stream_bars(loaded), bar);
            if (flags[f] == flags[g])
                CHECK(is_saved_as(loaded, bytes, size), "%s: saved again, it is another", c->name);
            if (flags[f] && flags[g] && bar) {
                double columns[BW_COLUMNS], outputs[ROW_OUTPUTS];
                get_bar(&other_bars, bar, columns);
                CHECK(bw_stream_amend(loaded, columns, outputs) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
                get_bar(&bars[k], bar - 1, columns);
                CHECK(bw_stream_amend(loaded, columns, outputs) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
                for (size_t o = 0; o < expected->outputs; o++)
                    CHECK(bits_of(outputs[o]) == bits_of(expected->output[o][bar - 1]), "%s: amended after loading",
                          c->name);
            }
            check_rest(loaded, &bars[k], expected, c->name, "loaded");
            bw_stream_close(loaded);
            bw_program_release(program);
        }
    check_rest(saved, &bars[k], expected, c->name, "after saving");
    free(bytes);
    free_results(&ignored);
}

static void test_case(const row_case *c, void *context)
{
    uint64_t random = 3;
    (void)context;
    bw_program *program = program_of_case(c, NULL);
    for (size_t f = 0; f < FLAGS; f++) {
        bw_stream *stream = open_stream(program, flags[f]);
        for (size_t k = 0; k < KINDS; k++) {
            row_results expected = results_of(c, NULL, &bars[k]);
            test_round_trip(c, stream, f, k, 0, &expected);
            test_round_trip(c, stream, f, k, 1 + next_random(&random) % 40, &expected);
            test_round_trip(c, stream, f, k, 1 + next_random(&random) % (BARS - 1), &expected);
            free_results(&expected);
        }
        bw_stream_close(stream);
    }
    bw_program_release(program);
}

/* ---- the form ---- */

/* Words that say what is saved come first, and all kernels save the same bytes. */
static void test_form(const row_case *c)
{
    size_t size = 0, other_size;
    unsigned char *bytes = NULL;
    row_results ignored = make_results(c->indicator, BARS);
    for (const char *const *kernel = bw_kernels(); *kernel; kernel++) {
        bw_program *program = program_of_case(c, *kernel);
        bw_stream *stream = open_stream(program, 0);
        unsigned char *fresh = saved_bytes(stream, &other_size);
        update_until(stream, &bars[2], &ignored, BARS - 100);
        if (bytes) CHECK(is_saved_as(stream, bytes, size), "%s: %s saves other bytes", c->name, *kernel);
        else bytes = saved_bytes(stream, &size);
        CHECK(!memcmp(bytes, "bwstream", WORD), "%s: no magic", c->name);
        CHECK(get_word(bytes, BW_SAVED_FORMAT_AT) == BW_SAVED_FORMAT
                  && get_word(bytes, BW_SAVED_NUMERICS_AT) == (uint64_t)bw_numerics()
                  && get_word(bytes, BW_SAVED_IDENTITY_AT) == bw_program_identity(program)
                  && get_word(bytes, BW_SAVED_BARS_AT) == BARS - 100,
              "%s: the header is another", c->name);
        bw_stream_reset(stream);
        CHECK(is_saved_as(stream, fresh, other_size) && bw_stream_bars(stream) == 0, "%s: reset is not as new",
              c->name);
        free(fresh);
        bw_stream_close(stream);
        bw_program_release(program);
    }
    free(bytes);
    free_results(&ignored);
}

/* ---- what is refused ---- */

typedef struct {
    bw_stream *stream;
    unsigned char *own; /* its state before all attempts */
    size_t own_size;
    bool remembers; /* anything at all */
    const char *name;
} victim;

static void check_refused(const victim *v, const unsigned char *bytes, size_t size, const char *reason)
{
    const bw_status status = bw_stream_load(v->stream, bytes, size);
    CHECK(status == BW_BAD_STATE && bw_last_error()->status == status && !strcmp(bw_last_error()->argument, "bytes"),
          "%s: status %d", v->name, (int)status);
    CHECK(strstr(bw_last_error()->message, reason), "%s: '%s' does not say '%s'", v->name, bw_last_error()->message,
          reason);
}

/* Every byte of the header and of the end, and many between; every length. */
static void test_damage(const victim *v, const unsigned char *bytes, size_t size)
{
    const size_t edge = 2 * BW_SAVED_HEADER * WORD, step = size > 4000 ? size / 500 : 1;
    unsigned char *damaged = check_allocated(malloc(size + WORD));
    for (size_t at = 0; at < size; at += at < edge || at + edge > size ? 1 : step) {
        memcpy(damaged, bytes, size);
        damaged[at] ^= (unsigned char)(1U << at % 8);
        check_refused(v, damaged, size, "");
    }
    for (size_t length = 0; length < size; length += length < edge || length + edge > size ? 1 : step) {
        unsigned char *part = check_allocated(malloc(length + 1)); /* of its own, so that reading past it is seen */
        memcpy(part, bytes, length);
        check_refused(v, part, length, length < (BW_SAVED_HEADER + 1) * WORD ? "no saved stream" : "damaged");
        free(part);
    }
    memcpy(damaged, bytes, size);
    memset(damaged + size, 0, WORD);
    check_refused(v, damaged, size + WORD, "damaged");
    free(damaged);
}

static void test_noise(const victim *v, const unsigned char *bytes, size_t size)
{
    uint64_t random = size;
    unsigned char *noise = check_allocated(malloc(size));
    for (int round = 0; round < 200; round++) {
        const size_t length = next_random(&random) % (size + 1), kept = round % 2 ? 2 * WORD : 0;
        for (size_t k = 0; k < length; k++) noise[k] = (unsigned char)next_random(&random);
        if (length >= kept) memcpy(noise, bytes, kept);
        check_refused(v, noise, length, "");
    }
    free(noise);
}

/* Whole by its checksum, but not to be loaded. */
static void test_header(const victim *v, const unsigned char *bytes, size_t size)
{
    static const struct {
        bw_saved_word at;
        uint64_t word;
        const char *reason;
    } change[] = {
        { BW_SAVED_MAGIC_AT, 0, "no saved stream" },
        { BW_SAVED_FORMAT_AT, BW_SAVED_FORMAT + 1, "format 2" },
        { BW_SAVED_NUMERICS_AT, 1000, "numerics 1000" },
        { BW_SAVED_IDENTITY_AT, 0xABC, "another program: 0000000000000abc" },
        { BW_SAVED_FLAGS_AT, 2, "flags 0x2" },
        { BW_SAVED_FLAGS_AT, UINT64_MAX, "flags" },
    };
    unsigned char *changed = check_allocated(malloc(size + WORD));
    for (size_t k = 0; k < sizeof change / sizeof *change; k++) {
        memcpy(changed, bytes, size);
        put_word(changed, change[k].at, change[k].word);
        repair_checksum(changed, size);
        check_refused(v, changed, size, change[k].reason);
    }
    memcpy(changed, bytes, size);
    put_word(changed, BW_SAVED_FLAGS_AT, BW_SAVED_EARLIER);
    repair_checksum(changed, size);
    if (v->remembers) check_refused(v, changed, size, "instead of"); /* than what an amendable stream saves */
    put_word(changed, BW_SAVED_BARS_AT, 0);
    repair_checksum(changed, size);
    check_refused(v, changed, size, "with 0 bars");
    memcpy(changed, bytes, size);
    repair_checksum(changed, size + WORD);
    check_refused(v, changed, size + WORD, "instead of");
    free(changed);
}

/* Every word of the body changed by somebody who knows how to make the checksum: whatever is loaded, it runs. */
static void test_forgeries(const row_case *c, const unsigned char *bytes, size_t size)
{
    static const uint64_t forged[] = { 0, 1, 9, 1000000, UINT64_MAX, UINT64_C(1) << 63, UINT64_C(0x7FF0000000000000) };
    row_results ignored = make_results(c->indicator, BARS);
    bw_program *program = program_of_case(c, NULL);
    bw_stream *stream = open_stream(program, 0);
    unsigned char *changed = check_allocated(malloc(size));
    const size_t words = size / WORD, step = words > 400 ? words / 200 : 1;
    for (size_t at = BW_SAVED_HEADER; at + 1 < words; at += step)
        for (size_t k = 0; k < sizeof forged / sizeof *forged; k++) {
            memcpy(changed, bytes, size);
            put_word(changed, at, forged[k]);
            put_word(changed, BW_SAVED_BARS_AT, 0);
            repair_checksum(changed, size);
            const bw_status status = bw_stream_load(stream, changed, size);
            CHECK(status == BW_OK || (status == BW_BAD_STATE && strstr(bw_last_error()->message, "state")), "%s: %s",
                  c->name, bw_last_error()->message);
            if (status == BW_OK) {
                update_until(stream, &bars[0], &ignored, 12);
                extend_until(stream, &bars[0], &ignored, 100);
            }
        }
    free(changed);
    bw_stream_close(stream);
    bw_program_release(program);
    free_results(&ignored);
}

static void test_refusals(const row_case *c, const row_case *other)
{
    bw_program *program = program_of_case(c, NULL), *other_program = program_of_case(other, NULL);
    row_results ignored = make_results(c->indicator, BARS);
    bw_stream *from = open_stream(program, 0), *foreign = open_stream(other_program, 0);
    victim v = { .stream = open_stream(program, 0), .name = c->name };
    size_t size, foreign_size;
    update_until(from, &bars[0], &ignored, 123);
    update_until(v.stream, &bars[1], &ignored, 45);
    v.own = saved_bytes(v.stream, &v.own_size);
    v.remembers = v.own_size > (BW_SAVED_HEADER + 1) * WORD;
    unsigned char *bytes = saved_bytes(from, &size), *foreign_bytes = saved_bytes(foreign, &foreign_size);
    test_damage(&v, bytes, size);
    test_noise(&v, bytes, size);
    test_header(&v, bytes, size);
    check_refused(&v, foreign_bytes, foreign_size, "another program");
    CHECK(is_saved_as(v.stream, v.own, v.own_size), "%s: what is refused changes the stream", c->name);
    test_forgeries(c, bytes, size);
    free(bytes);
    free(foreign_bytes);
    free(v.own);
    bw_stream_close(v.stream);
    bw_stream_close(from);
    bw_stream_close(foreign);
    bw_program_release(program);
    bw_program_release(other_program);
    free_results(&ignored);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t k = 0; k < KINDS; k++) bars[k] = make_bars(kinds[k], BARS, 31);
    other_bars = make_bars(TICKS, BARS, 32);
    for_usual_cases(test_case, NULL);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const row_case c = default_case(bw_indicator_at(i));
        const row_case other = default_case(bw_indicator_at((i + 1) % bw_indicator_count()));
        test_form(&c);
        test_refusals(&c, &other);
    }
    for (size_t k = 0; k < KINDS; k++) free_bars(&bars[k]);
    free_bars(&other_bars);
    return check_report();
}
