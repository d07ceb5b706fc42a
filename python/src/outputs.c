#include "outputs.h"

#include "errors.h"
#include "short_results.h"

static int add_new_array(const module_state *state, const bw_column *columns, output_set *outputs, Py_ssize_t n)
{
    PyObject *array = new_result(state, state->doubles, n, columns);
    if (array == NULL) {
        return -1;
    }
    outputs->data[outputs->count] = PyArray_DATA((PyArrayObject *)array);
    outputs->arrays[outputs->count++] = array;
    return 0;
}

/* ---- arrays of the caller ------------------------------------------------------------------------------------------ */

/* Subclasses that hold no more than the memory, such as memmap, are welcome; a mask would be left as it was. */
static int check_type(const output_place *place, PyObject *given)
{
    const int refused = PyArray_Check(given) ? is_masked((PyArrayObject *)given) : 1;
    if (refused < 0) {
        return -1;
    }
    if (refused) {
        raise_bad_type(place->state, place->title, "out", "out must be a numpy array of float64, not %s",
                       Py_TYPE(given)->tp_name);
        return -1;
    }
    PyArrayObject *array = (PyArrayObject *)given;
    if (PyArray_TYPE(array) != NPY_DOUBLE || PyArray_ISBYTESWAPPED(array)) {
        raise_bad_type(place->state, place->title, "out", "out must be an array of float64, not of %S",
                       (PyObject *)PyArray_DESCR(array));
        return -1;
    }
    return 0;
}

static int check_shape(const output_place *place, PyArrayObject *array, Py_ssize_t n)
{
    const module_state *state = place->state;
    const char *title = place->title;
    if (PyArray_NDIM(array) != 1) {
        raise_bad_value(state, title, "out", "out must have one dimension, not %d", PyArray_NDIM(array));
    } else if (PyArray_DIM(array, 0) != n) {
        raise_bad_value(state, title, "out", "out has %zd values, but there are %zd bars",
                        (Py_ssize_t)PyArray_DIM(array, 0), n);
    } else if (!PyArray_IS_C_CONTIGUOUS(array) || !PyArray_ISALIGNED(array)) {
        raise_bad_value(state, title, "out", "out must be contiguous: its values must lie side by side");
    } else if (!PyArray_ISWRITEABLE(array)) {
        raise_bad_value(state, title, "out", "out is read-only");
    } else {
        return 0;
    }
    return -1;
}

static int check_overlap(const output_place *place, PyArrayObject *array)
{
    const size_t size = (size_t)PyArray_NBYTES(array);
    const char *from = PyArray_BYTES(array);
    const char *column = overlapping_column(place->columns, from, size);
    if (column != NULL) {
        raise_bad_value(place->state, place->title, "out", "out must not share memory with %s", column);
        return -1;
    }
    for (Py_ssize_t i = 0; i < place->index; i++) {
        const char *other = PyArray_BYTES((PyArrayObject *)place->arrays[i]);
        if (from < other + size && other < from + size) {
            raise_bad_value(place->state, place->title, "out", "the arrays of out must not share memory");
            return -1;
        }
    }
    return 0;
}

int check_given_array(const output_place *place, PyObject *given, Py_ssize_t n)
{
    PyArrayObject *array = (PyArrayObject *)given;
    return check_type(place, given) < 0 || check_shape(place, array, n) < 0 || check_overlap(place, array) < 0 ? -1 : 0;
}

static int add_given_array(const indicator_object *indicator, const column_set *columns, PyObject *given, Py_ssize_t n,
                           output_set *outputs)
{
    const output_place place = { indicator->state, indicator->row->name, columns, outputs->arrays, outputs->count };
    if (check_given_array(&place, given, n) < 0) {
        return -1;
    }
    outputs->data[outputs->count] = PyArray_DATA((PyArrayObject *)given);
    outputs->arrays[outputs->count++] = Py_NewRef(given);
    return 0;
}

static int add_given_arrays(const indicator_object *indicator, const column_set *columns, PyObject *out, Py_ssize_t n,
                            output_set *outputs)
{
    if (indicator->result == NULL) {
        return add_given_array(indicator, columns, out, n, outputs);
    }
    if (!PyTuple_Check(out) && !PyList_Check(out)) {
        raise_bad_type(indicator->state, indicator->row->name, "out", "out must be a tuple of %zd arrays, not %s",
                       indicator->outputs, Py_TYPE(out)->tp_name);
        return -1;
    }
    PyObject *given = PySequence_Tuple(out);
    if (given == NULL) {
        return -1;
    }
    int added = 0;
    if (PyTuple_GET_SIZE(given) != indicator->outputs) {
        raise_bad_value(indicator->state, indicator->row->name, "out", "out must hold %zd arrays, not %zd",
                        indicator->outputs, PyTuple_GET_SIZE(given));
        added = -1;
    }
    for (Py_ssize_t i = 0; added == 0 && i < indicator->outputs; i++) {
        added = add_given_array(indicator, columns, PyTuple_GET_ITEM(given, i), n, outputs);
    }
    Py_DECREF(given);
    return added;
}

int open_new_outputs(const indicator_object *indicator, const bw_column *columns, Py_ssize_t n, output_set *outputs)
{
    outputs->count = 0;
    while (outputs->count < indicator->outputs) {
        if (add_new_array(indicator->state, columns, outputs, n) < 0) {
            drop_outputs(outputs);
            return -1;
        }
    }
    return 0;
}

int open_outputs(const indicator_object *indicator, const column_set *columns, PyObject *out, Py_ssize_t n,
                 output_set *outputs)
{
    if (out == NULL || out == Py_None) {
        return open_new_outputs(indicator, columns->columns, n, outputs);
    }
    outputs->count = 0;
    if (add_given_arrays(indicator, columns, out, n, outputs) < 0) {
        drop_outputs(outputs);
        return -1;
    }
    return 0;
}

/* ---- results ------------------------------------------------------------------------------------------------------- */

PyObject *result_of(const indicator_object *indicator, output_set *outputs)
{
    if (indicator->result == NULL) {
        return outputs->arrays[0];
    }
    PyObject *result = indicator->result->tp_alloc(indicator->result, indicator->outputs);
    if (result == NULL) {
        drop_outputs(outputs);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < indicator->outputs; i++) {
        PyTuple_SET_ITEM(result, i, outputs->arrays[i]);
    }
    return result;
}

void drop_outputs(output_set *outputs)
{
    while (outputs->count > 0) {
        Py_DECREF(outputs->arrays[--outputs->count]);
    }
}
