/* Calls of an indicator: on bars, and for its look-back. */
#ifndef BARWISE_CALLS_H
#define BARWISE_CALLS_H

#include "indicator.h"

/* indicator(…): the vectorcall of the type. */
PyObject *call_indicator(PyObject *callable, PyObject *const *values, size_t flags, PyObject *keywords);

/* indicator.lookback(…) */
PyObject *lookback_of(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords);

#endif
