#include "arrays.h"
#include "arena_pool.h"
#include "error.h"
#include "numerics.h"
#include "plan_layout.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

typedef struct {
    char text[48];
} name;

static const char *column_name(const bw_plan_key *key, uint32_t column, name *room)
{
    if (column < BW_MARKET_COLUMNS) return bw_source_name((bw_source)column);
    if (key) return key->indicator->inputs[column - BW_MARKET_COLUMNS].name;
    snprintf(room->text, sizeof room->text, "given array %u", column - BW_MARKET_COLUMNS);
    return room->text;
}

static const char *output_name(const bw_plan_key *key, size_t k, name *room)
{
    if (key) return key->indicator->outputs[k].name;
    snprintf(room->text, sizeof room->text, "%zu", k);
    return room->text;
}

static const char *output_argument(const bw_plan_key *key, size_t k)
{
    return key ? key->indicator->outputs[k].name : "outputs";
}

/* What a message starts with: "cci: ". */
static const char *prefix(const bw_plan_key *key, name *room)
{
    if (!key) return "";
    snprintf(room->text, sizeof room->text, "%.40s: ", key->indicator->name);
    return room->text;
}

/* ---- missing arrays ---- */

static bw_status refuse_missing_column(const bw_plan_key *key, uint32_t column)
{
    name of_column, start;
    const char *missing = column_name(key, column, &of_column);
    const bw_input *input = key ? key->indicator->inputs : &(bw_input){ 0 };
    for (size_t k = 0; input[k].name; k++)
        if (bw_input_is_free(&input[k]) && key->source[k] != column && key->source[k] != BW_GIVEN)
            return bw_set_error(BW_MISSING, missing, "%s%s is missing; %s is made from %s unless it is given itself",
                                prefix(key, &start), missing, input[k].name, bw_source_name((bw_source)key->source[k]));
    return bw_set_error(BW_MISSING, missing, "%s%s is missing", prefix(key, &start), missing);
}

static bw_status check_outputs_are_there(size_t count, const bw_plan_key *key, const bw_arrays *a)
{
    name of_output, start;
    for (size_t k = 0; k < count; k++) {
        if (a->outputs && a->outputs[k]) continue;
        return bw_set_error(BW_MISSING, output_argument(key, k), "%sno array for the output %s", prefix(key, &start),
                            output_name(key, k, &of_output));
    }
    return BW_OK;
}

/* ---- overlap ---- */

/* Where the values of an array lie. */
typedef struct {
    uintptr_t from, to; /* the first byte, and the first byte after */
    size_t stride, width;
} places;

static places places_of(const void *data, ptrdiff_t stride, size_t width, size_t n)
{
    const uintptr_t first = (uintptr_t)data, last = first + (uintptr_t)(stride * (ptrdiff_t)(n - 1));
    const size_t distance = (size_t)(stride < 0 ? -stride : stride);
    return (places){ first < last ? first : last, (first < last ? last : first) + width, n > 1 ? distance : 0, width };
}

static places places_of_column(const bw_column *c, size_t n)
{
    const size_t distance = (size_t)(c->stride < 0 ? -c->stride : c->stride);
    return places_of(c->data, c->stride, c->read && distance && distance < sizeof(double) ? distance : sizeof(double),
                     n);
}

static places places_of_output(const bw_arrays *a, size_t k)
{
    return places_of(a->outputs[k], a->output_stride, sizeof(double), a->n);
}

/* Arrays may be woven into each other, like the columns of a table: then it is how their first places lie to each other, but
 * for multiples of what divides both strides, that keeps all others apart. */
static bool may_overlap(places a, places b)
{
    if (a.to <= b.from || b.to <= a.from) return false;
    size_t divisor = a.stride, other = b.stride;
    while (other) {
        const size_t rest = divisor % other;
        divisor = other;
        other = rest;
    }
    if (!divisor) return true;
    const places low = a.from < b.from ? a : b, high = a.from < b.from ? b : a;
    const size_t after = (high.from - low.from) % divisor;
    return after < low.width || divisor - after < high.width;
}

static bw_status check_column(const bw_plan *plan, const bw_plan_key *key, const bw_arrays *a, uint32_t column)
{
    name of_column, of_output, start;
    if (!a->columns || !a->columns[column].data) return refuse_missing_column(key, column);
    const places in = places_of_column(&a->columns[column], a->n);
    for (size_t k = 0; k < plan->outputs; k++) {
        if (!may_overlap(in, places_of_output(a, k))) continue;
        return bw_set_error(BW_BAD_VALUE, output_argument(key, k), "%soutput %s overlaps the input %s",
                            prefix(key, &start), output_name(key, k, &of_output), column_name(key, column, &of_column));
    }
    return BW_OK;
}

