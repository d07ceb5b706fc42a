#include "calls.h"

#include <string.h>

#include "arguments.h"
#include "columns.h"
#include "errors.h"
#include "outputs.h"

/* Bars from which on a run takes so many microseconds that others may have the GIL meanwhile. */
enum { LONG_RUN = 8192 };

/* Everything about one call. */
typedef struct {
    const indicator_object *indicator;
    PyObject *arguments[ARGUMENT_LIMIT]; /* borrowed */
    column_set columns;
    double parameters[PARAMETER_LIMIT];
    bw_source sources[BW_COLUMNS];
    bool has_sources; /* an input names its source */
} indicator_call;

/* ---- data that is not read as it is -------------------------------------------------------------------------------- */

/* Tables, series and whatever numpy can make an array of are taken apart in Python, which then calls again with arrays. */
static PyObject *call_through_tables(PyObject *indicator, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    PyObject *module = PyImport_ImportModule("barwise.tables");
    PyObject *function = module == NULL ? NULL : PyObject_GetAttrString(module, "call");
    PyObject *positional = PyTuple_New(count), *named = PyDict_New(), *result = NULL;
    bool complete = function != NULL && positional != NULL && named != NULL;
    for (Py_ssize_t i = 0; complete && i < count; i++) {
        PyTuple_SET_ITEM(positional, i, Py_NewRef(values[i]));
    }
    const Py_ssize_t keyword_count = keywords == NULL ? 0 : PyTuple_GET_SIZE(keywords);
    for (Py_ssize_t i = 0; complete && i < keyword_count; i++) {
        complete = PyDict_SetItem(named, PyTuple_GET_ITEM(keywords, i), values[count + i]) == 0;
    }
    if (complete) {
        result = PyObject_CallFunctionObjArgs(function, indicator, positional, named, NULL);
    }
    Py_XDECREF(module);
    Py_XDECREF(function);
    Py_XDECREF(positional);
    Py_XDECREF(named);
    return result;
}

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

/* ---- inputs -------------------------------------------------------------------------------------------------------- */

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

static int name_source(indicator_call *call, Py_ssize_t index, PyObject *value)
{
    const indicator_object *indicator = call->indicator;
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
    if (!call->has_sources) {
        for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
            PyObject *other = call->arguments[i];
            const bool is_given = input_is_free(indicator, i) && other != NULL && !PyUnicode_Check(other);
            call->sources[i] = is_given ? BW_GIVEN : indicator->row->inputs[i].source;
        }
        call->has_sources = true;
    }
    call->sources[index] = source;
    return 0;
}

static int bind_inputs(indicator_call *call)
{
    const indicator_object *indicator = call->indicator;
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        PyObject *value = call->arguments[i];
        int bound = 0;
        if (value != NULL && PyUnicode_Check(value)) {
            bound = name_source(call, i, value);
        } else if (value != NULL) {
            bound = bind_column(&call->columns, indicator->column_of_input[i], indicator->argument_names[i], value);
        }
        if (bound < 0) {
            return -1;
        }
    }
    return 0;
}

