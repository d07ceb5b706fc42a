#include "sweep.h"

#include "errors.h"
#include "execution.h"
#include "graph_description.h"
#include "indicator.h"
#include "named_columns.h"
#include "parameter_rows.h"
#include "program.h"

/* Never changes once made. */
typedef struct {
    PyObject_HEAD bw_sweep *sweep;
    const module_state *state;
    PyObject *title;   /* a str, that messages start with */
    PyObject *columns; /* a tuple of the names of all BW_COLUMNS columns; None for those that cannot be given */
    Py_ssize_t rows, outputs;
} sweep_object;

/* ---- making one ---------------------------------------------------------------------------------------------------- */

static sweep_object *new_sweep(PyObject *class, PyObject *title, PyObject *columns)
{
    PyTypeObject *type = (PyTypeObject *)class;
    if (!PyTuple_Check(columns) || PyTuple_GET_SIZE(columns) != BW_COLUMNS || !PyUnicode_Check(title)
        || PyUnicode_AsUTF8(title) == NULL) {
        PyErr_Format(PyExc_TypeError, "columns must be a tuple of %d names", BW_COLUMNS);
        return NULL;
    }
    sweep_object *sweep = (sweep_object *)type->tp_alloc(type, 0);
    if (sweep != NULL) {
        sweep->state = PyType_GetModuleState(type);
        sweep->title = Py_NewRef(title);
        sweep->columns = Py_NewRef(columns);
    }
    return sweep;
}

