#include "columns.h"

#include <math.h>
#include <string.h>

#include "errors.h"
#include "plain_arrays.h"

void start_columns(column_set *set, const module_state *state, const char *indicator)
{
    set->state = state;
    set->indicator = indicator;
    set->needs_interpreter = false;
    set->given = 0;
    clear_columns(set->columns);
}

/* ---- arrays -------------------------------------------------------------------------------------------------------- */

static void read_array(const bw_column *column, size_t first, size_t n, double *to)
{
    const column_reader *reader = column->context;
    const char *from = (const char *)column->data + (ptrdiff_t)first * column->stride;
    read_numbers(reader->format, reader->swapped, from, column->stride, n, to);
    if (reader->mask != NULL) {
        const char *mask = reader->mask + (ptrdiff_t)first * reader->mask_stride;
        for (size_t i = 0; i < n; i++, mask += reader->mask_stride) {
            to[i] = *mask ? NAN : to[i];
        }
    }
}

static int refuse_type(const column_set *set, const char *name, PyArrayObject *array)
{
    PyObject *type = (PyObject *)PyArray_DESCR(array);
    if (PyArray_ISCOMPLEX(array)) {
        raise_bad_type(set->state, set->indicator, name, "%s must hold real numbers, not %S; take for example %s.real",
                       name, type, name);
    } else {
        raise_bad_type(set->state, set->indicator, name,
                       "%s must hold numbers, not %S; convert it, for example with %s.astype(float)", name, type, name);
    }
    return -1;
}

static int refuse_dimensions(const column_set *set, const char *name, int dimensions)
{
    if (dimensions == 0) {
        raise_bad_value(set->state, set->indicator, name, "%s must be an array of bars, not a single number", name);
    } else {
        raise_bad_value(
            set->state, set->indicator, name,
            "%s must have one dimension, not %d; pass one column of it, such as %s[:, 0], or say with axis= "
            "along which dimension its series lie",
            name, dimensions, name);
    }
    return -1;
}

int is_masked(PyArrayObject *array)
{
    if (PyArray_CheckExact((PyObject *)array)) {
        return 0;
    }
    PyObject *module = PyImport_ImportModule("numpy.ma");
    PyObject *class = module == NULL ? NULL : PyObject_GetAttrString(module, "MaskedArray");
    const int answer = class == NULL ? -1 : PyObject_IsInstance((PyObject *)array, class);
    Py_XDECREF(class);
    Py_XDECREF(module);
    return answer;
}

static int bind_mask(column_reader *reader, PyArrayObject *array)
{
    PyObject *mask = PyObject_GetAttrString((PyObject *)array, "mask");
    if (mask == NULL) {
        return -1;
    }
    if (!PyArray_Check(mask) || PyArray_NDIM((PyArrayObject *)mask) != 1) { /* nothing is masked */
        Py_DECREF(mask);
        return 0;
    }
    reader->mask_owner = mask;
    reader->mask = PyArray_BYTES((PyArrayObject *)mask);
    reader->mask_stride = PyArray_STRIDE((PyArrayObject *)mask, 0);
    return 0;
}

/* From the first value along the last dimension on. */
static int bind_numbers(column_set *set, size_t index, const char *name, PyArrayObject *array, bool masked)
{
    bw_column *column = &set->columns[index];
    column_reader *reader = &set->readers[index];
    const int last = PyArray_NDIM(array) - 1;
    set->lengths[index] = (size_t)PyArray_DIM(array, last);
    column->data = PyArray_DATA(array);
    column->stride = PyArray_STRIDE(array, last);
    if (PyArray_TYPE(array) == NPY_DOUBLE && PyArray_ISNOTSWAPPED(array) && !masked) {
        return 0;
    }
    *reader = (column_reader){
        .format = format_of(PyArray_DESCR(array)),
        .swapped = PyArray_ISBYTESWAPPED(array),
    };
    if (reader->format == NO_NUMBER) {
        return refuse_type(set, name, array);
    }
    column->read = read_array;
    column->context = reader;
    return masked ? bind_mask(reader, array) : 0;
}

static int bind_array(column_set *set, size_t index, const char *name, PyArrayObject *array)
{
    if (PyArray_NDIM(array) != 1) {
        return refuse_dimensions(set, name, PyArray_NDIM(array));
    }
    const int masked = is_masked(array);
    return masked < 0 ? -1 : bind_numbers(set, index, name, array, masked);
}

int bind_series(column_set *set, size_t index, const char *name, PyArrayObject *array)
{
    set->names[index] = name;
    set->given |= UINT32_C(1) << index;
    return bind_numbers(set, index, name, array, false);
}

/* ---- lists and tuples ---------------------------------------------------------------------------------------------- */

/* A new reference; NULL with an exception if the list has meanwhile become shorter. */
static PyObject *item_of(PyObject *sequence, size_t index)
{
    if (PyTuple_CheckExact(sequence)) {
        return Py_NewRef(PyTuple_GET_ITEM(sequence, (Py_ssize_t)index));
    }
#if PY_VERSION_HEX >= 0x030D0000
    return PyList_GetItemRef(sequence, (Py_ssize_t)index);
#else
    return Py_XNewRef(PyList_GetItem(sequence, (Py_ssize_t)index));
#endif
}

