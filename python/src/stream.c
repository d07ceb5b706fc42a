#include "stream.h"

#include <math.h>
#include <string.h>

#include "errors.h"
#include "stream_attributes.h"
#include "stream_bars.h"
#include "stream_extension.h"
#include "stream_state.h"

/* ---- opening and closing ------------------------------------------------------------------------------------------- */

static void forget_values(stream_object *stream)
{
    for (Py_ssize_t i = 0; i < stream->outputs; i++) {
        stream->latest[i] = NAN;
    }
}

/* All but the C stream. */
static stream_object *new_without_stream(PyTypeObject *type, PyObject *origin, feed_object *feed)
{
    stream_object *stream = (stream_object *)type->tp_alloc(type, 0);
    double *latest = PyMem_New(double, (size_t)feed->outputs);
    if (stream == NULL || latest == NULL) {
        Py_XDECREF(stream);
        PyMem_Free(latest);
        return (stream_object *)PyErr_NoMemory();
    }
    stream->feed = (feed_object *)Py_NewRef(feed);
    stream->origin = Py_NewRef(origin);
    stream->result = (PyTypeObject *)Py_XNewRef(feed->result);
    stream->outputs = feed->outputs;
    stream->latest = latest;
    forget_values(stream);
    return stream;
}

static bw_stream *open_feed(const feed_object *feed)
{
    bw_stream *opened;
    if (bw_stream_open(feed->program->program, BW_AMENDABLE, &opened) != BW_OK) {
        raise_last_error(feed->program->state);
        return NULL;
    }
    return opened;
}

static PyObject *new_stream(PyTypeObject *type, PyObject *arguments, PyObject *named)
{
    static char *names[] = { "origin", "feed", NULL };
    const module_state *state = PyType_GetModuleState(type);
    PyObject *origin, *feed;
    if (!PyArg_ParseTupleAndKeywords(arguments, named, "OO!:Stream", names, &origin, state->feed_type, &feed)) {
        return NULL;
    }
    stream_object *stream = new_without_stream(type, origin, (feed_object *)feed);
    if (stream != NULL && (stream->stream = open_feed(stream->feed)) == NULL) {
        Py_CLEAR(stream);
    }
    return (PyObject *)stream;
}

static int traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((stream_object *)self)->origin);
    Py_VISIT(((stream_object *)self)->feed);
    Py_VISIT(((stream_object *)self)->result);
    return 0;
}

static void deallocate(PyObject *self)
{
    stream_object *stream = (stream_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    bw_stream_close(stream->stream);
    PyMem_Free(stream->latest);
    Py_XDECREF(stream->origin);
    Py_XDECREF(stream->feed);
    Py_XDECREF(stream->result);
    type->tp_free(self);
    Py_DECREF(type);
}

/* ---- what a bar consists of ---------------------------------------------------------------------------------------- */

int check_feed(const stream_object *stream, const feed_object *feed)
{
    if (!stream->is_at_work && stream->feed == feed) {
        return 0;
    }
    PyErr_Format(feed->program->state->error, "%U: this stream is in use by another call", feed->program->title);
    return -1;
}

/* Takes over the reference. The first bar is still to come, so nothing is lost. */
static int change_feed(stream_object *stream, feed_object *feed)
{
    bw_stream *opened = NULL;
    if (feed->result != stream->result || feed->outputs != stream->outputs) {
        PyErr_SetString(PyExc_TypeError, "another feed must have the same outputs");
    } else {
        opened = open_feed(feed);
    }
    if (opened == NULL) {
        Py_DECREF(feed);
        return -1;
    }
    feed_object *former = stream->feed;
    bw_stream_close(stream->stream);
    stream->stream = opened;
    stream->feed = feed;
    Py_DECREF(former);
    return 0;
}

int choose_feed(stream_object *stream, Py_ssize_t count, PyObject *keywords)
{
    feed_object *former = stream->feed;
    if (check_feed(stream, former) < 0) {
        return -1;
    }
    if (bw_stream_bars(stream->stream) > 0 || suits_feed(former, count, keywords)) {
        return 0;
    }
    Py_INCREF(former);
    PyObject *names = keywords == NULL ? PyTuple_New(0) : Py_NewRef(keywords);
    PyObject *feed = names == NULL ? NULL : PyObject_CallMethod(stream->origin, "feed_for", "nO", count, names);
    int chosen = feed == NULL ? -1 : check_feed(stream, former);
    if (chosen == 0 && Py_IS_TYPE(feed, Py_TYPE(former))) {
        chosen = change_feed(stream, (feed_object *)Py_NewRef(feed));
    }
    Py_XDECREF(names);
    Py_XDECREF(feed);
    Py_DECREF(former);
    return chosen;
}

/* ---- the whole stream ---------------------------------------------------------------------------------------------- */

static PyObject *new_copy(const stream_object *stream)
{
    if (check_feed(stream, stream->feed) < 0) {
        return NULL;
    }
    stream_object *copy = new_without_stream(Py_TYPE(stream), stream->origin, stream->feed);
    if (copy == NULL) {
        return NULL;
    }
    if (bw_stream_copy(stream->stream, &copy->stream) != BW_OK) {
        copy->stream = NULL;
        Py_DECREF(copy);
        return raise_last_error(stream->feed->program->state);
    }
    memcpy(copy->latest, stream->latest, (size_t)stream->outputs * sizeof *copy->latest);
    return (PyObject *)copy;
}

/* Also __copy__, and __deepcopy__, whose argument it needs not. */
static PyObject *copy(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *result;
    Py_BEGIN_CRITICAL_SECTION(self);
    result = new_copy((const stream_object *)self);
    Py_END_CRITICAL_SECTION();
    return result;
}

static PyObject *reset(PyObject *self, PyObject *unused)
{
    (void)unused;
    stream_object *stream = (stream_object *)self;
    int checked;
    Py_BEGIN_CRITICAL_SECTION(self);
    checked = check_feed(stream, stream->feed);
    if (checked == 0) {
        bw_stream_reset(stream->stream);
        forget_values(stream);
    }
    Py_END_CRITICAL_SECTION();
    return checked < 0 ? NULL : Py_NewRef(Py_None);
}

/* ---- in Python ------------------------------------------------------------------------------------------------ */

/* Calls that function with the stream. */
static PyObject *call_with_stream(PyObject *self, const char *module_name, const char *function)
{
    PyObject *module = PyImport_ImportModule(module_name), *result = NULL;
    if (module != NULL) {
        result = PyObject_CallMethod(module, function, "O", self);
        Py_DECREF(module);
    }
    return result;
}

static PyObject *represent(PyObject *self)
{
    return call_with_stream(self, "barwise.streams", "represent");
}

static PyObject *save(PyObject *self, PyObject *unused)
{
    (void)unused;
    return call_with_stream(self, "barwise.saved_streams", "save");
}

static PyObject *reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    return call_with_stream(self, "barwise.saved_streams", "reduce");
}

