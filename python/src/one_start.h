/* Results in the shape of libraries whose outputs all start at one bar, some as integers, or have no bars without a value. */
#ifndef BARWISE_ONE_START_H
#define BARWISE_ONE_START_H

#include "indicator.h"

/* Values that nobody else has, since they may be changed, and the arrays that they are in, or NULL where these become integers. A letter
 * says what an output becomes: see align. */
typedef struct {
    const module_state *state;
    npy_intp bars;
    Py_ssize_t count;
    char letters[OUTPUT_LIMIT];
    double *values[OUTPUT_LIMIT];
    PyObject *arrays[OUTPUT_LIMIT]; /* borrowed */
} outputs_to_align;

/* Gives one array, or a tuple of several, in which all are undefined up to `first`, or the bar at which the last of them starts:
 * NaN in those of letter d; 0 in those of letter i, which become arrays of int32, and of letter b, which count bars back and
 * become the numbers of those bars. */
PyObject *align(const outputs_to_align *outputs, npy_intp first);

/* The same of a result: takes `first`, a str with a letter for each output, a str with a digit for each that says which result it
 * is, and an array or a tuple of some. */
PyObject *one_start(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

/* The output from that bar on, in the same memory. */
PyObject *view_from(PyArrayObject *output, npy_intp first);

#endif
