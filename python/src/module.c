/* barwise._core: the catalogue as Python objects. */
#define BARWISE_IMPORTS_NUMPY
#include "bound_data.h"
#include "errors.h"
#include "indicator.h"
#include "one_start.h"
#include "panel.h"
#include "parameter_rows.h"
#include "peer_function.h"
#include "program.h"
#include "result_memory.h"
#include "short_results.h"
#include "shortcut.h"
#include "stream.h"
#include "sweep.h"

/* ---- functions ----------------------------------------------------------------------------------------------------- */

static PyObject *kernels(PyObject *module, PyObject *unused)
{
    (void)module, (void)unused;
    PyObject *names = PyList_New(0);
    for (const char *const *kernel = bw_kernels(); names != NULL && *kernel != NULL; kernel++) {
        PyObject *name = PyUnicode_FromString(*kernel);
        if (name == NULL || PyList_Append(names, name) < 0) {
            Py_CLEAR(names);
        }
        Py_XDECREF(name);
    }
    PyObject *result = names == NULL ? NULL : PyList_AsTuple(names);
    Py_XDECREF(names);
    return result;
}

static PyObject *default_kernel(PyObject *module, PyObject *unused)
{
    (void)module, (void)unused;
    return PyUnicode_FromString(bw_default_kernel());
}

static PyObject *find(PyObject *module, PyObject *name)
{
    const module_state *state = PyModule_GetState(module);
    if (!PyUnicode_Check(name)) {
        return PyErr_Format(state->bad_type_error, "the name of an indicator must be a str, not %s",
                            Py_TYPE(name)->tp_name);
    }
    const char *text = PyUnicode_AsUTF8(name);
    if (text == NULL) {
        return NULL;
    }
    const bw_indicator *row = bw_find_indicator(text);
    if (row == NULL) {
        return raise_last_error(state);
    }
    PyObject *indicator = PyDict_GetItemString(state->indicators, row->name);
    return Py_XNewRef(indicator);
}

static PyMethodDef functions[] = {
    { "kernels", kernels, METH_NOARGS,
      "kernels()\n--\n\nThe instruction sets that this machine can run, best first. All give the same bits." },
    { "default_kernel", default_kernel, METH_NOARGS,
      "default_kernel()\n--\n\nThe one that kernel=\"auto\" means: the best, or the one that BARWISE_KERNEL names." },
    { "find", find, METH_O,
      "find(name, /)\n--\n\nThe indicator of that name, or that other libraries call so; upper and lower case are the "
      "same." },
    { "bind_data", bind_data, METH_VARARGS,
      "bind_data(indicator, data, kernel, any_shape, /)\n--\n\nThe sources of the inputs and the arrays of the "
      "columns." },
    { "read_parameter", read_parameter, METH_VARARGS,
      "read_parameter(indicator, index, values, /)\n--\n\nThe numbers that stand for a parameter's values." },
    { "refused_rows", refused_rows, METH_VARARGS,
      "refused_rows(indicator, parameters, /)\n--\n\nThe rows that will not do, and what is wrong with them." },
    { "one_start", (PyCFunction)(void (*)(void))one_start, METH_FASTCALL,
      "one_start(first, letters, places, result, /)\n--\n\n"
      "Outputs of a result, undefined up to the bar at which the last starts; those of letters i and b as integers." },
    { "run_series", (PyCFunction)(void (*)(void))run_series, METH_FASTCALL,
      "run_series(program, arrays, outputs, starts, stops, threads, progress, /)\n--\n\n"
      "Runs a program over many series: along the last dimension, or from each start to its stop." },
    { NULL, NULL, 0, NULL },
};

/* ---- the module ---------------------------------------------------------------------------------------------------- */

static int add_indicators(PyObject *module, module_state *state)
{
    state->indicators = PyDict_New();
    if (state->indicators == NULL) {
        return -1;
    }
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const bw_indicator *row = bw_indicator_at(i);
        PyObject *indicator = new_indicator(state, row);
        const int added = indicator == NULL ? -1 : PyDict_SetItemString(state->indicators, row->name, indicator);
        Py_XDECREF(indicator);
        if (added < 0) {
            return -1;
        }
    }
    PyObject *view = PyDictProxy_New(state->indicators);
    const int added = PyModule_AddObjectRef(module, "indicators", view);
    Py_XDECREF(view);
    return added;
}

