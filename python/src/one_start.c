#include "one_start.h"

#include <math.h>
#include <string.h>

#include "indicator.h"
#include "short_results.h"

static npy_intp first_defined(const double *values, npy_intp n)
{
    npy_intp first = 0;
    while (first < n && isnan(values[first])) {
        first++;
    }
    return first;
}

/* A loop that the compiler turns into vectors: sums are of doubles, and what is NaN becomes 0 before it becomes an integer. */
static inline void convert(const double *restrict values, npy_int32 *restrict to, npy_intp first, npy_intp n,
                           bool counts_back)
{
    memset(to, 0, (size_t)first * sizeof *to);
    for (npy_intp bar = first; bar < n; bar++) {
        const double value = counts_back ? (npy_int32)bar - values[bar] : values[bar];
        to[bar] = (npy_int32)(value == value ? value : 0);
    }
}

static PyObject *as_integers(const module_state *state, const double *values, npy_intp first, npy_intp n,
                             bool counts_back)
{
    PyObject *integers = new_result(state, state->integers, n, NULL);
    if (integers == NULL) {
        return NULL;
    }
    if (counts_back) {
        convert(values, PyArray_DATA((PyArrayObject *)integers), first, n, true);
    } else {
        convert(values, PyArray_DATA((PyArrayObject *)integers), first, n, false);
    }
    return integers;
}

/* Does not touch what is NaN anyway, from the first bar to `start`. */
static PyObject *from(PyObject *array, double *values, npy_intp start, npy_intp first)
{
    for (npy_intp bar = start; bar < first; bar++) {
        values[bar] = NAN;
    }
    return Py_NewRef(array);
}

static PyObject *aligned(const outputs_to_align *outputs, Py_ssize_t i, npy_intp start, npy_intp first)
{
    const char letter = outputs->letters[i];
    double *values = outputs->values[i];
    return letter == 'd' ? from(outputs->arrays[i], values, start, first)
                         : as_integers(outputs->state, values, first, outputs->bars, letter == 'b');
}

PyObject *align(const outputs_to_align *outputs, npy_intp first)
{
    npy_intp starts[OUTPUT_LIMIT];
    for (Py_ssize_t i = 0; i < outputs->count; i++) {
        starts[i] = first_defined(outputs->values[i], outputs->bars);
        first = Py_MAX(first, starts[i]);
    }
    first = Py_MIN(first, outputs->bars);
    if (outputs->count == 1) {
        return aligned(outputs, 0, starts[0], first);
    }
    PyObject *results = PyTuple_New(outputs->count);
    for (Py_ssize_t i = 0; results != NULL && i < outputs->count; i++) {
        PyObject *result = aligned(outputs, i, starts[i], first);
        if (result == NULL) {
            Py_CLEAR(results);
        } else {
            PyTuple_SET_ITEM(results, i, result);
        }
    }
    return results;
}

static bool is_plain_output(PyObject *given)
{
    PyArrayObject *array = (PyArrayObject *)given;
    return PyArray_Check(given) && PyArray_NDIM(array) == 1 && PyArray_TYPE(array) == NPY_DOUBLE
           && PyArray_ISCARRAY(array);
}

/* The array of `result` that `digit` names; NULL if there is none. */
static PyObject *output_at(PyObject *result, char digit)
{
    const Py_ssize_t place = digit - '0';
    PyObject *output = result;
    if (PyTuple_Check(result)) {
        output = place >= 0 && place < PyTuple_GET_SIZE(result) ? PyTuple_GET_ITEM(result, place) : NULL;
    }
    return output != NULL && is_plain_output(output) ? output : NULL;
}

static int read_outputs(PyObject *letters, PyObject *places, PyObject *result, outputs_to_align *outputs)
{
    const char *digits = PyUnicode_AsUTF8(places), *text = PyUnicode_AsUTF8(letters);
    outputs->count = text == NULL ? 0 : (Py_ssize_t)strlen(text);
    if (digits == NULL || outputs->count == 0 || outputs->count > OUTPUT_LIMIT
        || (Py_ssize_t)strlen(digits) != outputs->count) {
        return -1;
    }
    for (Py_ssize_t i = 0; i < outputs->count; i++) {
        outputs->letters[i] = text[i];
        PyArrayObject *array = (PyArrayObject *)output_at(result, digits[i]);
        if (array == NULL || (i > 0 && PyArray_DIM(array, 0) != outputs->bars)) {
            return -1;
        }
        outputs->arrays[i] = (PyObject *)array;
        outputs->values[i] = PyArray_DATA(array);
        outputs->bars = PyArray_DIM(array, 0);
    }
    return 0;
}

PyObject *one_start(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    outputs_to_align outputs = { .state = PyModule_GetState(module) };
    const Py_ssize_t first = count == 4 ? PyLong_AsSsize_t(arguments[0]) : -1;
    if (first < 0 || read_outputs(arguments[1], arguments[2], arguments[3], &outputs) < 0) {
        return PyErr_Occurred() ? NULL
                                : PyErr_Format(PyExc_TypeError, "one_start takes a bar, letters, digits and a result");
    }
    return align(&outputs, first);
}

/* ---- from a bar on ------------------------------------------------------------------------------------------------- */

PyObject *view_from(PyArrayObject *output, npy_intp first)
{
    npy_intp n = PyArray_DIM(output, 0) - first;
    PyObject *view = PyArray_SimpleNewFromData(1, &n, NPY_DOUBLE, (double *)PyArray_DATA(output) + first);
    if (view != NULL && PyArray_SetBaseObject((PyArrayObject *)view, Py_NewRef(output)) < 0) {
        Py_CLEAR(view);
    }
    return view;
}