static int bind_market(indicator_call *call)
{
    const indicator_object *indicator = call->indicator;
    const Py_ssize_t first = first_market_column(indicator);
    for (Py_ssize_t i = 0; i < BW_MARKET_COLUMNS; i++) {
        PyObject *value = call->arguments[first + i];
        const char *name = indicator->argument_names[first + i];
        if (value == NULL) {
            continue;
        }
        if (PyUnicode_Check(value)) {
            return refuse_text(indicator, name, value);
        }
        if (bind_column(&call->columns, (size_t)i, name, value) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Somebody who gives an array and the market's columns too expects them to be used. */
static int refuse_unused_columns(const indicator_call *call)
{
    const indicator_object *indicator = call->indicator;
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        PyObject *value = call->arguments[i];
        if (value == NULL || PyUnicode_Check(value) || !input_is_free(indicator, i)) {
            return 0;
        }
    }
    for (Py_ssize_t i = first_market_column(indicator); i < first_option(indicator); i++) {
        if (call->arguments[i] != NULL) {
            raise_bad_type(indicator->state, indicator->row->name, indicator->argument_names[i],
                           "%s is not used where an array is given for %s", indicator->argument_names[i],
                           indicator->argument_names[0]);
            return -1;
        }
    }
    return 0;
}

static int refuse_no_bars(const indicator_object *indicator)
{
    const char *name = indicator->argument_names[0];
    raise_bad_type(indicator->state, indicator->row->name, name,
                   "no bars are given: %s may be an array or a series, a table may stand for all inputs%s", name,
                   input_is_free(indicator, 0) ? ", and columns of the market are given by name, such as close=" : "");
    return -1;
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

static bw_status run(const indicator_call *call, const bw_request *request)
{
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
    if (n < 0 || (!has_columns(&call->columns) && refuse_no_bars(indicator) < 0)
        || open_outputs(indicator, &call->columns, call->arguments[first_option(indicator) + OPTION_OUT], n, &outputs)
               < 0) {
        return NULL;
    }
    const bw_status status = run(call, &(bw_request){
                                           .indicator = indicator->row,
                                           .parameters = call->parameters,
                                           .sources = call->has_sources ? call->sources : NULL,
                                           .kernel = kernel,
                                           .n = (size_t)n,
                                           .columns = call->columns.columns,
                                           .outputs = outputs.data,
                                       });
    const bool read_failed = call->columns.needs_interpreter && PyErr_Occurred() != NULL;
    if (read_failed || status != BW_OK) {
        drop_outputs(&outputs);
        return read_failed ? NULL : raise_last_error(indicator->state);
    }
    return result_of(indicator, &outputs);
}

static PyObject *call_on_arrays(indicator_call *call)
{
    const char *kernel;
    PyObject *result = NULL;
    start_columns(&call->columns, call->indicator->state, call->indicator->row->name);
    if (read_parameters(call->indicator, call->arguments, call->parameters) == 0 && read_kernel(call, &kernel) == 0
        && bind_inputs(call) == 0 && bind_market(call) == 0 && refuse_unused_columns(call) == 0) {
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
    call.has_sources = false;
    /* A table stands for all inputs, so that parameters follow it: it must be seen before the arguments are matched. */
    const bool is_table = count > 0 && !is_readable(values[0]) && !PyUnicode_Check(values[0]);
    if (is_table) {
        return call_through_tables(callable, values, count, keywords);
    }
    if (match_arguments(indicator, range, values, count, keywords, call.arguments) < 0) {
        return NULL;
    }
    if (needs_tables(&call)) {
        return call_through_tables(callable, values, count, keywords);
    }
    return call_on_arrays(&call);
}

/* ---- look-back ----------------------------------------------------------------------------------------------------- */

static PyObject *lookback_of_output(const indicator_object *indicator, const bw_request *request, Py_ssize_t output)
{
    size_t bars;
    if (bw_lookback(request, (size_t)output, &bars) != BW_OK) {
        return raise_last_error(indicator->state);
    }
    return PyLong_FromSize_t(bars);
}

PyObject *lookback_of(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    const indicator_object *indicator = (const indicator_object *)self;
    const argument_range range = {
        .first = indicator->inputs,
        .positional = indicator->parameters,
        .end = first_market_column(indicator),
    };
    PyObject *arguments[ARGUMENT_LIMIT];
    double parameters[PARAMETER_LIMIT];
    if (match_arguments(indicator, range, values, count, keywords, arguments) < 0
        || read_parameters(indicator, arguments, parameters) < 0) {
        return NULL;
    }
    const bw_request request = { .indicator = indicator->row, .parameters = parameters };
    output_set lookbacks = { .count = 0 };
    for (Py_ssize_t i = 0; i < indicator->outputs; i++) {
        PyObject *bars = lookback_of_output(indicator, &request, i);
        if (bars == NULL) {
            drop_outputs(&lookbacks);
            return NULL;
        }
        lookbacks.arrays[lookbacks.count++] = bars;
    }
    return result_of(indicator, &lookbacks);
}
