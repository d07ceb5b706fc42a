#include "one_start.h"

#include <math.h>

static npy_intp first_defined(PyObject *output)
{
    const npy_intp n = PyArray_DIM((PyArrayObject *)output, 0);
    const double *values = PyArray_DATA((PyArrayObject *)output);
    npy_intp first = 0;
    while (first < n && isnan(values[first])) {
        first++;
    }
    return first;
}

static PyObject *as_integers(PyObject *output, npy_intp first, bool counts_back)
{
    npy_intp n = PyArray_DIM((PyArrayObject *)output, 0);
    const double *values = PyArray_DATA((PyArrayObject *)output);
    PyObject *integers = PyArray_SimpleNew(1, &n, NPY_INT32);
    if (integers == NULL) {
        return NULL;
    }
    npy_int32 *to = PyArray_DATA((PyArrayObject *)integers);
    for (npy_intp bar = 0; bar < n; bar++) {
        const bool is_defined = bar >= first && !isnan(values[bar]);
        const npy_int32 value = is_defined ? (npy_int32)values[bar] : 0;
        to[bar] = is_defined && counts_back ? (npy_int32)bar - value : value;
    }
    return integers;
}

static PyObject *from(PyObject *output, npy_intp first)
{
    const npy_intp n = PyArray_DIM((PyArrayObject *)output, 0);
    double *values = PyArray_DATA((PyArrayObject *)output);
    for (npy_intp bar = 0; bar < first && bar < n; bar++) {
        values[bar] = NAN;
    }
    return Py_NewRef(output);
}

static bool is_output(PyObject *given)
{
    PyArrayObject *array = (PyArrayObject *)given;
    return PyArray_Check(given) && PyArray_NDIM(array) == 1 && PyArray_TYPE(array) == NPY_DOUBLE
           && PyArray_ISCARRAY(array);
}

PyObject *one_start(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    (void)module;
    Py_ssize_t first = count < 2 ? -1 : PyLong_AsSsize_t(arguments[0]);
    const char *letters = first < 0 ? NULL : PyUnicode_AsUTF8(arguments[1]);
    if (letters == NULL || (Py_ssize_t)strlen(letters) != count - 2) {
        return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_TypeError, "one_start takes a bar, letters and outputs");
    }
    PyObject *const *outputs = arguments + 2;
    for (Py_ssize_t i = 0; i < count - 2; i++) {
        if (!is_output(outputs[i])) {
            return PyErr_Format(PyExc_TypeError, "output %zd is no plain array of float64", i);
        }
        first = Py_MAX(first, first_defined(outputs[i]));
    }
    PyObject *results = PyTuple_New(count - 2);
    for (Py_ssize_t i = 0; results != NULL && i < count - 2; i++) {
        PyObject *result =
            letters[i] == 'd' ? from(outputs[i], first) : as_integers(outputs[i], first, letters[i] == 'b');
        if (result == NULL) {
            Py_CLEAR(results);
        } else {
            PyTuple_SET_ITEM(results, i, result);
        }
    }
    return results;
}
