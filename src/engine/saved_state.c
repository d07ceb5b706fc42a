/* Streams saved and loaded: saved_state.h says in which form. */
#include "saved_state.h"
#include "error.h"
#include "hash.h"
#include "numerics.h"
#include "stream.h"
#include <inttypes.h>
#include <string.h>

enum { WORD = sizeof(uint64_t) };

static uint64_t get_word(const unsigned char *bytes, size_t at)
{
    uint64_t word = 0;
    for (int k = WORD - 1; k >= 0; k--) word = word << 8 | bytes[at * WORD + (size_t)k];
    return word;
}

static void put_word(unsigned char *bytes, size_t at, uint64_t word)
{
    for (size_t k = 0; k < WORD; k++, word >>= 8) bytes[at * WORD + k] = (unsigned char)word;
}

static void get_words(const unsigned char *bytes, size_t at, void *to, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const uint64_t word = get_word(bytes, at + k);
        memcpy((char *)to + k * WORD, &word, WORD);
    }
}

static void put_words(unsigned char *bytes, size_t at, const void *from, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        uint64_t word;
        memcpy(&word, (const char *)from + k * WORD, WORD);
        put_word(bytes, at + k, word);
    }
}

static uint64_t hash_of(const unsigned char *bytes, size_t words)
{
    uint64_t hash = BW_EMPTY_HASH;
    for (size_t k = 0; k < words; k++) hash = bw_hash_word(hash, get_word(bytes, k));
    return hash;
}

/* ---- sizes, in words ---- */

static size_t state_words(const bw_plan *p)
{
    size_t words = 0;
    for (uint32_t i = 0; i < p->steps; i++)
        words += bw_state_size(p->kernel->operators[p->node[i].op], &p->node[i]) / WORD;
    return words;
}

static size_t tape_words(const bw_plan *p, uint32_t series, bool has_earlier)
{
    const size_t history = p->tape[series].history;
    return history ? history + has_earlier : 0;
}

static size_t all_words(const bw_plan *p, bool has_earlier)
{
    size_t words = BW_SAVED_HEADER + state_words(p) * (has_earlier ? 2 : 1);
    for (uint32_t s = 0; s < p->series; s++) words += tape_words(p, s, has_earlier);
    return words + 1;
}

/* Where a series' values begin that are saved when its tapes stand at the arena's position. */
static double *saved_values(const bw_stream *s, uint32_t series, bool has_earlier)
{
    const bw_tape *t = &s->plan->tape[series];
    return bw_tape_start(s->plan, s->arena, series) + t->margin + s->arena->position
           - tape_words(s->plan, series, has_earlier);
}

/* ---- saving ---- */

size_t bw_stream_saved_size(const bw_stream *stream)
{
    return all_words(stream->plan, stream->has_earlier) * WORD;
}

static void put_header(const bw_stream *s, unsigned char *bytes)
{
    put_word(bytes, BW_SAVED_MAGIC_AT, BW_SAVED_MAGIC);
    put_word(bytes, BW_SAVED_FORMAT_AT, BW_SAVED_FORMAT);
    put_word(bytes, BW_SAVED_NUMERICS_AT, BW_NUMERICS);
    put_word(bytes, BW_SAVED_IDENTITY_AT, bw_program_identity(s->program));
    put_word(bytes, BW_SAVED_BARS_AT, s->bars);
    put_word(bytes, BW_SAVED_FLAGS_AT, s->has_earlier ? BW_SAVED_EARLIER : 0);
}

/* Any NaN as one, since its bits differ between processors. */
static void put_values(unsigned char *bytes, size_t at, const double *values, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        const double value = values[k] == values[k] ? values[k] : BW_NAN;
        put_words(bytes, at + k, &value, 1);
    }
}

void bw_stream_save(const bw_stream *stream, void *bytes)
{
    const bw_plan *p = stream->plan;
    const size_t states = state_words(p);
    size_t at = BW_SAVED_HEADER;
    put_header(stream, bytes);
    put_words(bytes, at, bw_stream_states(stream), states);
    at += states;
    if (stream->has_earlier) {
        put_words(bytes, at, stream->earlier, states);
        at += states;
    }
    for (uint32_t s = 0; s < p->series; s++) {
        const size_t count = tape_words(p, s, stream->has_earlier);
        put_values(bytes, at, saved_values(stream, s, stream->has_earlier), count);
        at += count;
    }
    put_word(bytes, at, hash_of(bytes, at));
}

/* ---- loading ---- */