static bw_status refuse_overlapping_outputs(const bw_plan_key *key, size_t j, size_t k)
{
    name of_one, of_other, start;
    return bw_set_error(BW_BAD_VALUE, output_argument(key, k), "%soutput %s overlaps the output %s",
                        prefix(key, &start), output_name(key, k, &of_one), output_name(key, j, &of_other));
}

static bw_status check_pairs(size_t count, const bw_plan_key *key, const bw_arrays *a)
{
    for (size_t k = 1; k < count; k++)
        for (size_t j = 0; j < k; j++)
            if (may_overlap(places_of_output(a, j), places_of_output(a, k)))
                return refuse_overlapping_outputs(key, j, k);
    return BW_OK;
}

static int by_address(const void *a, const void *b)
{
    const double *const x = **(double *const *const *)a, *const y = **(double *const *const *)b;
    return x < y ? -1 : x > y;
}

/* A sweep may have thousands, which are not woven into each other: then only neighbours can overlap. */
static bw_status check_neighbours(size_t count, const bw_plan_key *key, const bw_arrays *a)
{
    double *const **sorted = malloc(count * sizeof *sorted);
    if (!sorted) return bw_set_no_memory();
    for (size_t k = 0; k < count; k++) sorted[k] = &a->outputs[k];
    qsort(sorted, count, sizeof *sorted, by_address);
    size_t k = 1;
    while (k < count && (uintptr_t)*sorted[k] - (uintptr_t)*sorted[k - 1] >= a->n * sizeof(double)) k++;
    const bw_status status = k < count ? refuse_overlapping_outputs(key, (size_t)(sorted[k - 1] - a->outputs),
                                                                    (size_t)(sorted[k] - a->outputs))
                                       : BW_OK;
    free(sorted);
    return status;
}

/* Rows of one table. */
static bool lie_in_order(size_t count, const bw_arrays *a)
{
    for (size_t k = 1; k < count; k++)
        if (places_of_output(a, k).from < places_of_output(a, k - 1).to) return false;
    return true;
}

bw_status bw_check_outputs(size_t count, const bw_plan_key *key, const bw_arrays *arrays)
{
    enum { FEW = 16 };
    if (!arrays->n) return BW_OK; /* of no bars there may be no arrays */
    const bw_status status = check_outputs_are_there(count, key, arrays);
    if (status != BW_OK || lie_in_order(count, arrays)) return status;
    return count <= FEW || arrays->output_stride != sizeof(double) ? check_pairs(count, key, arrays)
                                                                   : check_neighbours(count, key, arrays);
}

bw_status bw_check_columns(const bw_plan *plan, const bw_plan_key *key, const bw_arrays *arrays)
{
    bw_status status = BW_OK;
    for (uint32_t k = 0; arrays->n && status == BW_OK && k < plan->inputs; k++)
        status = check_column(plan, key, arrays, plan->column[k]);
    return status;
}

bw_status bw_check_arrays(const bw_plan *plan, const bw_plan_key *key, const bw_arrays *arrays)
{
    const bw_status status = bw_check_outputs(plan->outputs, key, arrays);
    return status == BW_OK ? bw_check_columns(plan, key, arrays) : status;
}

bw_status bw_check_program_arrays(const bw_program *program, const bw_arrays *arrays)
{
    return bw_check_arrays(program->plan, program->key.indicator ? &program->key : NULL, arrays);
}

/* ---- running ---- */

static void fill(double *output, ptrdiff_t stride, size_t n)
{
    char *to = (char *)output;
    for (size_t i = 0; i < n; i++, to += stride) memcpy(to, &(double){ BW_NAN }, sizeof(double));
}

/* Fewer bars than any output needs: nothing to compute. */
static bool fill_if_short(const bw_plan *plan, const bw_arrays *a)
{
    for (uint32_t k = 0; k < plan->outputs; k++)
        if (a->n > bw_plan_first(plan, k)) return false;
    for (uint32_t k = 0; a->n && k < plan->outputs; k++) fill(a->outputs[k], a->output_stride, a->n);
    return true;
}

bw_status bw_run_arrays(const bw_plan *plan, const bw_arrays *arrays, bw_pulse *pulse)
{
    if (fill_if_short(plan, arrays)) return !pulse || bw_beat(pulse, arrays->n * plan->steps) ? BW_OK : BW_INTERRUPTED;
    void *arena = bw_take_arena(bw_arena_size(plan));
    if (!arena) return bw_set_no_memory();
    bw_arena_start(plan, arena);
    const bool is_whole = bw_bulk(plan, arena, arrays, pulse);
    bw_give_back_arena(arena);
    return is_whole ? BW_OK : BW_INTERRUPTED;
}
