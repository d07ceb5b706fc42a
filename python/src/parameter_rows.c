#include "parameter_rows.h"

#include "arguments.h"
#include "errors.h"

/* Writes a number for each value of a list; its items stay where they are, since nobody else has the list. */
static int read_values(const indicator_object *indicator, Py_ssize_t index, PyObject *values, double *numbers)
{
    PyObject *places[ARGUMENT_LIMIT] = { NULL };
    double parameters[PARAMETER_LIMIT];
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(values); i++) {
        places[indicator->inputs + index] = PyList_GET_ITEM(values, i);
        if (read_parameters(indicator, places, parameters) < 0) {
            return -1;
        }
        numbers[i] = parameters[index];
    }
    return 0;
}

PyObject *read_parameter(PyObject *module, PyObject *arguments)
{
    const module_state *state = PyModule_GetState(module);
    PyObject *indicator_argument, *values;
    Py_ssize_t index;
    if (!PyArg_ParseTuple(arguments, "O!nO!:read_parameter", state->indicator_type, &indicator_argument, &index,
                          &PyList_Type, &values)) {
        return NULL;
    }
    const indicator_object *indicator = (const indicator_object *)indicator_argument;
    if (index < 0 || index >= indicator->parameters) {
        PyErr_Format(PyExc_IndexError, "%U has %zd parameters", indicator->name, indicator->parameters);
        return NULL;
    }
    const npy_intp dimensions[] = { PyList_GET_SIZE(values) };
    PyObject *numbers = PyArray_SimpleNew(1, dimensions, NPY_DOUBLE);
    if (numbers != NULL && read_values(indicator, index, values, PyArray_DATA((PyArrayObject *)numbers)) < 0) {
        Py_CLEAR(numbers);
    }
    return numbers;
}

const double *rows_of(PyObject *parameters, Py_ssize_t width)
{
    PyArrayObject *array = (PyArrayObject *)parameters;
    if (!PyArray_Check(array) || PyArray_TYPE(array) != NPY_DOUBLE || !PyArray_ISCARRAY_RO(array)
        || PyArray_NDIM(array) != 2 || PyArray_DIM(array, 1) != width) {
        PyErr_Format(PyExc_TypeError, "parameters must be a contiguous array of float64 with %zd columns", width);
        return NULL;
    }
    return PyArray_DATA(array);
}

PyObject *refused_rows(PyObject *module, PyObject *arguments)
{
    const module_state *state = PyModule_GetState(module);
    PyObject *indicator_argument, *parameters;
    if (!PyArg_ParseTuple(arguments, "O!O:refused_rows", state->indicator_type, &indicator_argument, &parameters)) {
        return NULL;
    }
    const indicator_object *indicator = (const indicator_object *)indicator_argument;
    const double *rows = rows_of(parameters, indicator->parameters);
    PyObject *refused = rows == NULL ? NULL : PyList_New(0);
    const Py_ssize_t count = refused == NULL ? 0 : PyArray_DIM((PyArrayObject *)parameters, 0);
    for (Py_ssize_t row = 0; refused != NULL && row < count; row++) {
        const bw_request request = { .indicator = indicator->row, .parameters = rows + row * indicator->parameters };
        if (bw_check(&request) == BW_OK) {
            continue;
        }
        PyObject *entry = Py_BuildValue("nss", row, bw_last_error()->argument, bw_last_error()->message);
        if (entry == NULL || PyList_Append(refused, entry) < 0) {
            Py_CLEAR(refused);
        }
        Py_XDECREF(entry);
    }
    return refused;
}
