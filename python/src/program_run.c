#include "program_run.h"

#include "columns.h"
#include "errors.h"
#include "outputs.h"
#include "program.h"
#include "short_results.h"
#include "watched_run.h"

static int bind_columns(const program_object *program, PyObject *given, column_set *columns)
{
    Py_ssize_t position = 0;
    PyObject *name, *value;
    while (PyDict_Next(given, &position, &name, &value)) {
        const size_t column = column_named(program, name);
        if (column == BW_COLUMNS) {
            return -1;
        }
        if (!is_readable(value)) {
            raise_bad_type(program->state, title_of(program), column_name_of(program, column),
                           "%U must be an array of bars, not %s", name, Py_TYPE(value)->tp_name);
            return -1;
        }
        if (bind_column(columns, column, column_name_of(program, column), value) < 0) {
            return -1;
        }
    }
    const uint32_t read = bw_program_columns(program->program);
    for (size_t i = 0; i < BW_COLUMNS; i++) {
        if ((read >> i & 1) != 0 && (columns->given >> i & 1) == 0) {
            const char *missing = column_name_of(program, i);
            raise_bad_type(program->state, title_of(program), missing, "%s is missing", missing);
            return -1;
        }
    }
    return 0;
}

static bw_status run(const program_object *program, const column_set *columns, size_t n, double *const *outputs)
{
    if (n >= VERY_LONG_RUN && !columns->needs_interpreter) {
        return run_watched(program->program, n, columns->columns, outputs);
    }
    if (n * bw_program_output_count(program->program) < LONG_RUN || columns->needs_interpreter) {
        return bw_program_run(program->program, n, columns->columns, outputs);
    }
    bw_status status;
    Py_BEGIN_ALLOW_THREADS status = bw_program_run(program->program, n, columns->columns, outputs);
    Py_END_ALLOW_THREADS return status;
}

/* The arrays that results go to: new, or those given. */
static PyObject *open_arrays(const program_object *program, const column_set *columns, PyObject *out, Py_ssize_t n)
{
    const Py_ssize_t count = PyTuple_GET_SIZE(program->outputs);
    if (out != Py_None && (!PyTuple_Check(out) || PyTuple_GET_SIZE(out) != count)) {
        return raise_bad_type(program->state, title_of(program), "out", "out must be a tuple of %zd arrays, not %R",
                              count, out);
    }
    PyObject *arrays = PyTuple_New(count);
    for (Py_ssize_t i = 0; arrays != NULL && i < count; i++) {
        PyObject *array;
        if (out == Py_None) {
            array = new_result(program->state, program->state->doubles, n, columns->columns);
        } else {
            array = Py_NewRef(PyTuple_GET_ITEM(out, i));
        }
        const output_place place = {
            .state = program->state,
            .title = title_of(program),
            .columns = columns,
            .arrays = PySequence_Fast_ITEMS(arrays),
            .index = i,
        };
        if (array == NULL || (out != Py_None && check_given_array(&place, array, n) < 0)) {
            Py_XDECREF(array);
            Py_CLEAR(arrays);
        } else {
            PyTuple_SET_ITEM(arrays, i, array);
        }
    }
    return arrays;
}

static PyObject *run_on_columns(const program_object *program, column_set *columns, PyObject *out)
{
    const Py_ssize_t n = common_length(columns);
    PyObject *arrays = n < 0 ? NULL : open_arrays(program, columns, out, n);
    const size_t count = (size_t)PyTuple_GET_SIZE(program->outputs);
    double **data = arrays == NULL ? NULL : PyMem_New(double *, count);
    if (data == NULL) {
        Py_XDECREF(arrays);
        return PyErr_Occurred() == NULL ? PyErr_NoMemory() : NULL;
    }
    for (size_t i = 0; i < count; i++) {
        data[i] = PyArray_DATA((PyArrayObject *)PyTuple_GET_ITEM(arrays, (Py_ssize_t)i));
    }
    const bw_status status = run(program, columns, (size_t)n, data);
    PyMem_Free(data);
    const bool has_raised = PyErr_Occurred() != NULL; /* while a list was read, or by a signal's handler */
    if (has_raised || status != BW_OK) {
        Py_CLEAR(arrays);
    }
    return arrays != NULL || has_raised ? arrays : raise_last_error(program->state);
}

PyObject *run_program(PyObject *self, PyObject *positional, PyObject *named)
{
    static char *names[] = { "columns", "out", NULL };
    const program_object *program = (program_object *)self;
    PyObject *given, *out = Py_None, *result = NULL;
    if (!PyArg_ParseTupleAndKeywords(positional, named, "O!|O:run", names, &PyDict_Type, &given, &out)) {
        return NULL;
    }
    given = PyDict_Copy(given); /* which nobody can change meanwhile */
    if (given == NULL) {
        return NULL;
    }
    column_set columns;
    start_columns(&columns, program->state, title_of(program));
    if (bind_columns(program, given, &columns) == 0) {
        result = run_on_columns(program, &columns, out);
    }
    release_columns(&columns);
    Py_DECREF(given);
    return result;
}
