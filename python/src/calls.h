/* Calls of an indicator. */
#ifndef BARWISE_CALLS_H
#define BARWISE_CALLS_H

#include "indicator.h"

/* indicator(…): the vectorcall of the type. */
PyObject *call_indicator(PyObject *callable, PyObject *const *values, size_t flags, PyObject *keywords);

#endif
