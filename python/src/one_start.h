/* Results in the shape of a library whose outputs all start at one bar, some of them as integers. */
#ifndef BARWISE_ONE_START_H
#define BARWISE_ONE_START_H

#include "extension.h"

/* Takes the least first bar, a str with a letter for each output, and the outputs, which it may change: new arrays of float64 that
 * nobody else has. Gives a tuple of them in which all are undefined up to the bar at which the last of them starts: NaN in
 * those of letter d; 0 in those of letter i, which become arrays of int32, and of letter b, which count bars back and become the numbers of
 * those bars. */
PyObject *one_start(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

#endif
