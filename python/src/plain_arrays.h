/* Arrays that the library reads as they are: of one dimension, of one length, of float64 side by side, and of no subclass. Most calls have
 * no others, and so need no closer look. */
#ifndef BARWISE_PLAIN_ARRAYS_H
#define BARWISE_PLAIN_ARRAYS_H

#include "extension.h"

/* How long they are; -1 unless all are plain. NULL is not. */
npy_intp length_of_plain(PyObject *const *arrays, Py_ssize_t count);

/* How many bars there are from the first on at which no array has a NaN; -1 unless all are plain. */
npy_intp count_defined_bars(PyObject *const *arrays, Py_ssize_t count);

/* Columns of which none is given: of the rest of such a one nothing is read. */
static inline void clear_columns(bw_column *columns)
{
    for (size_t i = 0; i < BW_COLUMNS; i++) {
        columns[i].data = NULL;
        columns[i].read = NULL;
    }
}

static inline void bind_plain_array(bw_column *column, PyObject *array)
{
    column->data = PyArray_DATA((PyArrayObject *)array);
    column->stride = sizeof(double);
}

#endif
