/* The parameters of many rows, before anything is prepared for them. */
#ifndef BARWISE_PARAMETER_ROWS_H
#define BARWISE_PARAMETER_ROWS_H

#include "extension.h"

/* read_parameter(indicator, index, values): an array of the numbers that stand for a list of values of the parameter of
 * that index; their range is not checked. */
PyObject *read_parameter(PyObject *module, PyObject *arguments);

/* refused_rows(indicator, parameters): a list of (row, argument, message) for the rows that will not do. */
PyObject *refused_rows(PyObject *module, PyObject *arguments);

/* The rows of an array of float64 with a column for each parameter; NULL with an exception if it is something else. */
const double *rows_of(PyObject *parameters, Py_ssize_t width);

#endif
