/* streams.h: streams of the catalogue's rows. A stream's own count of bars says which bar comes next. */
#ifndef STREAMS_H
#define STREAMS_H

#include "rows.h"

/* An array is given for every free input, as in run_case. */
static inline bw_program *program_of_case(const row_case *c, const char *kernel)
{
    bw_source sources[BW_COLUMNS];
    bw_program *program = NULL;
    for (size_t k = 0; c->indicator->inputs[k].name; k++)
        sources[k] = bw_input_is_free(&c->indicator->inputs[k]) ? BW_GIVEN : c->indicator->inputs[k].source;
    const bw_request request = {
        .indicator = c->indicator, .parameters = c->parameter, .sources = sources, .kernel = kernel
    };
    CHECK(bw_program_of_request(&request, &program) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
    return check_allocated(program);
}

static inline bw_stream *open_stream(bw_program *program, unsigned flags)
{
    bw_stream *stream = NULL;
    CHECK(bw_stream_open(program, flags, &stream) == BW_OK, "%s", bw_last_error()->message);
    return check_allocated(stream);
}

static inline bw_stream *copy_stream(const bw_stream *stream)
{
    bw_stream *copy = NULL;
    CHECK(bw_stream_copy(stream, &copy) == BW_OK, "%s", bw_last_error()->message);
    return check_allocated(copy);
}

static inline void get_bar(const test_bars *bars, size_t bar, double columns[BW_COLUMNS])
{
    for (size_t c = 0; c < BW_COLUMNS; c++) columns[c] = bars->column[market_column(c)][bar];
}

static inline void put_outputs(const row_results *to, size_t bar, const double *outputs)
{
    for (size_t k = 0; k < to->outputs; k++) to->output[k][bar] = outputs[k];
}

/* The next bars, one by one, up to bar `end`. */
static inline void update_until(bw_stream *stream, const test_bars *bars, const row_results *to, size_t end)
{
    double columns[BW_COLUMNS], outputs[ROW_OUTPUTS];
    for (size_t bar = bw_stream_bars(stream); bar < end; bar++) {
        get_bar(bars, bar, columns);
        bw_stream_update(stream, columns, outputs);
        put_outputs(to, bar, outputs);
    }
}

/* The next bars up to bar `end`, all at once. */
static inline void extend_until(bw_stream *stream, const test_bars *bars, const row_results *to, size_t end)
{
    const size_t bar = bw_stream_bars(stream);
    double *market[BW_MARKET_COLUMNS], *out[ROW_OUTPUTS];
    bw_column columns[BW_COLUMNS];
    for (size_t c = 0; c < BW_MARKET_COLUMNS; c++) market[c] = bars->column[c] + bar;
    for (size_t k = 0; k < to->outputs; k++) out[k] = to->output[k] + bar;
    set_columns(columns, market);
    CHECK(bw_stream_extend(stream, end - bar, columns, out) == BW_OK, "%s", bw_last_error()->message);
}

/* The bytes of a stream's state; free them. */
static inline unsigned char *saved_bytes(const bw_stream *stream, size_t *size)
{
    *size = bw_stream_saved_size(stream);
    unsigned char *bytes = check_allocated(malloc(*size));
    bw_stream_save(stream, bytes);
    return bytes;
}

static inline bool is_saved_as(const bw_stream *stream, const unsigned char *bytes, size_t size)
{
    size_t own_size;
    unsigned char *own = saved_bytes(stream, &own_size);
    const bool is_same = own_size == size && !memcmp(own, bytes, size);
    free(own);
    return is_same;
}

#endif
