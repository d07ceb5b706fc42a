/* The state of a stream as bytes. */
#ifndef BARWISE_STREAM_STATE_H
#define BARWISE_STREAM_STATE_H

#include "stream.h"

/* stream._get_state(): the number of bars, their feed, the bytes of the library, and the newest values as floats. */
PyObject *get_stream_state(PyObject *self, PyObject *unused);

/* stream._set_state(bytes, values): nothing changes unless they are whole, and of the same program. */
PyObject *set_stream_state(PyObject *self, PyObject *arguments);

#endif