static PyObject *source_names(void)
{
    PyObject *names = PyTuple_New(BW_SOURCES);
    for (int source = 0; names != NULL && source < BW_SOURCES; source++) {
        PyObject *name = PyUnicode_InternFromString(bw_source_name((bw_source)source));
        if (name == NULL) {
            Py_CLEAR(names);
        } else {
            PyTuple_SET_ITEM(names, source, name);
        }
    }
    return names;
}

static int add_constants(PyObject *module)
{
    PyObject *sources = source_names();
    PyObject *market = sources == NULL ? NULL : PyTuple_GetSlice(sources, 0, BW_MARKET_COLUMNS);
    int added = -1;
    if (market != NULL && PyModule_AddObjectRef(module, "sources", sources) == 0
        && PyModule_AddObjectRef(module, "market_columns", market) == 0
        && PyModule_AddIntConstant(module, "numerics", bw_numerics()) == 0
        && PyModule_AddStringConstant(module, "version", bw_version()) == 0) {
        added = 0;
    }
    Py_XDECREF(sources);
    Py_XDECREF(market);
    return added;
}

static int execute(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    if (PyArray_ImportNumPyAPI() < 0 || (state->doubles = PyArray_DescrFromType(NPY_DOUBLE)) == NULL
        || (state->integers = PyArray_DescrFromType(NPY_INT32)) == NULL
        || (state->result_memory = new_result_memory()) == NULL || add_errors(module, state) < 0
        || add_indicator_type(module, state) < 0 || add_feed_type(module, state) < 0
        || add_stream_type(module, state) < 0 || add_program_type(module, state) < 0
        || add_sweep_type(module, state) < 0 || add_shortcut_type(module, state) < 0
        || add_peer_function_type(module) < 0 || add_indicators(module, state) < 0 || add_constants(module) < 0) {
        return -1;
    }
    return 0;
}

static int traverse(PyObject *module, visitproc visit, void *arg)
{
    module_state *state = PyModule_GetState(module);
    Py_VISIT(state->indicator_type);
    Py_VISIT(state->program_type);
    Py_VISIT(state->feed_type);
    Py_VISIT(state->stream_type);
    Py_VISIT(state->sweep_type);
    Py_VISIT(state->shortcut_type);
    Py_VISIT(state->indicators);
    Py_VISIT(state->error);
    Py_VISIT(state->bad_value_error);
    Py_VISIT(state->bad_type_error);
    Py_VISIT(state->doubles);
    Py_VISIT(state->integers);
    Py_VISIT(state->result_memory);
    return 0;
}

static int clear(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    Py_CLEAR(state->indicator_type);
    Py_CLEAR(state->program_type);
    Py_CLEAR(state->feed_type);
    Py_CLEAR(state->stream_type);
    Py_CLEAR(state->sweep_type);
    Py_CLEAR(state->shortcut_type);
    Py_CLEAR(state->indicators);
    Py_CLEAR(state->error);
    Py_CLEAR(state->bad_value_error);
    Py_CLEAR(state->bad_type_error);
    Py_CLEAR(state->doubles);
    Py_CLEAR(state->integers);
    Py_CLEAR(state->result_memory);
    drop_short_results();
    return 0;
}

static void release(void *module)
{
    clear(module);
}

static PyModuleDef_Slot slots[] = {
    { Py_mod_exec, execute },
#ifdef Py_mod_multiple_interpreters
    { Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED }, /* nor are they by numpy */
#endif
#ifdef Py_mod_gil
    { Py_mod_gil, Py_MOD_GIL_NOT_USED },
#endif
    { 0, NULL },
};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "barwise._core",
    .m_doc = "The indicators of barwise; use them through the package barwise.",
    .m_size = sizeof(module_state),
    .m_methods = functions,
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = release,
};

PyMODINIT_FUNC PyInit__core(void)
{
    return PyModuleDef_Init(&definition);
}
