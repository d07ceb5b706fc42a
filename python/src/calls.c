#include "calls.h"

#include <string.h>

#include "arguments.h"
#include "columns.h"
#include "delegation.h"
#include "errors.h"
#include "inputs.h"
#include "outputs.h"
#include "plain_arrays.h"
#include "watched_run.h"

/* Everything about one call. */
typedef struct {
    const indicator_object *indicator;
    PyObject *arguments[ARGUMENT_LIMIT]; /* borrowed */
    Py_ssize_t end;                      /* of what is given: later places need not be looked at */
    bound_inputs inputs;
    column_set columns;
    double parameters[PARAMETER_LIMIT];
} indicator_call;

/* ---- what is left to Python ---------------------------------------------------------------------------------------- */

/* Without an array for an input or a column a call is an expression; tables are neither readable nor the name of a source. */
typedef enum { NO_BARS, ARRAYS, TABLES } bars_given;

/* None stands for an input or a column that is not given. */
static bars_given look_at_data(indicator_call *call)
{
    const indicator_object *indicator = call->indicator;
    const Py_ssize_t end = Py_MIN(call->end, first_option(indicator));
    bars_given given = NO_BARS;
    for (Py_ssize_t i = 0; i < end; i++) {
        PyObject *value = call->arguments[i];
        const bool is_parameter = i >= indicator->inputs && i < first_market_column(indicator);
        if (value == NULL || is_parameter) {
            continue;
        }
        if (value == Py_None) {
            call->arguments[i] = NULL;
        } else if (is_readable(value)) {
            given = ARRAYS;
        } else if (!PyUnicode_Check(value)) {
            return TABLES;
        }
    }
    return given;
}

/* Is it a call over many series, or one that is watched? */
static bool needs_panels(const indicator_call *call)
{
    for (Py_ssize_t i = first_option(call->indicator) + FIRST_OPTION_OF_PANELS; i < call->end; i++) {
        if (call->arguments[i] != NULL && call->arguments[i] != Py_None) {
            return true;
        }
    }
    return false;
}

/* ---- the run ------------------------------------------------------------------------------------------------------- */

static int read_kernel(const indicator_call *call, const char **kernel)
{
    const indicator_object *indicator = call->indicator;
    PyObject *value = call->arguments[first_option(indicator) + OPTION_KERNEL];
    *kernel = NULL;
    if (value == NULL || value == Py_None) {
        return 0;
    }
    if (!PyUnicode_Check(value)) {
        raise_bad_type(indicator->state, indicator->row->name, "kernel", "kernel must be a str, not %s",
                       Py_TYPE(value)->tp_name);
        return -1;
    }
    *kernel = PyUnicode_AsUTF8(value);
    return *kernel == NULL ? -1 : 0;
}

/* What became of a run. */
static PyObject *told_by(const indicator_object *indicator, bw_status status, output_set *outputs)
{
    const bool has_raised = PyErr_Occurred() != NULL; /* while a list was read, or by a signal's handler */
    if (has_raised || status != BW_OK) {
        drop_outputs(outputs);
        return has_raised ? NULL : raise_last_error(indicator->state);
    }
    return result_of(indicator, outputs);
}

static PyObject *run_on_columns(indicator_call *call, const char *kernel)
{
    const indicator_object *indicator = call->indicator;
    const Py_ssize_t n = common_length(&call->columns);
    output_set outputs;
    if (n < 0
        || open_outputs(indicator, &call->columns, call->arguments[first_option(indicator) + OPTION_OUT], n, &outputs)
               < 0) {
        return NULL;
    }
    const bw_status status = run_request(
        &(bw_request){
            .indicator = indicator->row,
            .parameters = call->parameters,
            .sources = sources_of(&call->inputs),
            .kernel = kernel,
            .n = (size_t)n,
            .columns = call->columns.columns,
            .outputs = outputs.data,
        },
        call->columns.needs_interpreter);
    return told_by(indicator, status, &outputs);
}

static int bind_columns(indicator_call *call)
{
    const bound_inputs *inputs = &call->inputs;
    for (uint32_t rest = inputs->given; rest != 0; rest &= rest - 1) {
        const size_t i = first_column(rest);
        if (bind_column(&call->columns, i, inputs->names[i], inputs->values[i]) < 0) {
            return -1;
        }
    }
    return 0;
}

static PyObject *call_on_arrays(indicator_call *call)
{
    const char *kernel;
    PyObject *result = NULL;
    start_columns(&call->columns, call->indicator->state, call->indicator->row->name);
    if (read_parameters(call->indicator, call->arguments, call->parameters) == 0 && read_kernel(call, &kernel) == 0
        && bind_inputs(call->indicator, call->arguments, call->end, &call->inputs) == 0 && bind_columns(call) == 0) {
        result = run_on_columns(call, kernel);
    }
    release_columns(&call->columns);
    return result;
}

/* All inputs, n bars of them, and parameters only. */
static PyObject *call_on_plain_arrays(const indicator_call *call, Py_ssize_t n)
{
    const indicator_object *indicator = call->indicator;
    bw_column columns[BW_COLUMNS];
    double parameters[PARAMETER_LIMIT];
    output_set outputs;
    clear_columns(columns);
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        bind_plain_array(&columns[indicator->column_of_input[i]], call->arguments[i]);
    }
    if (read_parameters(indicator, call->arguments, parameters) < 0
        || open_new_outputs(indicator, columns, n, &outputs) < 0) {
        return NULL;
    }
    const bw_status status = run_request(
        &(bw_request){
            .indicator = indicator->row,
            .parameters = parameters,
            .n = (size_t)n,
            .columns = columns,
            .outputs = outputs.data,
        },
        false);
    return told_by(indicator, status, &outputs);
}

static bool has_parameters_only(const indicator_call *call)
{
    return call->end <= first_market_column(call->indicator);
}

PyObject *call_indicator(PyObject *callable, PyObject *const *values, size_t flags, PyObject *keywords)
{
    const indicator_object *indicator = (const indicator_object *)callable;
    const Py_ssize_t count = PyVectorcall_NARGS(flags);
    const argument_range range = {
        .first = 0,
        .positional = first_market_column(indicator),
        .end = indicator->arguments,
    };
    indicator_call call;
    call.indicator = indicator;
    /* A table stands for all inputs, so that parameters follow it: it must be seen before the arguments are matched. */
    const bool is_table = count > 0 && !is_readable(values[0]) && !PyUnicode_Check(values[0]);
    if (is_table) {
        return call_in_python("barwise.tables", callable, values, count, keywords);
    }
    call.end = match_arguments(indicator, &range, values, count, keywords, call.arguments);
    if (call.end < 0) {
        return NULL;
    }
    const npy_intp n = has_parameters_only(&call) ? length_of_plain(call.arguments, indicator->inputs) : -1;
    if (n > 0) {
        return call_on_plain_arrays(&call, n);
    }
    if (needs_panels(&call)) {
        return call_in_python("barwise.panels", callable, values, count, keywords);
    }
    switch (look_at_data(&call)) {
    case TABLES: return call_in_python("barwise.tables", callable, values, count, keywords);
    case NO_BARS: return call_function_in_python("barwise.application", "apply", callable, values, count, keywords);
    default: return call_on_arrays(&call);
    }
}
