/* The arrays that results are written to. */
#ifndef BARWISE_OUTPUTS_H
#define BARWISE_OUTPUTS_H

#include "columns.h"
#include "indicator.h"

/* The arrays of one call: new references, of which `count` are there. */
typedef struct {
    PyObject *arrays[OUTPUT_LIMIT];
    double *data[OUTPUT_LIMIT];
    Py_ssize_t count;
} output_set;

/* New arrays of n bars, or those given as out=, checked. */
int open_outputs(const indicator_object *indicator, const column_set *columns, PyObject *out, Py_ssize_t n,
                 output_set *outputs);

/* The array, or the named tuple of all. Takes over the references. */
PyObject *result_of(const indicator_object *indicator, output_set *outputs);

void drop_outputs(output_set *outputs);

#endif
