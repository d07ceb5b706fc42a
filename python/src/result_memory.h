/* The memory of long results: what one array gives back, the next one gets. */
#ifndef BARWISE_RESULT_MEMORY_H
#define BARWISE_RESULT_MEMORY_H

#include "extension.h"

enum { LONG_RESULT = 256 << 10 }; /* bytes from which on that is worth it */

/* What numpy calls a handler, in a capsule; NULL and an exception if there is no memory. */
PyObject *new_result_memory(void);

/* A new array of n values, of what is computed from the columns, which may be NULL. */
PyObject *new_long_result(const module_state *state, PyArray_Descr *type, npy_intp n, const bw_column *columns);

static inline PyObject *new_array(PyArray_Descr *type, int dimensions, const npy_intp *shape)
{
    PyArray_Descr *taken_over = (PyArray_Descr *)Py_NewRef((PyObject *)type);
    return PyArray_NewFromDescr(&PyArray_Type, taken_over, dimensions, shape, NULL, NULL, 0, NULL);
}

#endif
