/* bw_compute: a call in which everything has a name. */
#include "catalogue.h"
#include "error.h"
#include "request.h"

typedef struct {
    const bw_indicator *indicator;
    bw_column column[BW_COLUMNS];
    double parameter[BW_PARAMETERS_MAX];
    bw_source source[BW_INPUTS_MAX];
} named_call;

static int find_input(const bw_indicator *indicator, const char *name)
{
    for (int k = 0; indicator->inputs[k].name; k++)
        if (bw_is_same_name(name, indicator->inputs[k].name)) return k;
    return -1;
}

static bw_status refuse_name(const bw_indicator *indicator, const char *kind, const char *name,
                             const bw_nearest_name *nearest)
{
    if (!nearest->name) return bw_set_error(BW_UNKNOWN_NAME, name, "%s has no %s '%s'", indicator->name, kind, name);
    return bw_set_error(BW_UNKNOWN_NAME, name, "%s has no %s '%s'; the nearest is '%s'", indicator->name, kind, name,
                        nearest->name);
}

static bw_status place_array(named_call *call, const bw_named_array *array)
{
    const bw_indicator *indicator = call->indicator;
    const bw_source market = bw_source_named(array->name);
    const int input = find_input(indicator, array->name);
    bw_column *column = market < BW_MARKET_COLUMNS ? &call->column[market] : NULL;
    if (input >= 0 && bw_input_is_free(&indicator->inputs[input])) {
        column = &call->column[BW_MARKET_COLUMNS + input];
        call->source[input] = BW_GIVEN;
    }
    if (!column) {
        bw_nearest_name nearest = { 0 };
        for (size_t k = 0; indicator->inputs[k].name; k++)
            bw_offer_name(&nearest, array->name, indicator->inputs[k].name);
        return refuse_name(indicator, "input", array->name, &nearest);
    }
    *column = (bw_column){ .data = array->data, .stride = sizeof(double) };
    return BW_OK;
}

static bw_status place_source(named_call *call, size_t input, const char *text)
{
    const bw_source source = bw_source_named(text);
    if (source == BW_GIVEN)
        return bw_set_error(
            BW_UNKNOWN_NAME, call->indicator->inputs[input].name,
            "%s: %s cannot be made from '%s'; it can from open, high, low, close, volume, hl2, hlc3, ohlc4 and hlcc4",
            call->indicator->name, call->indicator->inputs[input].name, text);
    call->source[input] = source;
    return BW_OK;
}

static bw_status place_choice(named_call *call, size_t k, const char *text)
{
    const bw_parameter *p = &call->indicator->parameters[k];
    bw_nearest_name nearest = { 0 };
    for (size_t choice = 0; p->type == BW_CHOICE && p->choices[choice]; choice++) {
        bw_offer_name(&nearest, text, p->choices[choice]);
        if (!bw_is_same_name(text, p->choices[choice])) continue;
        call->parameter[k] = (double)choice;
        return BW_OK;
    }
    if (p->type != BW_CHOICE)
        return bw_set_error(BW_BAD_VALUE, p->name, "%s: %s must be a number, not '%s'", call->indicator->name, p->name,
                            text);
    return bw_set_error(BW_BAD_VALUE, p->name, "%s: %s has no choice '%s'; the nearest is '%s'", call->indicator->name,
                        p->name, text, nearest.name);
}

static bw_status place_value(named_call *call, const bw_named_value *value)
{
    const bw_parameter *parameter = call->indicator->parameters;
    bw_nearest_name nearest = { 0 };
    for (size_t k = 0; parameter[k].name; k++) {
        bw_offer_name(&nearest, value->name, parameter[k].name);
        if (!bw_is_same_name(value->name, parameter[k].name)) continue;
        if (value->text) return place_choice(call, k, value->text);
        call->parameter[k] = value->value;
        return BW_OK;
    }
    const int input = find_input(call->indicator, value->name);
    if (input >= 0 && value->text && bw_input_is_free(&call->indicator->inputs[input]))
        return place_source(call, (size_t)input, value->text);
    return refuse_name(call->indicator, "parameter", value->name, &nearest);
}

bw_status bw_compute(const char *name, size_t n, const bw_named_array *inputs, const bw_named_value *parameters,
                     double *const *outputs)
{
    named_call call = { .indicator = bw_find_indicator(name) };
    if (!call.indicator) return bw_last_error()->status;
    for (size_t k = 0; call.indicator->inputs[k].name; k++) call.source[k] = call.indicator->inputs[k].source;
    for (size_t k = 0; call.indicator->parameters[k].name; k++) call.parameter[k] = call.indicator->parameters[k].value;
    for (; inputs && inputs->name; inputs++) {
        bw_status status = place_array(&call, inputs);
        if (status != BW_OK) return status;
    }
    for (; parameters && parameters->name; parameters++) {
        bw_status status = place_value(&call, parameters);
        if (status != BW_OK) return status;
    }
    return bw_run(&(bw_request){ .indicator = call.indicator,
                                 .parameters = call.parameter,
                                 .sources = call.source,
                                 .n = n,
                                 .columns = call.column,
                                 .outputs = outputs });
}
