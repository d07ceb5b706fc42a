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

/* An array of the caller's that will hold output `index` of a call, after those for the outputs before it. */
typedef struct {
    const module_state *state;
    const char *title; /* that messages start with */
    const column_set *columns;
    PyObject *const *arrays;
    Py_ssize_t index;
} output_place;

int check_given_array(const output_place *place, PyObject *given, Py_ssize_t n);

/* New arrays of n bars, for what is computed from the columns. */
int open_new_outputs(const indicator_object *indicator, const bw_column *columns, Py_ssize_t n, output_set *outputs);

/* New arrays, or those given as out=, checked. */
int open_outputs(const indicator_object *indicator, const column_set *columns, PyObject *out, Py_ssize_t n,
                 output_set *outputs);

/* The array, or the named tuple of all. Takes over the references. */
PyObject *result_of(const indicator_object *indicator, output_set *outputs);

void drop_outputs(output_set *outputs);

#endif