static bw_status check_header(const bw_stream *s, const unsigned char *bytes, size_t size)
{
    if (size < (BW_SAVED_HEADER + 1) * WORD || get_word(bytes, BW_SAVED_MAGIC_AT) != BW_SAVED_MAGIC)
        return bw_set_error(BW_BAD_STATE, "bytes", "these %zu bytes are no saved stream", size);
    const uint64_t format = get_word(bytes, BW_SAVED_FORMAT_AT);
    if (format != BW_SAVED_FORMAT)
        return bw_set_error(BW_BAD_STATE, "bytes",
                            "the stream was saved in format %" PRIu64 ", and this version of barwise reads %d only",
                            format, BW_SAVED_FORMAT);
    if (size % WORD || hash_of(bytes, size / WORD - 1) != get_word(bytes, size / WORD - 1))
        return bw_set_error(BW_BAD_STATE, "bytes",
                            "the saved stream is damaged: its %zu bytes are not those that were saved", size);
    const uint64_t numerics = get_word(bytes, BW_SAVED_NUMERICS_AT);
    if (numerics != BW_NUMERICS)
        return bw_set_error(BW_BAD_STATE, "bytes",
                            "the stream was saved with numerics %" PRIu64
                            ", and results of numerics %d differ from those",
                            numerics, BW_NUMERICS);
    const uint64_t identity = get_word(bytes, BW_SAVED_IDENTITY_AT);
    if (identity != bw_program_identity(s->program))
        return bw_set_error(BW_BAD_STATE, "bytes",
                            "the saved stream is of another program: %016" PRIx64 ", and this one's is %016" PRIx64,
                            identity, bw_program_identity(s->program));
    return BW_OK;
}

/* The states of all nodes from word `at` on. */
static bw_status check_states(const bw_stream *s, const unsigned char *bytes, size_t at)
{
    const bw_plan *p = s->plan;
    for (uint32_t i = 0; i < p->steps; i++) {
        const bw_operator *o = p->kernel->operators[p->node[i].op];
        const size_t words = bw_state_size(o, &p->node[i]) / WORD;
        get_words(bytes, at, s->spare, words);
        at += words;
        if (o->valid && !o->valid(&p->node[i], s->spare))
            return bw_set_error(BW_BAD_STATE, "bytes",
                                "the saved stream is damaged: the state of %s (node %" PRIu32 ") cannot be", o->name,
                                i);
    }
    return BW_OK;
}

static bw_status check_body(const bw_stream *s, const unsigned char *bytes, size_t size)
{
    const uint64_t flags = get_word(bytes, BW_SAVED_FLAGS_AT), bars = get_word(bytes, BW_SAVED_BARS_AT);
    const bool has_earlier = flags & BW_SAVED_EARLIER;
    if (flags > BW_SAVED_EARLIER || (has_earlier && !bars))
        return bw_set_error(BW_BAD_STATE, "bytes",
                            "the saved stream is damaged: flags %#" PRIx64 " with %" PRIu64 " bars", flags, bars);
    const size_t expected = all_words(s->plan, has_earlier) * WORD;
    if (size != expected)
        return bw_set_error(BW_BAD_STATE, "bytes", "the saved stream is damaged: it has %zu bytes instead of %zu", size,
                            expected);
    const bw_status status = check_states(s, bytes, BW_SAVED_HEADER);
    return status == BW_OK && has_earlier ? check_states(s, bytes, BW_SAVED_HEADER + state_words(s->plan)) : status;
}

static void take(bw_stream *s, const unsigned char *bytes)
{
    const bw_plan *p = s->plan;
    const size_t states = state_words(p);
    const bool has_earlier = get_word(bytes, BW_SAVED_FLAGS_AT) & BW_SAVED_EARLIER;
    size_t at = BW_SAVED_HEADER;
    bw_stream_reset(s);
    s->bars = get_word(bytes, BW_SAVED_BARS_AT);
    get_words(bytes, at, bw_stream_states(s), states);
    at += states;
    if (has_earlier) {
        s->arena->position = 1;
        s->has_earlier = s->earlier;
        if (s->earlier) get_words(bytes, at, s->earlier, states);
        at += states;
    }
    for (uint32_t series = 0; series < p->series; series++) {
        const size_t count = tape_words(p, series, has_earlier);
        get_words(bytes, at, saved_values(s, series, has_earlier), count);
        at += count;
    }
}

bw_status bw_stream_load(bw_stream *stream, const void *bytes, size_t size)
{
    bw_status status = check_header(stream, bytes, size);
    if (status == BW_OK) status = check_body(stream, bytes, size);
    if (status == BW_OK) take(stream, bytes);
    return status;
}
