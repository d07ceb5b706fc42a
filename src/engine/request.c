#include "request.h"
#include "cpu.h"
#include "error.h"
#include "vocabulary.h"
#include <string.h>

static bw_status refuse_choice(const bw_indicator *indicator, const bw_parameter *p, double value)
{
    char names[200] = "";
    size_t length = 0;
    for (const char *const *choice = p->choices; *choice; choice++) {
        const size_t more = strlen(*choice) + 2;
        if (length + more >= sizeof names) break;
        memcpy(names + length, length ? ", " : "", length ? 2 : 0);
        length += length ? 2 : 0;
        memcpy(names + length, *choice, more - 1);
        length += more - 2;
    }
    return bw_set_error(BW_BAD_VALUE, p->name, "%s: %s must be one of %s (0 to %.0f), not %.17g", indicator->name,
                        p->name, names, p->max, value);
}

/* As a person would write it: 14, 0.85, nan. */
static bw_status refuse_value(const bw_indicator *indicator, const bw_parameter *p, double value)
{
    if (p->type == BW_CHOICE) return refuse_choice(indicator, p, value);
    const char *kind = p->type == BW_INTEGER ? "an integer" : "a number";
    if (value != value)
        return bw_set_error(BW_BAD_VALUE, p->name, "%s: %s must be %s from %.15g to %.15g, not nan", indicator->name,
                            p->name, kind, p->min, p->max);
    return bw_set_error(BW_BAD_VALUE, p->name, "%s: %s must be %s from %.15g to %.15g, not %.15g", indicator->name,
                        p->name, kind, p->min, p->max, value);
}

static const double *value_named(const bw_plan_key *key, const char *name)
{
    const bw_parameter *p = key->indicator->parameters;
    size_t k = 0;
    while (p[k].name && strcmp(p[k].name, name)) k++;
    return &key->parameter[k];
}

/* A fast period that is not fast, and the like. */
static bw_status check_order(const bw_plan_key *key)
{
    const bw_parameter *p = key->indicator->parameters;
    for (size_t k = 0; p[k].name; k++) {
        if (!p[k].at_most) continue;
        const double most = *value_named(key, p[k].at_most);
        if (key->parameter[k] > most)
            return bw_set_error(BW_BAD_VALUE, p[k].name, "%s: %s must be at most %s, which is %.15g, not %.15g",
                                key->indicator->name, p[k].name, p[k].at_most, most, key->parameter[k]);
    }
    return BW_OK;
}

static bw_status check_parameters(const bw_request *r, bw_plan_key *key)
{
    const bw_parameter *p = r->indicator->parameters;
    size_t k = 0;
    for (; p[k].name; k++) {
        const double value = r->parameters ? r->parameters[k] : p[k].value;
        if (!(value >= p[k].min && value <= p[k].max)) return refuse_value(r->indicator, &p[k], value);
        if (p[k].type != BW_REAL && value != (double)(int64_t)value) return refuse_value(r->indicator, &p[k], value);
        key->parameter[k] = value + 0.0; /* -0 is 0 */
    }
    key->size = offsetof(bw_plan_key, parameter) + k * sizeof *key->parameter;
    return check_order(key);
}

static bw_source source_of(const bw_request *r, size_t k)
{
    const bw_input *input = &r->indicator->inputs[k];
    if (r->sources) return r->sources[k];
    const bool is_given = r->columns && r->columns[BW_MARKET_COLUMNS + k].data && bw_input_is_free(input);
    return is_given ? BW_GIVEN : input->source;
}

static bw_status check_sources(const bw_request *r, bw_plan_key *key)
{
    const bw_input *input = r->indicator->inputs;
    for (size_t k = 0; k < BW_INPUTS_MAX && input[k].name; k++) {
        const bw_source source = source_of(r, k);
        if ((unsigned)source > BW_GIVEN)
            return bw_set_error(BW_BAD_VALUE, input[k].name, "%s: %s has no source of number %d", r->indicator->name,
                                input[k].name, (int)source);
        key->source[k] = (uint8_t)source;
    }
    return BW_OK;
}

bw_status bw_check_key(const bw_request *r, bw_plan_key *key)
{
    memset(key, 0, offsetof(bw_plan_key, parameter));
    if (!r->indicator) return bw_set_error(BW_MISSING, "indicator", "the request has no indicator");
    key->indicator = r->indicator;
    bw_status status = check_parameters(r, key);
    if (status == BW_OK) status = check_sources(r, key);
    if (status != BW_OK) return status;
    key->kernel = bw_find_kernel(r->kernel);
    return key->kernel ? BW_OK : bw_last_error()->status;
}

void bw_wire_key(const bw_plan_key *key, bw_graph *g, bw_series *output)
{
    bw_series input[BW_INPUTS_MAX];
    for (uint32_t k = 0; key->indicator->inputs[k].name; k++)
        input[k] = key->source[k] == BW_GIVEN ? bw_column_series(g, BW_MARKET_COLUMNS + k)
                                              : bw_source_series(g, (bw_source)key->source[k]);
    key->indicator->build(g, input, key->parameter, output);
}

bw_plan *bw_plan_of_key(const bw_plan_key *key)
{
    bw_graph g = { 0 };
    bw_series output[BW_OUTPUTS_MAX];
    bw_wire_key(key, &g, output);
    bw_plan *plan = bw_plan_new(&g, output, (uint32_t)bw_output_count(key->indicator), key->kernel, 0);
    bw_graph_free(&g);
    return plan;
}

bw_status bw_check(const bw_request *request)
{
    bw_plan_key key;
    return bw_check_key(request, &key);
}
