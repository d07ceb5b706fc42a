#include "stream_extension.h"

#include "delegation.h"
#include "errors.h"
#include "short_results.h"

/* Tables, series and whatever numpy can make an array of are taken apart in Python, which then calls again with arrays. */
static bool are_readable(PyObject *const *values, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!is_readable(values[i])) {
            return false;
        }
    }
    return true;
}

/* ---- columns ------------------------------------------------------------------------------------------------------- */

/* Python's objects are read beforehand: doing so may run any code, and may fail. */
static int read_objects(column_set *columns, size_t index, double **copy)
{
    bw_column *column = &columns->columns[index];
    const size_t n = columns->lengths[index];
    *copy = PyMem_New(double, n);
    if (*copy == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    column->read(column, 0, n, *copy);
    *column = (bw_column){ .data = *copy, .stride = sizeof(double) };
    return PyErr_Occurred() == NULL ? 0 : -1;
}

/* copies: for each column memory to release, or NULL. */
static int bind_places(const feed_object *feed, PyObject *const *matched, column_set *columns, double **copies)
{
    for (Py_ssize_t i = 0; i < feed->places; i++) {
        const size_t index = feed->columns[i];
        const char *name = PyUnicode_AsUTF8(feed->keywords[i][0]);
        if (name == NULL || bind_column(columns, index, name, matched[i]) < 0) {
            return -1;
        }
        if (!PyArray_Check(matched[i]) && read_objects(columns, index, &copies[index]) < 0) {
            return -1;
        }
    }
    return 0;
}

/* ---- the run ------------------------------------------------------------------------------------------------------- */

/* A tuple of new arrays. */
static PyObject *new_arrays(const feed_object *feed, const column_set *columns, Py_ssize_t n, double **data)
{
    PyObject *arrays = feed->result == NULL ? PyTuple_New(1) : feed->result->tp_alloc(feed->result, feed->outputs);
    for (Py_ssize_t i = 0; arrays != NULL && i < feed->outputs; i++) {
        PyObject *array = new_result(feed->program->state, feed->program->state->doubles, n, columns->columns);
        if (array == NULL) {
            Py_CLEAR(arrays);
        } else {
            PyTuple_SET_ITEM(arrays, i, array);
            data[i] = PyArray_DATA((PyArrayObject *)array);
        }
    }
    return arrays;
}

static bw_status run(stream_object *stream, size_t n, const column_set *columns, double *const *outputs)
{
    bw_status status;
    if (n < LONG_RUN) {
        status = bw_stream_extend(stream->stream, n, columns->columns, outputs);
    } else {
        stream->is_at_work = true;
        Py_BEGIN_ALLOW_THREADS status = bw_stream_extend(stream->stream, n, columns->columns, outputs);
        Py_END_ALLOW_THREADS stream->is_at_work = false;
    }
    for (Py_ssize_t i = 0; status == BW_OK && n > 0 && i < stream->outputs; i++) {
        stream->latest[i] = outputs[i][n - 1];
    }
    return status;
}

static PyObject *run_on_columns(stream_object *stream, const column_set *columns)
{
    const feed_object *feed = stream->feed;
    const Py_ssize_t n = common_length(columns);
    double **data = n < 0 ? NULL : PyMem_New(double *, (size_t)feed->outputs);
    if (data == NULL) {
        return n < 0 ? NULL : PyErr_NoMemory();
    }
    PyObject *arrays = new_arrays(feed, columns, n, data), *result = arrays;
    if (arrays != NULL && run(stream, (size_t)n, columns, data) != BW_OK) {
        result = raise_last_error(feed->program->state);
    }
    PyMem_Free(data);
    if (result != NULL && feed->result == NULL) {
        result = PyTuple_GET_ITEM(arrays, 0);
    }
    Py_XINCREF(result);
    Py_XDECREF(arrays);
    return result;
}

static PyObject *extend_by_arrays(stream_object *stream, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    if (choose_feed(stream, count, keywords) < 0) {
        return NULL;
    }
    feed_object *feed = (feed_object *)Py_NewRef(stream->feed);
    PyObject *matched[BW_COLUMNS], *result = NULL;
    double *copies[BW_COLUMNS] = { NULL };
    column_set columns;
    start_columns(&columns, feed->program->state, title_of(feed->program));
    if (match_places(feed, values, count, keywords, matched) == 0 && bind_places(feed, matched, &columns, copies) == 0
        && check_feed(stream, feed) == 0) {
        result = run_on_columns(stream, &columns);
    }
    release_columns(&columns);
    for (size_t i = 0; i < BW_COLUMNS; i++) {
        PyMem_Free(copies[i]);
    }
    Py_DECREF(feed);
    return result;
}

PyObject *extend_stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    const Py_ssize_t keyword_count = keywords == NULL ? 0 : PyTuple_GET_SIZE(keywords);
    if (!are_readable(values, count + keyword_count)) {
        return call_function_in_python("barwise.stream_tables", "extend", self, values, count, keywords);
    }
    PyObject *result;
    Py_BEGIN_CRITICAL_SECTION(self);
    result = extend_by_arrays((stream_object *)self, values, count, keywords);
    Py_END_CRITICAL_SECTION();
    return result;
}
