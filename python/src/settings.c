#include "settings.h"

#include "arguments.h"
#include "declaration.h"
#include "errors.h"
#include "outputs.h"

static int match_parameters(const indicator_object *indicator, PyObject *const *values, Py_ssize_t count,
                            PyObject *keywords, double *parameters)
{
    const argument_range range = {
        .first = indicator->inputs,
        .positional = indicator->parameters,
        .end = first_market_column(indicator),
    };
    PyObject *arguments[ARGUMENT_LIMIT];
    if (match_arguments(indicator, &range, values, count, keywords, arguments) < 0) {
        return -1;
    }
    return read_parameters(indicator, arguments, parameters);
}

PyObject *parameter_values_of(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    const indicator_object *indicator = (const indicator_object *)self;
    double parameters[PARAMETER_LIMIT];
    if (match_parameters(indicator, values, count, keywords, parameters) < 0) {
        return NULL;
    }
    if (bw_check(&(bw_request){ .indicator = indicator->row, .parameters = parameters }) != BW_OK) {
        return raise_last_error(indicator->state);
    }
    PyObject *checked = PyTuple_New(indicator->parameters);
    for (Py_ssize_t i = 0; checked != NULL && i < indicator->parameters; i++) {
        PyObject *value = parameter_value(&indicator->row->parameters[i], parameters[i]);
        if (value == NULL) {
            Py_CLEAR(checked);
        } else {
            PyTuple_SET_ITEM(checked, i, value);
        }
    }
    return checked;
}

/* ---- look-backs ---------------------------------------------------------------------------------------------------- */

typedef bw_status output_question(const bw_request *request, size_t output, double tolerance, size_t *bars);

/* From the plans that calls use too. */
static bw_status ask_lookback(const bw_request *request, size_t output, double tolerance, size_t *bars)
{
    (void)tolerance;
    return bw_lookback(request, output, bars);
}

static bw_status ask_converged(const bw_request *request, size_t output, double tolerance, size_t *bars)
{
    bw_program *program;
    const bw_status status = bw_program_of_request(request, &program);
    if (status == BW_OK) {
        *bars = bw_program_converged(program, output, tolerance);
        bw_program_release(program);
    }
    return status;
}

/* One int, or a named tuple of those of all outputs. */
static PyObject *ask_outputs(const indicator_object *indicator, const double *parameters, output_question *ask,
                             double tolerance)
{
    const bw_request request = { .indicator = indicator->row, .parameters = parameters };
    output_set answers = { .count = 0 };
    while (answers.count < indicator->outputs) {
        size_t bars = 0;
        const bw_status status = ask(&request, (size_t)answers.count, tolerance, &bars);
        PyObject *answer = status == BW_OK ? PyLong_FromSize_t(bars) : raise_last_error(indicator->state);
        if (answer == NULL) {
            drop_outputs(&answers);
            return NULL;
        }
        answers.arrays[answers.count++] = answer;
    }
    return result_of(indicator, &answers);
}

PyObject *lookback_of(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    const indicator_object *indicator = (const indicator_object *)self;
    double parameters[PARAMETER_LIMIT];
    if (match_parameters(indicator, values, count, keywords, parameters) < 0) {
        return NULL;
    }
    return ask_outputs(indicator, parameters, ask_lookback, 0);
}

int read_tolerance(const module_state *state, const char *title, PyObject *value, double *tolerance)
{
    *tolerance = PyFloat_AsDouble(value);
    if (PyErr_Occurred() != NULL) {
        PyErr_Clear();
        raise_bad_type(state, title, "tolerance", "tolerance must be a number, not %s", Py_TYPE(value)->tp_name);
        return -1;
    }
    if (!(*tolerance > 0 && *tolerance < 1)) {
        raise_bad_value(state, title, "tolerance", "tolerance must be a number between 0 and 1, not %R", value);
        return -1;
    }
    return 0;
}

PyObject *converged_of(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    const indicator_object *indicator = (const indicator_object *)self;
    double parameters[PARAMETER_LIMIT], tolerance;
    if (count == 0) {
        return raise_bad_type(indicator->state, indicator->row->name, "tolerance",
                              "tolerance is missing: it comes first, and by position");
    }
    if (read_tolerance(indicator->state, indicator->row->name, values[0], &tolerance) < 0
        || match_parameters(indicator, values + 1, count - 1, keywords, parameters) < 0) {
        return NULL;
    }
    return ask_outputs(indicator, parameters, ask_converged, tolerance);
}