static void deallocate(PyObject *self)
{
    sweep_object *sweep = (sweep_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    bw_sweep_delete(sweep->sweep);
    Py_XDECREF(sweep->title);
    Py_XDECREF(sweep->columns);
    type->tp_free(self);
    Py_DECREF(type);
}

/* of_indicator(indicator, sources, kernel, parameters) */
static PyObject *of_indicator(PyObject *class, PyObject *arguments)
{
    const module_state *state = PyType_GetModuleState((PyTypeObject *)class);
    PyObject *indicator_argument, *source_names, *parameters;
    const char *kernel;
    if (!PyArg_ParseTuple(arguments, "O!O!zO:of_indicator", state->indicator_type, &indicator_argument, &PyTuple_Type,
                          &source_names, &kernel, &parameters)) {
        return NULL;
    }
    const indicator_object *indicator = (const indicator_object *)indicator_argument;
    const double *rows = rows_of(parameters, indicator->parameters);
    bw_source sources[BW_COLUMNS];
    if (rows == NULL || read_sources(indicator, source_names, sources) < 0) {
        return NULL;
    }
    PyObject *columns = columns_of_indicator(indicator);
    sweep_object *sweep = columns == NULL ? NULL : new_sweep(class, indicator->name, columns);
    Py_XDECREF(columns);
    if (sweep == NULL) {
        return NULL;
    }
    sweep->rows = PyArray_DIM((PyArrayObject *)parameters, 0);
    sweep->outputs = indicator->outputs;
    const bw_request request = { .indicator = indicator->row, .sources = sources, .kernel = kernel };
    if (bw_sweep_of_request(&request, (size_t)sweep->rows, rows, &sweep->sweep) != BW_OK) {
        Py_DECREF(sweep);
        return raise_last_error(state);
    }
    return (PyObject *)sweep;
}

/* Rows as Python describes them. */
typedef struct {
    const module_state *state;
    PyObject *describe; /* of a row: its nodes and outputs, as in graph_description.h */
    Py_ssize_t outputs;
} described_rows;

/* Leaves the exception for of_graphs where a row fails. */
static bw_status build_row(void *context, size_t row, bw_graph *graph, bw_series *outputs)
{
    const described_rows *rows = context;
    PyObject *description = PyObject_CallFunction(rows->describe, "n", (Py_ssize_t)row), *nodes, *references;
    const bool built = description != NULL && PyArg_ParseTuple(description, "OO:describe", &nodes, &references)
                       && wire_description(rows->state, graph, nodes, references, outputs, rows->outputs) == 0;
    Py_XDECREF(description);
    return built ? BW_OK : BW_BAD_VALUE;
}

/* of_graphs(title, columns, rows, outputs, describe, kernel) */
static PyObject *of_graphs(PyObject *class, PyObject *arguments)
{
    PyObject *title, *columns, *describe;
    Py_ssize_t rows, outputs;
    const char *kernel;
    if (!PyArg_ParseTuple(arguments, "OOnnOz:of_graphs", &title, &columns, &rows, &outputs, &describe, &kernel)) {
        return NULL;
    }
    sweep_object *sweep = new_sweep(class, title, columns);
    if (sweep == NULL) {
        return NULL;
    }
    sweep->rows = rows;
    sweep->outputs = outputs;
    described_rows context = { .state = sweep->state, .describe = describe, .outputs = outputs };
    if (bw_sweep_new((size_t)rows, (size_t)outputs, build_row, &context, kernel, &sweep->sweep) != BW_OK) {
        if (PyErr_Occurred() == NULL) {
            raise_last_error(sweep->state);
        }
        Py_DECREF(sweep);
        return NULL;
    }
    return (PyObject *)sweep;
}

/* ---- running it ---------------------------------------------------------------------------------------------------- */

/* Each output is a matrix of so many rows; the package has checked them, and this is what would write beyond. */
static int find_rows(const sweep_object *sweep, PyObject *outputs, Py_ssize_t rows, Py_ssize_t bars, double **addresses)
{
    for (Py_ssize_t k = 0; k < sweep->outputs; k++) {
        PyArrayObject *array = (PyArrayObject *)PyTuple_GET_ITEM(outputs, k);
        const bool fits = PyArray_Check(array) && PyArray_TYPE(array) == NPY_DOUBLE && PyArray_ISBEHAVED(array)
                          && PyArray_NDIM(array) == 2 && PyArray_DIM(array, 0) == rows && PyArray_DIM(array, 1) == bars
                          && (bars < 2 || PyArray_STRIDE(array, 1) == sizeof(double));
        if (!fits) {
            PyErr_Format(PyExc_ValueError, "outputs must be arrays of float64 with %zd contiguous rows of %zd", rows,
                         bars);
            return -1;
        }
        for (Py_ssize_t row = 0; row < rows; row++) {
            addresses[row * sweep->outputs + k] = (double *)(PyArray_BYTES(array) + row * PyArray_STRIDE(array, 0));
        }
    }
    return 0;
}

static PyObject *run_rows(const sweep_object *sweep, Py_ssize_t first, Py_ssize_t rows, const named_columns *columns,
                          PyObject *outputs, python_execution *execution)
{
    const Py_ssize_t bars = columns->first == NULL ? 0 : PyArray_DIM(columns->first, 0);
    double **addresses = PyMem_New(double *, (size_t)(rows * sweep->outputs) + 1);
    PyObject *outcome = NULL;
    if (addresses == NULL) {
        PyErr_NoMemory();
    } else if (find_rows(sweep, outputs, rows, bars, addresses) == 0) {
        give_gil_away(execution);
        const bw_status status = bw_sweep_run(sweep->sweep, (size_t)first, (size_t)rows, (size_t)bars,
                                              columns->set.columns, addresses, &execution->execution);
        take_gil_back(execution);
        outcome = outcome_of(execution, sweep->state, status);
    }
    PyMem_Free(addresses);
    return outcome;
}

static PyObject *run(PyObject *self, PyObject *arguments)
{
    const sweep_object *sweep = (const sweep_object *)self;
    Py_ssize_t first, rows;
    PyObject *arrays, *outputs, *threads, *progress;
    if (!PyArg_ParseTuple(arguments, "nnO!O!OO:run", &first, &rows, &PyDict_Type, &arrays, &PyTuple_Type, &outputs,
                          &threads, &progress)) {
        return NULL;
    }
    if (first < 0 || rows < 0 || first > sweep->rows - rows || PyTuple_GET_SIZE(outputs) != sweep->outputs) {
        PyErr_Format(PyExc_ValueError, "there are %zd rows of %zd outputs", sweep->rows, sweep->outputs);
        return NULL;
    }
    const char *title = PyUnicode_AsUTF8(sweep->title);
    named_columns columns;
    python_execution execution;
    if (open_execution(&execution, sweep->state, title, threads, progress) < 0
        || open_named_columns(&columns, sweep->state, title, sweep->columns, arrays, bw_sweep_columns(sweep->sweep))
               < 0) {
        return NULL;
    }
    if (columns.first != NULL && PyArray_NDIM(columns.first) != 1) {
        return raise_bad_value(sweep->state, title, columns.first_name, "%s must have one dimension, not %d",
                               columns.first_name, PyArray_NDIM(columns.first));
    }
    return run_rows(sweep, first, rows, &columns, outputs, &execution);
}

/* ---- the type ------------------------------------------------------------------------------------------------------ */

static PyMethodDef methods[] = {
    { "of_indicator", of_indicator, METH_CLASS | METH_VARARGS,
      "of_indicator(indicator, sources, kernel, parameters)\n\nA row for each row of parameters, float64." },
    { "of_graphs", of_graphs, METH_CLASS | METH_VARARGS,
      "of_graphs(title, columns, rows, outputs, describe, kernel)\n\n"
      "Rows of graphs: describe(row) gives the nodes and the references of the outputs of one." },
    { "run", run, METH_VARARGS,
      "run(first, rows, arrays, outputs, threads, progress)\n\nWrites those rows to outputs, a matrix for each." },
    { NULL, NULL, 0, NULL },
};

int add_sweep_type(PyObject *module, module_state *state)
{
    PyType_Slot slots[] = {
        { Py_tp_dealloc, deallocate },
        { Py_tp_methods, methods },
        { 0, NULL },
    };
    PyType_Spec spec = {
        .name = "barwise._core.PreparedSweep",
        .basicsize = sizeof(sweep_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    state->sweep_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->sweep_type == NULL ? -1 : PyModule_AddType(module, state->sweep_type);
}
