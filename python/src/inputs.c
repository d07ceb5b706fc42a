#include "inputs.h"

#include <string.h>

#include "columns.h"
#include "errors.h"

static int refuse_source(const indicator_object *indicator, const bw_input *input, PyObject *value)
{
    char list[128] = "";
    for (int source = 0; source < BW_SOURCES; source++) {
        const size_t length = strlen(list);
        PyOS_snprintf(list + length, sizeof list - length, "%s%s", source > 0 ? ", " : "",
                      bw_source_name((bw_source)source));
    }
    raise_bad_value(indicator->state, indicator->row->name, input->name, "%s must be an array or one of %s, not %R",
                    input->name, list, value);
    return -1;
}

static int refuse_text(const indicator_object *indicator, const char *name, PyObject *value)
{
    raise_bad_type(indicator->state, indicator->row->name, name, "%s must be an array of bars, not %R", name, value);
    return -1;
}

static int name_source(const indicator_object *indicator, PyObject *const *arguments, Py_ssize_t index, PyObject *value,
                       bound_inputs *inputs)
{
    const bw_input *input = &indicator->row->inputs[index];
    if (!input_is_free(indicator, index)) {
        return refuse_text(indicator, input->name, value);
    }
    const char *name = PyUnicode_AsUTF8(value);
    if (name == NULL) {
        return -1;
    }
    const bw_source source = bw_source_named(name);
    if (source == BW_GIVEN) {
        return refuse_source(indicator, input, value);
    }
    if (!inputs->has_sources) {
        for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
            PyObject *other = arguments[i];
            const bool is_given = input_is_free(indicator, i) && other != NULL && !PyUnicode_Check(other);
            inputs->sources[i] = is_given ? BW_GIVEN : indicator->row->inputs[i].source;
        }
        inputs->has_sources = true;
    }
    inputs->sources[index] = source;
    return 0;
}

/* Somebody who gives an array and the market's columns too expects them to be used. */
static int refuse_unused_columns(const indicator_object *indicator, PyObject *const *arguments, Py_ssize_t end)
{
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        PyObject *value = arguments[i];
        if (value == NULL || PyUnicode_Check(value) || !input_is_free(indicator, i)) {
            return 0;
        }
    }
    for (Py_ssize_t i = first_market_column(indicator); i < end; i++) {
        if (arguments[i] != NULL) {
            raise_bad_type(indicator->state, indicator->row->name, indicator->argument_names[i],
                           "%s is not used where an array is given for %s", indicator->argument_names[i],
                           indicator->argument_names[0]);
            return -1;
        }
    }
    return 0;
}

static int bind_market(const indicator_object *indicator, PyObject *const *arguments, Py_ssize_t end,
                       bound_inputs *inputs)
{
    const Py_ssize_t first = first_market_column(indicator);
    for (Py_ssize_t i = 0; first + i < end; i++) {
        PyObject *value = arguments[first + i];
        const char *name = indicator->argument_names[first + i];
        if (value == NULL) {
            continue;
        }
        if (PyUnicode_Check(value)) {
            return refuse_text(indicator, name, value);
        }
        inputs->given |= UINT32_C(1) << i;
        inputs->names[i] = name;
        inputs->values[i] = value;
    }
    return 0;
}

int bind_inputs(const indicator_object *indicator, PyObject *const *arguments, Py_ssize_t end, bound_inputs *inputs)
{
    const Py_ssize_t end_of_market = Py_MIN(end, first_option(indicator));
    inputs->has_sources = false;
    inputs->given = 0;
    memset(inputs->names, 0, sizeof inputs->names);
    if (bind_market(indicator, arguments, end_of_market, inputs) < 0) {
        return -1;
    }
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        PyObject *value = arguments[i];
        const size_t column = indicator->column_of_input[i];
        if (value != NULL && !PyUnicode_Check(value)) {
            inputs->given |= UINT32_C(1) << column;
            inputs->names[column] = indicator->argument_names[i];
            inputs->values[column] = value;
        } else if (value != NULL && name_source(indicator, arguments, i, value, inputs) < 0) {
            return -1;
        }
    }
    return refuse_unused_columns(indicator, arguments, end_of_market);
}

int refuse_no_bars(const indicator_object *indicator)
{
    const char *name = indicator->argument_names[0];
    raise_bad_type(indicator->state, indicator->row->name, name,
                   "no bars are given: %s may be an array or a series, a table may stand for all inputs%s", name,
                   input_is_free(indicator, 0) ? ", and columns of the market are given by name, such as close=" : "");
    return -1;
}
