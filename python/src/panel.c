#include "panel.h"

#include "errors.h"
#include "execution.h"
#include "named_columns.h"
#include "program.h"

/* Where the series are. */
typedef struct {
    const bw_program *program;
    named_columns columns;
    PyArrayObject **outputs; /* of the tuple that was given */
    size_t output_count;
    const npy_intp *starts, *stops; /* NULL: along the last dimension */
    size_t series;
    double **addresses; /* of the outputs of each series, one series after the other */
} panel;

/* ---- places -------------------------------------------------------------------------------------------------------- */

/* From the array's first value to the first of that series, in bytes. */
static ptrdiff_t offset_of(const panel *p, PyArrayObject *array, size_t series)
{
    const int last = PyArray_NDIM(array) - 1;
    if (p->starts != NULL) {
        return p->starts[series] * PyArray_STRIDE(array, last);
    }
    ptrdiff_t offset = 0;
    for (int i = last - 1; i >= 0; i--) {
        const size_t size = (size_t)PyArray_DIM(array, i);
        offset += (ptrdiff_t)(series % size) * PyArray_STRIDE(array, i);
        series /= size;
    }
    return offset;
}

static void describe(void *context, size_t series, bw_task *task)
{
    const panel *p = context;
    PyArrayObject *first = p->outputs[0];
    const int last = PyArray_NDIM(first) - 1;
    double **addresses = p->addresses + series * p->output_count;
    *task = (bw_task){
        .program = p->program,
        .n = (size_t)(p->starts == NULL ? PyArray_DIM(first, last) : p->stops[series] - p->starts[series]),
        .outputs = addresses,
        .output_stride = PyArray_STRIDE(first, last),
    };
    for (size_t i = 0; i < BW_COLUMNS; i++) {
        if (p->columns.arrays[i] != NULL) {
            task->columns[i] = p->columns.set.columns[i];
            task->columns[i].data = (const char *)task->columns[i].data + offset_of(p, p->columns.arrays[i], series);
        }
    }
    for (size_t k = 0; k < p->output_count; k++) {
        addresses[k] = (double *)(PyArray_BYTES(p->outputs[k]) + offset_of(p, p->outputs[k], series));
    }
}

/* ---- arguments ----------------------------------------------------------------------------------------------------- */

/* The package has checked and aligned them; this is what would otherwise write beyond them. */
static int open_panel_outputs(panel *p, PyObject *outputs)
{
    p->output_count = bw_program_output_count(p->program);
    if (!PyTuple_Check(outputs) || (size_t)PyTuple_GET_SIZE(outputs) != p->output_count) {
        PyErr_Format(PyExc_TypeError, "outputs must be a tuple of %zu arrays", p->output_count);
        return -1;
    }
    p->outputs = (PyArrayObject **)PySequence_Fast_ITEMS(outputs);
    for (size_t k = 0; k < p->output_count; k++) {
        PyArrayObject *array = p->outputs[k];
        const bool fits = PyArray_Check(array) && PyArray_TYPE(array) == NPY_DOUBLE && PyArray_ISBEHAVED(array)
                          && PyArray_NDIM(array) > 0
                          && (p->columns.first == NULL || PyArray_SAMESHAPE(array, p->columns.first));
        const bool is_alike = fits
                              && (k == 0
                                  || (PyArray_SAMESHAPE(array, p->outputs[0])
                                      && PyArray_STRIDE(array, PyArray_NDIM(array) - 1)
                                             == PyArray_STRIDE(p->outputs[0], PyArray_NDIM(array) - 1)));
        if (!is_alike) {
            PyErr_SetString(PyExc_ValueError, "outputs must be float64 arrays like the inputs, with equal strides");
            return -1;
        }
    }
    return 0;
}

static const npy_intp *read_positions(PyObject *positions, npy_intp count)
{
    PyArrayObject *array = (PyArrayObject *)positions;
    if (!PyArray_Check(array) || PyArray_TYPE(array) != NPY_INTP || !PyArray_ISCARRAY_RO(array)
        || PyArray_NDIM(array) != 1 || PyArray_DIM(array, 0) != count) {
        PyErr_SetString(PyExc_TypeError, "starts and stops must be contiguous arrays of intp, as long as each other");
        return NULL;
    }
    return PyArray_DATA(array);
}

static int open_ranges(panel *p, PyObject *starts, PyObject *stops)
{
    const npy_intp count = PyArray_Check(starts) ? PyArray_SIZE((PyArrayObject *)starts) : 0;
    p->starts = read_positions(starts, count);
    p->stops = p->starts == NULL ? NULL : read_positions(stops, count);
    if (p->stops == NULL) {
        return -1;
    }
    const npy_intp bars = PyArray_DIM(p->outputs[0], 0);
    for (npy_intp i = 0; i < count; i++) {
        if (PyArray_NDIM(p->outputs[0]) != 1 || p->starts[i] < 0 || p->starts[i] > p->stops[i] || p->stops[i] > bars) {
            PyErr_SetString(PyExc_ValueError, "starts and stops must lie within arrays of one dimension");
            return -1;
        }
    }
    p->series = (size_t)count;
    return 0;
}

static int open_panel(panel *p, const program_object *program, PyObject *arrays, PyObject *outputs, PyObject *starts,
                      PyObject *stops)
{
    p->program = program->program;
    p->starts = p->stops = NULL;
    if (open_named_columns(&p->columns, program->state, title_of(program), program->columns, arrays,
                           bw_program_columns(p->program))
            < 0
        || open_panel_outputs(p, outputs) < 0) {
        return -1;
    }
    if (starts != Py_None) {
        return open_ranges(p, starts, stops);
    }
    const npy_intp bars = PyArray_DIM(p->outputs[0], PyArray_NDIM(p->outputs[0]) - 1);
    p->series = bars == 0 ? 0 : (size_t)(PyArray_SIZE(p->outputs[0]) / bars);
    return 0;
}

/* ---- the run ------------------------------------------------------------------------------------------------------- */

static PyObject *run_panel(panel *p, const module_state *state, python_execution *execution)
{
    p->addresses = PyMem_New(double *, p->series * p->output_count + 1);
    if (p->addresses == NULL) {
        return PyErr_NoMemory();
    }
    give_gil_away(execution);
    const bw_status status = bw_run_tasks(p->series, describe, p, &execution->execution);
    take_gil_back(execution);
    PyMem_Free(p->addresses);
    return outcome_of(execution, state, status);
}

PyObject *run_series(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    const module_state *state = PyModule_GetState(module);
    if (count != 7 || !PyObject_TypeCheck(arguments[0], state->program_type) || !PyDict_Check(arguments[1])) {
        PyErr_SetString(PyExc_TypeError, "run_series(program, arrays, outputs, starts, stops, threads, progress)");
        return NULL;
    }
    const program_object *program = (const program_object *)arguments[0];
    panel p;
    python_execution execution;
    if (open_execution(&execution, state, title_of(program), arguments[5], arguments[6]) < 0
        || open_panel(&p, program, arguments[1], arguments[2], arguments[3], arguments[4]) < 0) {
        return NULL;
    }
    return run_panel(&p, state, &execution);
}
