#include "calls.h"

#include <string.h>

#include "arguments.h"
#include "columns.h"
#include "delegation.h"
#include "errors.h"
#include "inputs.h"
#include "outputs.h"
#include "watched_run.h"

/* Everything about one call. */
typedef struct {
    const indicator_object *indicator;
    PyObject *arguments[ARGUMENT_LIMIT]; /* borrowed */
    bound_inputs inputs;
    column_set columns;
    double parameters[PARAMETER_LIMIT];
} indicator_call;

/* ---- what is left to Python ---------------------------------------------------------------------------------------- */

/* Is there an input or a column that is neither readable nor the name of a source? None stands for one that is not given. */
static bool needs_tables(indicator_call *call)
{
    const indicator_object *indicator = call->indicator;
    for (Py_ssize_t i = 0; i < first_option(indicator); i++) {
        PyObject *value = call->arguments[i];
        const bool is_parameter = i >= indicator->inputs && i < first_market_column(indicator);
        if (value == Py_None && !is_parameter) {
            call->arguments[i] = NULL;
        } else if (value != NULL && !is_parameter && !is_readable(value) && !PyUnicode_Check(value)) {
            return true;
        }
    }
    return false;
}

/* Is it a call over many series, or one that is watched? */
static bool needs_panels(const indicator_call *call)
{
    PyObject *const *options = call->arguments + first_option(call->indicator);
    for (int i = FIRST_OPTION_OF_PANELS; i < OPTIONS; i++) {
        if (options[i] != NULL && options[i] != Py_None) {
            return true;
        }
    }
    return false;
}

/* Is there an array for an input or a column? Without one, the call is an expression. */
static bool has_bars(const indicator_call *call)
{
    const indicator_object *indicator = call->indicator;
    for (Py_ssize_t i = 0; i < first_option(indicator); i++) {
        PyObject *value = call->arguments[i];
        const bool is_parameter = i >= indicator->inputs && i < first_market_column(indicator);
        if (value != NULL && !is_parameter && !PyUnicode_Check(value)) {
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

static bw_status run_very_long(const bw_request *request)
{
    bw_program *program;
    bw_request first_bar = *request;
    first_bar.n = 1; /* says what is wrong with the request, if anything is */
    bw_status status = bw_run(&first_bar);
    status = status == BW_OK ? bw_program_of_request(request, &program) : status;
    if (status == BW_OK) {
        status = run_watched(program, request->n, request->columns, request->outputs);
        bw_program_release(program);
    }
    return status;
}

static bw_status run(const indicator_call *call, const bw_request *request)
{
    if (request->n >= VERY_LONG_RUN && !call->columns.needs_interpreter) {
        return run_very_long(request);
    }
    if (request->n < LONG_RUN || call->columns.needs_interpreter) {
        return bw_run(request);
    }
    bw_status status;
    Py_BEGIN_ALLOW_THREADS status = bw_run(request);
    Py_END_ALLOW_THREADS return status;
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
    const bw_status status = run(call, &(bw_request){
                                           .indicator = indicator->row,
                                           .parameters = call->parameters,
                                           .sources = sources_of(&call->inputs),
                                           .kernel = kernel,
                                           .n = (size_t)n,
                                           .columns = call->columns.columns,
                                           .outputs = outputs.data,
                                       });
    const bool has_raised = PyErr_Occurred() != NULL; /* while a list was read, or by a signal's handler */
    if (has_raised || status != BW_OK) {
        drop_outputs(&outputs);
        return has_raised ? NULL : raise_last_error(indicator->state);
    }
    return result_of(indicator, &outputs);
}

static int bind_columns(indicator_call *call)
{
    const bound_inputs *inputs = &call->inputs;
    for (size_t i = 0; i < BW_COLUMNS; i++) {
        if (inputs->names[i] != NULL && bind_column(&call->columns, i, inputs->names[i], inputs->values[i]) < 0) {
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
        && bind_inputs(call->indicator, call->arguments, &call->inputs) == 0 && bind_columns(call) == 0) {
        result = run_on_columns(call, kernel);
    }
    release_columns(&call->columns);
    return result;
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
    if (match_arguments(indicator, range, values, count, keywords, call.arguments) < 0) {
        return NULL;
    }
    if (needs_panels(&call)) {
        return call_in_python("barwise.panels", callable, values, count, keywords);
    }
    if (needs_tables(&call)) {
        return call_in_python("barwise.tables", callable, values, count, keywords);
    }
    if (!has_bars(&call)) {
        return call_function_in_python("barwise.application", "apply", callable, values, count, keywords);
    }
    return call_on_arrays(&call);
}
