#include "named_columns.h"

#include "errors.h"

static int check_shape(named_columns *columns, const char *name, PyArrayObject *array)
{
    if (columns->first == NULL) {
        columns->first = array;
        columns->first_name = name;
        return 0;
    }
    if (PyArray_SAMESHAPE(columns->first, array)) {
        return 0;
    }
    const column_set *set = &columns->set;
    const Py_ssize_t bars = PyArray_DIM(array, PyArray_NDIM(array) - 1);
    const Py_ssize_t first_bars = PyArray_DIM(columns->first, PyArray_NDIM(columns->first) - 1);
    if (PyArray_NDIM(array) == 1 && PyArray_NDIM(columns->first) == 1) {
        raise_bad_value(set->state, set->indicator, name, "%s has %zd bars but %s has %zd", columns->first_name,
                        first_bars, name, bars);
    } else {
        raise_bad_value(set->state, set->indicator, name, "%s and %s have different shapes", columns->first_name, name);
    }
    return -1;
}

static int open_column(named_columns *columns, size_t index, const char *name, PyArrayObject *array)
{
    if (check_shape(columns, name, array) < 0) {
        return -1;
    }
    columns->arrays[index] = array;
    return bind_series(&columns->set, index, name, array);
}

static int refuse_missing(const column_set *set, const char *name)
{
    raise_bad_type(set->state, set->indicator, name, "%s is missing", name);
    return -1;
}

int open_named_columns(named_columns *columns, const module_state *state, const char *title, PyObject *names,
                       PyObject *arrays, uint32_t needed)
{
    start_columns(&columns->set, state, title);
    columns->first = NULL;
    for (size_t i = 0; i < BW_COLUMNS; i++) {
        columns->arrays[i] = NULL;
        PyObject *name = PyTuple_GET_ITEM(names, (Py_ssize_t)i);
        PyObject *array = name == Py_None ? NULL : PyDict_GetItemWithError(arrays, name);
        const char *text = name == Py_None ? "" : PyUnicode_AsUTF8(name);
        if (PyErr_Occurred() != NULL) {
            return -1;
        }
        if (array != NULL && !(PyArray_Check(array) && PyArray_NDIM((PyArrayObject *)array) > 0)) {
            PyErr_Format(PyExc_TypeError, "%U must be an array", name);
            return -1;
        }
        if (array != NULL && open_column(columns, i, text, (PyArrayObject *)array) < 0) {
            return -1;
        }
        if (array == NULL && needed >> i & 1) {
            return refuse_missing(&columns->set, text);
        }
    }
    return 0;
}
