#include "one_start.h"

#include <math.h>
#include <string.h>

#include "indicator.h"

typedef struct {
    const char *letters;
    Py_ssize_t count;
    PyArrayObject *arrays[OUTPUT_LIMIT]; /* borrowed */
    npy_intp starts[OUTPUT_LIMIT];       /* the bars at which they are first defined */
} outputs_to_align;

static npy_intp first_defined(PyArrayObject *output)
{
    const npy_intp n = PyArray_DIM(output, 0);
    const double *values = PyArray_DATA(output);
    npy_intp first = 0;
    while (first < n && isnan(values[first])) {
        first++;
    }
    return first;
}

static PyObject *as_integers(PyArrayObject *output, npy_intp first, bool counts_back)
{
    npy_intp n = PyArray_DIM(output, 0);
    const double *values = PyArray_DATA(output);
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

/* Does not touch what is NaN anyway, from the first bar to `start`. */
static PyObject *from(PyArrayObject *output, npy_intp start, npy_intp first)
{
    const npy_intp end = Py_MIN(first, PyArray_DIM(output, 0));
    double *values = PyArray_DATA(output);
    for (npy_intp bar = start; bar < end; bar++) {
        values[bar] = NAN;
    }
    return Py_NewRef(output);
}

static PyObject *aligned(const outputs_to_align *outputs, Py_ssize_t i, npy_intp first)
{
    const char letter = outputs->letters[i];
    return letter == 'd' ? from(outputs->arrays[i], outputs->starts[i], first)
                         : as_integers(outputs->arrays[i], first, letter == 'b');
}

static bool is_plain_output(PyObject *given)
{
    PyArrayObject *array = (PyArrayObject *)given;
    return PyArray_Check(given) && PyArray_NDIM(array) == 1 && PyArray_TYPE(array) == NPY_DOUBLE
           && PyArray_ISCARRAY(array);
}

/* The array of `result` that `digit` names; NULL if there is none. */
static PyArrayObject *output_at(PyObject *result, char digit)
{
    const Py_ssize_t place = digit - '0';
    PyObject *output = result;
    if (PyTuple_Check(result)) {
        output = place >= 0 && place < PyTuple_GET_SIZE(result) ? PyTuple_GET_ITEM(result, place) : NULL;
    }
    return output != NULL && is_plain_output(output) ? (PyArrayObject *)output : NULL;
}

static int read_outputs(PyObject *letters, PyObject *places, PyObject *result, outputs_to_align *outputs)
{
    const char *digits = PyUnicode_AsUTF8(places);
    outputs->letters = PyUnicode_AsUTF8(letters);
    outputs->count = outputs->letters == NULL ? 0 : (Py_ssize_t)strlen(outputs->letters);
    if (digits == NULL || outputs->count == 0 || outputs->count > OUTPUT_LIMIT
        || (Py_ssize_t)strlen(digits) != outputs->count) {
        return -1;
    }
    for (Py_ssize_t i = 0; i < outputs->count; i++) {
        outputs->arrays[i] = output_at(result, digits[i]);
        if (outputs->arrays[i] == NULL) {
            return -1;
        }
        outputs->starts[i] = first_defined(outputs->arrays[i]);
    }
    return 0;
}

PyObject *one_start(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    (void)module;
    outputs_to_align outputs;
    Py_ssize_t first = count == 4 ? PyLong_AsSsize_t(arguments[0]) : -1;
    if (first < 0 || read_outputs(arguments[1], arguments[2], arguments[3], &outputs) < 0) {
        return PyErr_Occurred() ? NULL
                                : PyErr_Format(PyExc_TypeError, "one_start takes a bar, letters, digits and a result");
    }
    for (Py_ssize_t i = 0; i < outputs.count; i++) {
        first = Py_MAX(first, outputs.starts[i]);
    }
    if (outputs.count == 1) {
        return aligned(&outputs, 0, first);
    }
    PyObject *results = PyTuple_New(outputs.count);
    for (Py_ssize_t i = 0; results != NULL && i < outputs.count; i++) {
        PyObject *result = aligned(&outputs, i, first);
        if (result == NULL) {
            Py_CLEAR(results);
        } else {
            PyTuple_SET_ITEM(results, i, result);
        }
    }
    return results;
}

/* ---- from a bar on ------------------------------------------------------------------------------------------------- */

static PyObject *view_from(PyArrayObject *output, npy_intp first)
{
    npy_intp n = PyArray_DIM(output, 0) - first;
    PyObject *view = PyArray_SimpleNewFromData(1, &n, NPY_DOUBLE, (double *)PyArray_DATA(output) + first);
    if (view != NULL && PyArray_SetBaseObject((PyArrayObject *)view, Py_NewRef(output)) < 0) {
        Py_CLEAR(view);
    }
    return view;
}

PyObject *from_bar(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    (void)module;
    const Py_ssize_t first = count == 3 ? PyLong_AsSsize_t(arguments[0]) : -1;
    const char *digits = first < 0 ? NULL : PyUnicode_AsUTF8(arguments[1]);
    const Py_ssize_t outputs = digits == NULL ? 0 : (Py_ssize_t)strlen(digits);
    PyObject *results = outputs > 1 ? PyTuple_New(outputs) : NULL;
    for (Py_ssize_t i = 0; i < outputs && (outputs == 1 || results != NULL); i++) {
        PyArrayObject *output = output_at(arguments[2], digits[i]);
        PyObject *view = output != NULL && first <= PyArray_DIM(output, 0) ? view_from(output, first) : NULL;
        if (outputs == 1 && view != NULL) {
            return view;
        }
        if (view == NULL) {
            Py_CLEAR(results);
        } else {
            PyTuple_SET_ITEM(results, i, view);
        }
    }
    return results != NULL || PyErr_Occurred()
               ? results
               : PyErr_Format(PyExc_TypeError, "from_bar takes a bar, digits and a result");
}
