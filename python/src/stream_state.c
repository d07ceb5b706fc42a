#include "stream_state.h"

#include "errors.h"

static PyObject *state_bytes(const stream_object *stream)
{
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)bw_stream_saved_size(stream->stream));
    if (bytes != NULL) {
        bw_stream_save(stream->stream, PyBytes_AS_STRING(bytes));
    }
    return bytes;
}

static PyObject *latest_values(const stream_object *stream)
{
    PyObject *values = PyTuple_New(stream->outputs);
    for (Py_ssize_t i = 0; values != NULL && i < stream->outputs; i++) {
        PyObject *value = PyFloat_FromDouble(stream->latest[i]);
        if (value == NULL) {
            Py_CLEAR(values);
        } else {
            PyTuple_SET_ITEM(values, i, value);
        }
    }
    return values;
}

PyObject *get_stream_state(PyObject *self, PyObject *unused)
{
    (void)unused;
    const stream_object *stream = (const stream_object *)self;
    PyObject *feed = NULL, *bytes = NULL, *values = NULL, *result = NULL;
    uint64_t bars = 0;
    Py_BEGIN_CRITICAL_SECTION(self);
    if (check_feed(stream, stream->feed) == 0) {
        bars = bw_stream_bars(stream->stream);
        feed = Py_NewRef(stream->feed);
        bytes = state_bytes(stream);
        values = latest_values(stream);
    }
    Py_END_CRITICAL_SECTION();
    if (bytes != NULL && values != NULL) {
        result = Py_BuildValue("KOOO", (unsigned long long)bars, feed, bytes, values);
    }
    Py_XDECREF(feed);
    Py_XDECREF(bytes);
    Py_XDECREF(values);
    return result;
}

static int load(stream_object *stream, const Py_buffer *bytes, PyObject *values)
{
    if (PyTuple_GET_SIZE(values) != stream->outputs) {
        raise_bad_value(stream->feed->program->state, "load", "saved",
                        "the saved stream is damaged: it has %zd values, not %zd", PyTuple_GET_SIZE(values),
                        stream->outputs);
        return -1;
    }
    for (Py_ssize_t i = 0; i < stream->outputs; i++) {
        if (!PyFloat_CheckExact(PyTuple_GET_ITEM(values, i))) {
            PyErr_SetString(PyExc_TypeError, "the values must be floats");
            return -1;
        }
    }
    if (check_feed(stream, stream->feed) < 0) {
        return -1;
    }
    if (bw_stream_load(stream->stream, bytes->buf, (size_t)bytes->len) != BW_OK) {
        raise_last_error(stream->feed->program->state);
        return -1;
    }
    for (Py_ssize_t i = 0; i < stream->outputs; i++) {
        stream->latest[i] = PyFloat_AS_DOUBLE(PyTuple_GET_ITEM(values, i));
    }
    return 0;
}

PyObject *set_stream_state(PyObject *self, PyObject *arguments)
{
    Py_buffer bytes;
    PyObject *values;
    if (!PyArg_ParseTuple(arguments, "y*O!:_set_state", &bytes, &PyTuple_Type, &values)) {
        return NULL;
    }
    int loaded;
    Py_BEGIN_CRITICAL_SECTION(self);
    loaded = load((stream_object *)self, &bytes, values);
    Py_END_CRITICAL_SECTION();
    PyBuffer_Release(&bytes);
    return loaded < 0 ? NULL : Py_NewRef(Py_None);
}
