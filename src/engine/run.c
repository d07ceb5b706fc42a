/* bw_run: a request over a whole series. */
#include "arrays.h"
#include "cache.h"
#include "error.h"
#include "floating_point.h"

static bw_status run_entry(const bw_request *r, bw_cache_entry *entry)
{
    const bw_arrays arrays = { r->n, r->columns, r->outputs, sizeof(double) };
    bw_status status = bw_check_arrays(entry->plan, &entry->key, &arrays);
    return status == BW_OK ? bw_run_arrays(entry->plan, &arrays, NULL) : status;
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
