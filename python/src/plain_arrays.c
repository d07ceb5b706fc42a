#include "plain_arrays.h"

static bool is_plain(PyObject *given, npy_intp n)
{
    PyArrayObject *array = (PyArrayObject *)given;
    return given != NULL && PyArray_CheckExact(given) && PyArray_NDIM(array) == 1 && PyArray_DIM(array, 0) == n
           && PyArray_TYPE(array) == NPY_DOUBLE && PyArray_ISCARRAY_RO(array);
}

static bool has_nan(PyObject *const *arrays, Py_ssize_t count, npy_intp bar)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        const double *values = PyArray_DATA((PyArrayObject *)arrays[i]);
        if (values[bar] != values[bar]) {
            return true;
        }
    }
    return false;
}

npy_intp length_of_plain(PyObject *const *arrays, Py_ssize_t count)
{
    const bool has_length = count > 0 && arrays[0] != NULL && PyArray_CheckExact(arrays[0])
                            && PyArray_NDIM((PyArrayObject *)arrays[0]) == 1;
    const npy_intp n = has_length ? PyArray_DIM((PyArrayObject *)arrays[0], 0) : -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!is_plain(arrays[i], n)) {
            return -1;
        }
    }
    return n;
}

npy_intp count_defined_bars(PyObject *const *arrays, Py_ssize_t count)
{
    const npy_intp n = length_of_plain(arrays, count);
    npy_intp first = 0;
    while (first < n && has_nan(arrays, count, first)) {
        first++;
    }
    return n - first;
}
