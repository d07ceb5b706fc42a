#include "bound_data.h"

#include "columns.h"
#include "errors.h"
#include "inputs.h"

/* ---- arguments ----------------------------------------------------------------------------------------------------- */

/* Is this market column an input as well? Then the input's place is used. */
static bool is_input(const indicator_object *indicator, PyObject *keyword)
{
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        if (indicator->keywords[i] == keyword) {
            return true;
        }
    }
    return false;
}

/* Puts the values at the places of their names. */
static int place_arguments(const indicator_object *indicator, PyObject *data, PyObject **arguments)
{
    for (Py_ssize_t i = 0; i < first_option(indicator); i++) {
        PyObject *keyword = indicator->keywords[i];
        const bool is_data =
            i < indicator->inputs || (i >= first_market_column(indicator) && !is_input(indicator, keyword));
        PyObject *value = is_data ? PyDict_GetItemWithError(data, keyword) : NULL;
        if (value == NULL && PyErr_Occurred() != NULL) {
            return -1;
        }
        if (value != NULL && value != Py_None && !is_readable(value) && !PyUnicode_Check(value)) {
            raise_bad_type(indicator->state, indicator->row->name, indicator->argument_names[i],
                           "%U must be an array of bars, not %s", keyword, Py_TYPE(value)->tp_name);
            return -1;
        }
        arguments[i] = value == Py_None ? NULL : value;
    }
    return 0;
}

/* ---- results ------------------------------------------------------------------------------------------------------- */

static PyObject *names_of_sources(const indicator_object *indicator, const bound_inputs *inputs)
{
    PyObject *names = PyTuple_New(indicator->inputs);
    for (Py_ssize_t i = 0; names != NULL && i < indicator->inputs; i++) {
        const bool is_given = input_is_free(indicator, i) && inputs->names[indicator->column_of_input[i]] != NULL;
        const bw_source source = inputs->has_sources ? inputs->sources[i] : indicator->row->inputs[i].source;
        PyObject *name = is_given ? Py_NewRef(Py_None) : PyUnicode_FromString(bw_source_name(source));
        if (name == NULL) {
            Py_CLEAR(names);
        } else {
            PyTuple_SET_ITEM(names, i, name);
        }
    }
    return names;
}

/* Lists, and masks beside an array, are for a thread that has the interpreter. */
static PyObject *copy_of(const column_set *columns, size_t index)
{
    const npy_intp dimensions[] = { (npy_intp)columns->lengths[index] };
    PyObject *array = PyArray_SimpleNew(1, dimensions, NPY_DOUBLE);
    if (array != NULL) {
        const bw_column *column = &columns->columns[index];
        column->read(column, 0, columns->lengths[index], PyArray_DATA((PyArrayObject *)array));
        if (PyErr_Occurred() != NULL) {
            Py_CLEAR(array);
        }
    }
    return array;
}

static int add_arrays(column_set *columns, const bound_inputs *inputs, PyObject *arrays)
{
    for (size_t i = 0; i < BW_COLUMNS; i++) {
        const char *name = inputs->names[i];
        if (name == NULL) {
            continue;
        }
        if (bind_column(columns, i, name, inputs->values[i]) < 0) {
            return -1;
        }
        const bool is_masked = columns->columns[i].read != NULL && columns->readers[i].mask_owner != NULL;
        const bool is_plain = PyArray_Check(inputs->values[i]) && !is_masked;
        PyObject *array = is_plain ? Py_NewRef(inputs->values[i]) : copy_of(columns, i);
        const int added = array == NULL ? -1 : PyDict_SetItemString(arrays, name, array);
        Py_XDECREF(array);
        if (added < 0) {
            return -1;
        }
    }
    return common_length(columns) < 0 ? -1 : 0;
}

static PyObject *arrays_of(const indicator_object *indicator, const bound_inputs *inputs)
{
    PyObject *arrays = PyDict_New();
    column_set columns;
    start_columns(&columns, indicator->state, indicator->row->name);
    if (arrays != NULL && add_arrays(&columns, inputs, arrays) < 0) {
        Py_CLEAR(arrays);
    }
    release_columns(&columns);
    return arrays;
}

/* Those of any shape, as they are. */
static PyObject *given_arrays(const bound_inputs *inputs)
{
    PyObject *arrays = PyDict_New();
    for (size_t i = 0; arrays != NULL && i < BW_COLUMNS; i++) {
        if (inputs->names[i] != NULL && PyDict_SetItemString(arrays, inputs->names[i], inputs->values[i]) < 0) {
            Py_CLEAR(arrays);
        }
    }
    return arrays;
}

/* ---- the whole ----------------------------------------------------------------------------------------------------- */

/* A run over one bar finds whatever is wrong beside the arrays themselves, such as a column that is missing. */
static int try_one_bar(const indicator_object *indicator, const bound_inputs *inputs, const char *kernel)
{
    const double bar = 0;
    double results[OUTPUT_LIMIT];
    double *outputs[OUTPUT_LIMIT];
    bw_column columns[BW_COLUMNS] = { 0 };
    bool is_given = false;
    for (size_t i = 0; i < BW_COLUMNS; i++) {
        columns[i] = (bw_column){ .data = inputs->names[i] == NULL ? NULL : &bar, .stride = sizeof bar };
        is_given = is_given || inputs->names[i] != NULL;
    }
    for (size_t k = 0; k < OUTPUT_LIMIT; k++) {
        outputs[k] = &results[k];
    }
    if (!is_given) {
        refuse_no_bars(indicator);
        return -1;
    }
    const bw_request request = {
        .indicator = indicator->row,
        .sources = sources_of(inputs),
        .kernel = kernel,
        .n = 1,
        .columns = columns,
        .outputs = outputs,
    };
    if (bw_run(&request) != BW_OK) {
        raise_last_error(indicator->state);
        return -1;
    }
    return 0;
}

PyObject *bind_data(PyObject *module, PyObject *arguments)
{
    const module_state *state = PyModule_GetState(module);
    PyObject *indicator_argument, *data;
    const char *kernel;
    int any_shape;
    if (!PyArg_ParseTuple(arguments, "O!O!zp:bind_data", state->indicator_type, &indicator_argument, &PyDict_Type,
                          &data, &kernel, &any_shape)) {
        return NULL;
    }
    const indicator_object *indicator = (const indicator_object *)indicator_argument;
    PyObject *places[ARGUMENT_LIMIT];
    bound_inputs inputs;
    if (place_arguments(indicator, data, places) < 0
        || bind_inputs(indicator, places, first_option(indicator), &inputs) < 0
        || try_one_bar(indicator, &inputs, kernel) < 0) {
        return NULL;
    }
    PyObject *sources = names_of_sources(indicator, &inputs), *bound = NULL;
    PyObject *arrays = any_shape ? given_arrays(&inputs) : arrays_of(indicator, &inputs);
    if (sources != NULL && arrays != NULL) {
        bound = PyTuple_Pack(2, sources, arrays);
    }
    Py_XDECREF(sources);
    Py_XDECREF(arrays);
    return bound;
}
