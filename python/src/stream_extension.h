/* Many bars for a stream at once. */
#ifndef BARWISE_STREAM_EXTENSION_H
#define BARWISE_STREAM_EXTENSION_H

#include "stream.h"

/* stream.extend(…) */
PyObject *extend_stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords);

#endif
