/* Single bars for a stream. */
#ifndef BARWISE_STREAM_BARS_H
#define BARWISE_STREAM_BARS_H

#include "stream.h"

/* stream.update(…), stream.peek(…), stream.amend(…) */
PyObject *update_stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords);
PyObject *peek_stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords);
PyObject *amend_stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords);

#endif