/* An int beyond the doubles is infinite, and so missing as well. */
double number_of_item(PyObject *item)
{
    if (item == Py_None) {
        return NAN;
    }
    if (PyFloat_Check(item)) {
        return PyFloat_AS_DOUBLE(item);
    }
    const double value = PyFloat_AsDouble(item);
    if (value == -1 && PyErr_ExceptionMatches(PyExc_OverflowError)) {
        PyErr_Clear();
        return INFINITY;
    }
    return value;
}

static void read_sequence(const bw_column *column, size_t first, size_t n, double *to)
{
    column_reader *reader = (column_reader *)column->context;
    for (size_t i = 0; i < n; i++) {
        PyObject *item = reader->failed ? NULL : item_of(reader->sequence, first + i);
        to[i] = item == NULL ? NAN : number_of_item(item);
        Py_XDECREF(item);
        reader->failed = reader->failed || PyErr_Occurred() != NULL;
    }
}

/* Before anything is computed, so that a bad item leaves an array given as out= untouched. */
static int check_item(const column_set *set, const char *name, size_t index, PyObject *item)
{
    if (item == Py_None || PyFloat_Check(item) || PyLong_Check(item)) {
        return 0;
    }
    const bool nested = PySequence_Check(item) && !PyUnicode_Check(item) && !PyBytes_Check(item);
    if (nested && !PyArray_CheckAnyScalar(item)) {
        raise_bad_value(
            set->state, set->indicator, name,
            "%s must have one dimension, but its item %zu is a %s; pass one column, such as [bar[0] for bar in %s]",
            name, index, Py_TYPE(item)->tp_name, name);
        return -1;
    }
    const bool is_complex = PyComplex_Check(item) || PyArray_IsScalar(item, ComplexFloating);
    const double value = is_complex ? 0 : PyFloat_AsDouble(item);
    if (is_complex || (value == -1 && PyErr_Occurred() != NULL)) {
        PyErr_Clear();
        raise_bad_type(set->state, set->indicator, name, "%s must hold numbers, but its item %zu is a %s", name, index,
                       Py_TYPE(item)->tp_name);
        return -1;
    }
    return 0;
}

static int bind_sequence(column_set *set, size_t index, const char *name, PyObject *sequence)
{
    const size_t length = (size_t)PySequence_Size(sequence);
    for (size_t i = 0; i < length; i++) {
        PyObject *item = item_of(sequence, i);
        if (item == NULL) {
            return -1;
        }
        const int checked = check_item(set, name, i, item);
        Py_DECREF(item);
        if (checked < 0) {
            return -1;
        }
    }
    set->readers[index] = (column_reader){ .sequence = sequence };
    set->lengths[index] = length;
    set->needs_interpreter = true;
    set->columns[index] = (bw_column){
        .data = sequence, /* all at one place: there are no values that an output could overlap */
        .stride = 0,
        .read = read_sequence,
        .context = &set->readers[index],
    };
    return 0;
}

/* ---- all columns of a call ----------------------------------------------------------------------------------------- */

int bind_column(column_set *set, size_t index, const char *name, PyObject *value)
{
    set->names[index] = name;
    const int bound = PyArray_Check(value) ? bind_array(set, index, name, (PyArrayObject *)value)
                                           : bind_sequence(set, index, name, value);
    set->given |= bound < 0 ? 0 : UINT32_C(1) << index;
    return bound;
}

bool has_columns(const column_set *set)
{
    return set->given != 0;
}

Py_ssize_t common_length(const column_set *set)
{
    if (set->given == 0) {
        return 0;
    }
    const size_t first = first_column(set->given);
    for (uint32_t rest = set->given; rest != 0; rest &= rest - 1) {
        const size_t i = first_column(rest);
        if (set->lengths[i] != set->lengths[first]) {
            raise_bad_value(set->state, set->indicator, set->names[i], "%s has %zu bars but %s has %zu",
                            set->names[first], set->lengths[first], set->names[i], set->lengths[i]);
            return -1;
        }
    }
    return (Py_ssize_t)set->lengths[first];
}

const char *overlapping_column(const column_set *set, const char *from, size_t size)
{
    for (uint32_t rest = set->given; rest != 0; rest &= rest - 1) {
        const size_t i = first_column(rest);
        if (set->lengths[i] == 0 || set->columns[i].read == read_sequence) {
            continue;
        }
        const bw_column *column = &set->columns[i];
        const ptrdiff_t span = (ptrdiff_t)(set->lengths[i] - 1) * column->stride;
        const char *end_of_first = column->data, *end_of_last = end_of_first + span;
        const char *least = span < 0 ? end_of_last : end_of_first, *greatest = span < 0 ? end_of_first : end_of_last;
        const size_t item = column->read == NULL ? sizeof(double) : size_of(set->readers[i].format);
        if (least < from + size && from < greatest + item) {
            return set->names[i];
        }
    }
    return NULL;
}

void release_columns(column_set *set)
{
    for (uint32_t rest = set->given; rest != 0; rest &= rest - 1) {
        const size_t i = first_column(rest);
        if (set->columns[i].read != NULL) {
            Py_CLEAR(set->readers[i].mask_owner);
        }
    }
}
