#include "stream_attributes.h"

#include <math.h>

static PyObject *get_value(PyObject *self, void *unused)
{
    (void)unused;
    const stream_object *stream = (const stream_object *)self;
    PyObject *result;
    Py_BEGIN_CRITICAL_SECTION(self);
    result = check_feed(stream, stream->feed) < 0 ? NULL : result_of_bar(stream, stream->latest);
    Py_END_CRITICAL_SECTION();
    return result;
}

static PyObject *get_ready(PyObject *self, void *unused)
{
    (void)unused;
    const stream_object *stream = (const stream_object *)self;
    bool ready = true;
    int checked;
    Py_BEGIN_CRITICAL_SECTION(self);
    checked = check_feed(stream, stream->feed);
    for (Py_ssize_t i = 0; checked == 0 && i < stream->outputs; i++) {
        ready = ready && !isnan(stream->latest[i]);
    }
    Py_END_CRITICAL_SECTION();
    return checked < 0 ? NULL : PyBool_FromLong(ready);
}

static PyObject *get_bars(PyObject *self, void *unused)
{
    (void)unused;
    const stream_object *stream = (const stream_object *)self;
    uint64_t bars = 0;
    int checked;
    Py_BEGIN_CRITICAL_SECTION(self);
    checked = check_feed(stream, stream->feed);
    bars = checked < 0 ? 0 : bw_stream_bars(stream->stream);
    Py_END_CRITICAL_SECTION();
    return checked < 0 ? NULL : PyLong_FromUnsignedLongLong(bars);
}

/* A new reference, which another thread's change of feed does not matter to. */
static feed_object *feed_of(PyObject *self)
{
    feed_object *feed;
    Py_BEGIN_CRITICAL_SECTION(self);
    feed = (feed_object *)Py_NewRef(((const stream_object *)self)->feed);
    Py_END_CRITICAL_SECTION();
    return feed;
}

static PyObject *lookback_of_feed(const feed_object *feed)
{
    const bw_program *program = feed->program->program;
    if (feed->result == NULL) {
        return PyLong_FromSize_t(bw_program_lookback(program, 0));
    }
    PyObject *result = feed->result->tp_alloc(feed->result, feed->outputs);
    for (Py_ssize_t i = 0; result != NULL && i < feed->outputs; i++) {
        PyObject *bars = PyLong_FromSize_t(bw_program_lookback(program, (size_t)i));
        if (bars == NULL) {
            Py_CLEAR(result);
        } else {
            PyTuple_SET_ITEM(result, i, bars);
        }
    }
    return result;
}

static PyObject *get_lookback(PyObject *self, void *unused)
{
    (void)unused;
    feed_object *feed = feed_of(self);
    PyObject *result = lookback_of_feed(feed);
    Py_DECREF(feed);
    return result;
}

static PyObject *get_feed(PyObject *self, void *unused)
{
    (void)unused;
    return (PyObject *)feed_of(self);
}

static PyObject *get_inputs(PyObject *self, void *unused)
{
    (void)unused;
    feed_object *feed = feed_of(self);
    PyObject *names = Py_NewRef(feed->names);
    Py_DECREF(feed);
    return names;
}

static PyObject *get_origin(PyObject *self, void *attribute)
{
    PyObject *origin = ((const stream_object *)self)->origin;
    return attribute == NULL ? Py_NewRef(origin) : PyObject_GetAttrString(origin, attribute);
}

PyGetSetDef stream_attributes[] = {
    { "bars", get_bars, NULL, "How many bars have come.", NULL },
    { "value", get_value, NULL, "What the newest bar gave; NaN before the first.", NULL },
    { "ready", get_ready, NULL, "Did the newest bar give a value for every output, none of them NaN?", NULL },
    { "lookback", get_lookback, NULL,
      "The bars an output looks back: how many come before its first value. For several outputs, a named tuple.",
      NULL },
    { "inputs", get_inputs, NULL, "The names of a bar's values, in their order by position.", NULL },
    { "feed", get_feed, NULL, "What a bar consists of.", NULL },
    { "origin", get_origin, NULL, "What this is a stream of.", NULL },
    { "info", get_origin, NULL, "What the catalogue says about the indicator; None for an expression.", "info" },
    { "parameters", get_origin, NULL, "The values of all parameters by name; none for an expression.", "parameters" },
    { NULL, NULL, NULL, NULL, NULL },
};
