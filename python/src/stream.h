/* barwise.Stream: a program that takes bar after bar. */
#ifndef BARWISE_STREAM_H
#define BARWISE_STREAM_H

#include "feed.h"

/* `origin` is what the stream is of, in Python: see barwise.streams. All but the stream and its feed stays as it is. */
typedef struct {
    PyObject_HEAD bw_stream *stream;
    feed_object *feed;
    PyObject *origin;
    PyTypeObject *result; /* that of the feed, as is the number of outputs */
    Py_ssize_t outputs;
    double *latest;  /* the newest value of each output */
    bool is_at_work; /* an extension has let go of the GIL, so that other threads get here */
} stream_object;

int add_stream_type(PyObject *module, module_state *state);

/* Changes to another feed, if the one there is does not suit such bars and none has come yet. */
int choose_feed(stream_object *stream, Py_ssize_t count, PyObject *keywords);

/* Raises if another thread extends the stream, or has changed the feed. */
int check_feed(const stream_object *stream, const feed_object *feed);

/* The named tuple of floats. */
PyObject *tuple_of_bar(const stream_object *stream, const double *values);

/* A float, or the named tuple. */
static inline PyObject *result_of_bar(const stream_object *stream, const double *values)
{
    return __builtin_expect(stream->result == NULL, 1) ? PyFloat_FromDouble(values[0]) : tuple_of_bar(stream, values);
}

#endif
