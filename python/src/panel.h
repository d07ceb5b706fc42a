/* Many series at once: a program run over each, by several threads. */
#ifndef BARWISE_PANEL_H
#define BARWISE_PANEL_H

#include "extension.h"

/* run_series(program, arrays, outputs, starts, stops, threads, progress)
 *
 * Writes to outputs, float64 arrays shaped like the inputs: along the last dimension of each lies one series, or, with
 * starts and stops, those that begin and end there in arrays of one dimension. */
PyObject *run_series(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

#endif
