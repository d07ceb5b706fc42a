#include "stream_bars.h"

#include "errors.h"

/* Whatever is no float by position. Reading it may run any code. Out of the way of what takes a few ns. */
static __attribute__((noinline)) int read_any(stream_object *stream, PyObject *const *values, Py_ssize_t count,
                                              PyObject *keywords, double *columns)
{
    if (choose_feed(stream, count, keywords) < 0) {
        return -1;
    }
    feed_object *feed = (feed_object *)Py_NewRef(stream->feed);
    int read = read_bar(feed, values, count, keywords, columns);
    if (read == 0) {
        read = check_feed(stream, feed);
    }
    Py_DECREF(feed);
    return read;
}

static inline bool read_fast(const stream_object *stream, PyObject *const *values, Py_ssize_t count, PyObject *keywords,
                             double *columns)
{
    return !stream->is_at_work && read_floats(stream->feed, values, count, keywords, columns);
}

typedef PyObject *bar_action(stream_object *stream, const double *columns);

/* Reads the bar of a call and hands it to the action, which is a constant, so that update stays a matter of a few ns. */
static inline __attribute__((always_inline)) PyObject *
with_bar(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords, bar_action *action)
{
    stream_object *stream = (stream_object *)self;
    PyObject *result = NULL;
    Py_BEGIN_CRITICAL_SECTION(self);
    double columns[BW_COLUMNS];
    if (__builtin_expect(read_fast(stream, values, count, keywords, columns), 1)
        || read_any(stream, values, count, keywords, columns) == 0) {
        result = action(stream, columns);
    }
    Py_END_CRITICAL_SECTION();
    return result;
}

static inline PyObject *append_bar(stream_object *stream, const double *columns)
{
    bw_stream_update(stream->stream, columns, stream->latest);
    return result_of_bar(stream, stream->latest);
}

static PyObject *peek_at_bar(stream_object *stream, const double *columns)
{
    double some[8], *outputs = some;
    const size_t count = (size_t)stream->outputs;
    if (count > sizeof some / sizeof *some && (outputs = PyMem_New(double, count)) == NULL) {
        return PyErr_NoMemory();
    }
    bw_stream_peek(stream->stream, columns, outputs);
    PyObject *result = result_of_bar(stream, outputs);
    if (outputs != some) {
        PyMem_Free(outputs);
    }
    return result;
}

static PyObject *amend_bar(stream_object *stream, const double *columns)
{
    if (bw_stream_amend(stream->stream, columns, stream->latest) != BW_OK) {
        return raise_last_error(stream->feed->program->state);
    }
    return result_of_bar(stream, stream->latest);
}

PyObject *update_stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    return with_bar(self, values, count, keywords, append_bar);
}

PyObject *peek_stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    return with_bar(self, values, count, keywords, peek_at_bar);
}

PyObject *amend_stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    return with_bar(self, values, count, keywords, amend_bar);
}

PyObject *tuple_of_bar(const stream_object *stream, const double *values)
{
    PyObject *result = stream->result->tp_alloc(stream->result, stream->outputs);
    for (Py_ssize_t i = 0; result != NULL && i < stream->outputs; i++) {
        PyObject *value = PyFloat_FromDouble(values[i]);
        if (value == NULL) {
            Py_CLEAR(result);
        } else {
            PyTuple_SET_ITEM(result, i, value);
        }
    }
    return result;
}
