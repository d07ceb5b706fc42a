/* bw_run: a request over a whole series. */
#include "arrays.h"
#include "cache.h"
#include "error.h"
#include "floating_point.h"
#include "numerics.h"

static const char *column_name(const bw_indicator *indicator, uint32_t column)
{
    return column < BW_MARKET_COLUMNS ? bw_source_name((bw_source)column) : indicator->inputs[column - BW_MARKET_COLUMNS].name;
}

static bw_status refuse_missing(const bw_plan_key *key, uint32_t column)
{
    const bw_indicator *indicator = key->indicator;
    const char *name = column_name(indicator, column);
    for (size_t k = 0; indicator->inputs[k].name; k++)
        if (bw_input_is_free(&indicator->inputs[k]) && key->source[k] != column && key->source[k] != BW_GIVEN)
            return bw_set_error(BW_MISSING, name, "%s: %s is missing; %s is made from %s unless it is given itself", indicator->name, name,
                                indicator->inputs[k].name, bw_source_name((bw_source)key->source[k]));
    return bw_set_error(BW_MISSING, name, "%s: %s is missing", indicator->name, name);
}

static bw_status check_overlap(const bw_request *r, uint32_t column, size_t k)
{
    if (!bw_overlaps(&r->columns[column], r->outputs[k], r->n)) return BW_OK;
    return bw_set_error(BW_BAD_VALUE, r->indicator->outputs[k].name, "%s: output %s overlaps the input %s", r->indicator->name,
                        r->indicator->outputs[k].name, column_name(r->indicator, column));
}

static bw_status check_arrays(const bw_request *r, const bw_plan_key *key, const bw_plan *plan)
{
    const uint32_t columns = bw_plan_columns(plan);
    const bw_output *output = r->indicator->outputs;
    for (size_t k = 0; output[k].name; k++)
        if (!r->outputs || !r->outputs[k])
            return bw_set_error(BW_MISSING, output[k].name, "%s: no array for the output %s", r->indicator->name, output[k].name);
    for (uint32_t c = 0; c < BW_COLUMNS; c++) {
        if (!(columns >> c & 1)) continue;
        if (!r->columns || !r->columns[c].data) return refuse_missing(key, c);
        for (size_t k = 0; output[k].name; k++) {
            bw_status status = check_overlap(r, c, k);
            if (status != BW_OK) return status;
        }
    }
    return BW_OK;
}

/* Fewer bars than any output needs: nothing to compute. */
static bool fill_if_short(const bw_request *r, const bw_plan *plan)
{
    for (uint32_t k = 0; r->indicator->outputs[k].name; k++)
        if (r->n > bw_plan_first(plan, k)) return false;
    for (size_t k = 0; r->indicator->outputs[k].name; k++)
        for (size_t i = 0; i < r->n; i++) r->outputs[k][i] = BW_NAN;
    return true;
}

static bw_status run_entry(const bw_request *r, bw_cache_entry *entry)
{
    bw_status status = r->n ? check_arrays(r, &entry->key, entry->plan) : BW_OK; /* of no bars there may be no arrays */
    if (status != BW_OK || fill_if_short(r, entry->plan)) return status;
    void *arena = bw_entry_arena(entry);
    if (!arena) return bw_set_no_memory();
    bw_arena_start(entry->plan, arena);
    bw_bulk(entry->plan, arena, r->columns, r->outputs, r->n);
    return BW_OK;
}

bw_status bw_run(const bw_request *request)
{
    bw_plan_key key;
    bw_status status = bw_check_key(request, &key);
    if (status != BW_OK) return status;
    const uint32_t control = bw_enter_floating_point();
    bw_cache_entry *entry = bw_take_entry(&key);
    if (entry) {
        status = run_entry(request, entry);
        bw_give_back_entry(entry);
    } else {
        status = bw_set_no_memory();
    }
    bw_leave_floating_point(control);
    return status;
}

bw_status bw_lookback(const bw_request *request, size_t output, size_t *bars)
{
    bw_plan_key key;
    bw_status status = bw_check_key(request, &key);
    if (status != BW_OK) return status;
    if (output >= bw_output_count(key.indicator))
        return bw_set_error(BW_BAD_VALUE, "output", "%s has %zu outputs, none of number %zu", key.indicator->name,
                            bw_output_count(key.indicator), output);
    const uint32_t control = bw_enter_floating_point();
    bw_cache_entry *entry = bw_take_entry(&key);
    if (entry) {
        *bars = bw_plan_first(entry->plan, (uint32_t)output);
        bw_give_back_entry(entry);
    } else {
        status = bw_set_no_memory();
    }
    bw_leave_floating_point(control);
    return status;
}
