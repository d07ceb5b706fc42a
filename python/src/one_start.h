/* Results in the shape of libraries whose outputs all start at one bar, some as integers, or have no bars without a value. */
#ifndef BARWISE_ONE_START_H
#define BARWISE_ONE_START_H

#include "extension.h"

/* Takes the least first bar, a str with a letter for each output, a str with a digit for each that says which result it is,
 * and the result: an array of float64 or a tuple of some, which nobody else has, since they may be changed. Gives one array, or a
 * tuple of several, in which all are undefined up to the bar at which the last of them starts: NaN in those of letter d; 0 in
 * those of letter i, which become arrays of int32, and of letter b, which count bars back and become the numbers of those
 * bars. */
PyObject *one_start(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

/* Takes the first bar that is wanted, a str of digits as above, and the result. Gives the outputs from that bar on, which
 * share the memory of the result. */
PyObject *from_bar(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

#endif