/* ---- the type ------------------------------------------------------------------------------------------------------ */

#define BAR_METHOD(function) (PyCFunction)(void (*)(void))(function), METH_FASTCALL | METH_KEYWORDS

static PyMethodDef methods[] = {
    { "update", BAR_METHOD(update_stream),
      "update(*values, **named)\n--\n\n"
      "Takes one bar and gives the value at it: a float, or a named tuple for several outputs; NaN while it warms up.\n"
      "Values come by position in the order of `inputs`, or by name. None and NaN are missing values." },
    { "peek", BAR_METHOD(peek_stream),
      "peek(*values, **named)\n--\n\nWhat update would give, without taking the bar." },
    { "amend", BAR_METHOD(amend_stream),
      "amend(*values, **named)\n--\n\n"
      "Puts another bar in the place of the newest one, as if that had never come, and gives the value at it." },
    { "extend", BAR_METHOD(extend_stream),
      "extend(*columns, **named)\n--\n\n"
      "Takes many bars and gives the values at them: an array for arrays and lists, a series for series, and for a\n"
      "table, whose columns are found by name, a series or a table. Several outputs of arrays are a named tuple." },
    { "copy", copy, METH_NOARGS, "copy()\n--\n\nAnother stream, which goes on from here by itself." },
    { "__copy__", copy, METH_NOARGS, NULL },
    { "__deepcopy__", copy, METH_O, NULL },
    { "reset", reset, METH_NOARGS, "reset()\n--\n\nForgets all bars." },
    { "save", save, METH_NOARGS,
      "save()\n--\n\n"
      "Bytes, the same on every machine, of which barwise.load makes a stream that goes on from here." },
    { "_get_state", get_stream_state, METH_NOARGS, NULL },
    { "_set_state", set_stream_state, METH_VARARGS, NULL },
    { "__reduce__", reduce, METH_NOARGS, NULL },
    { "__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL },
    { NULL, NULL, 0, NULL },
};

int add_stream_type(PyObject *module, module_state *state)
{
    PyType_Slot slots[] = {
        { Py_tp_new, new_stream },
        { Py_tp_traverse, traverse },
        { Py_tp_dealloc, deallocate },
        { Py_tp_repr, represent },
        { Py_tp_methods, methods },
        { Py_tp_getset, stream_attributes },
        { Py_tp_doc, "Stream(origin, feed)\n--\n\n"
                     "An indicator or a formula that takes its bars as they come, and agrees to the last bit with the\n"
                     "same over all of them at once. Opened by the method stream() of an indicator or an expression." },
        { 0, NULL },
    };
    PyType_Spec spec = {
        .name = "barwise.Stream",
        .basicsize = sizeof(stream_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    state->stream_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->stream_type == NULL ? -1 : PyModule_AddType(module, state->stream_type);
}
