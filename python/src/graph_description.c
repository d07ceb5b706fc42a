#include "graph_description.h"

#include <string.h>

#include "arguments.h"
#include "errors.h"

const char *const operation_names[BW_OPERATIONS] = {
    [BW_ADD] = "add",
    [BW_SUBTRACT] = "subtract",
    [BW_MULTIPLY] = "multiply",
    [BW_DIVIDE] = "divide",
    [BW_LESS] = "less",
    [BW_LESS_OR_EQUAL] = "less_or_equal",
    [BW_EQUAL] = "equal",
    [BW_NOT_EQUAL] = "not_equal",
    [BW_GREATER] = "greater",
    [BW_GREATER_OR_EQUAL] = "greater_or_equal",
    [BW_GREATER_OF] = "greater_of",
    [BW_LESS_OF] = "less_of",
};

/* A graph that grows node by node. */
typedef struct {
    const module_state *state;
    bw_graph *graph;
    bw_series *series; /* the outputs of all nodes so far, one after the other */
    Py_ssize_t *first; /* of each node: where its outputs begin; one more than there are nodes */
    Py_ssize_t nodes, room;
} description;

/* ---- references ---------------------------------------------------------------------------------------------------- */

static int read_reference(const description *d, PyObject *reference, bw_series *series)
{
    Py_ssize_t node, output;
    if (!PyTuple_Check(reference)) {
        PyErr_Format(PyExc_TypeError, "a reference must be a tuple, not %R", reference);
        return -1;
    }
    if (!PyArg_ParseTuple(reference, "nn:reference", &node, &output)) {
        return -1;
    }
    if (node < 0 || node >= d->nodes || output < 0 || output >= d->first[node + 1] - d->first[node]) {
        PyErr_Format(PyExc_ValueError, "there is no earlier output %R", reference);
        return -1;
    }
    *series = d->series[d->first[node] + output];
    return 0;
}

/* Writes at most `room` series; their number, or -1. */
static Py_ssize_t read_references(const description *d, PyObject *references, bw_series *series, Py_ssize_t room)
{
    PyObject *list = PySequence_Fast(references, "references must be a sequence");
    if (list == NULL) {
        return -1;
    }
    Py_ssize_t count = PySequence_Fast_GET_SIZE(list);
    for (Py_ssize_t i = 0; i < count && i < room; i++) {
        if (read_reference(d, PySequence_Fast_GET_ITEM(list, i), &series[i]) < 0) {
            count = -1;
        }
    }
    Py_DECREF(list);
    return count;
}

/* ---- nodes --------------------------------------------------------------------------------------------------------- */

/* Each writes the outputs of a node, at most OUTPUT_LIMIT, to `outputs`; their number, or -1. */
typedef Py_ssize_t add_node(description *d, PyObject *node, bw_series *outputs);

static Py_ssize_t add_source(description *d, PyObject *node, bw_series *outputs)
{
    const char *kind, *name;
    if (!PyArg_ParseTuple(node, "ss:source", &kind, &name)) {
        return -1;
    }
    const bw_source source = bw_source_named(name);
    if (source == BW_GIVEN) {
        PyErr_Format(d->state->bad_value_error, "there is no source %s", name);
        return -1;
    }
    outputs[0] = bw_graph_source(d->graph, source);
    return 1;
}

static Py_ssize_t add_given(description *d, PyObject *node, bw_series *outputs)
{
    const char *kind;
    Py_ssize_t k;
    if (!PyArg_ParseTuple(node, "sn:given", &kind, &k)) {
        return -1;
    }
    if (k < 0 || k >= BW_FREE_INPUTS) {
        PyErr_Format(d->state->bad_value_error, "at most %d arrays can be given beside the columns of the market",
                     BW_FREE_INPUTS);
        return -1;
    }
    outputs[0] = bw_graph_given(d->graph, (uint32_t)k);
    return 1;
}

static Py_ssize_t add_constant(description *d, PyObject *node, bw_series *outputs)
{
    const char *kind;
    double value;
    if (!PyArg_ParseTuple(node, "sd:constant", &kind, &value)) {
        return -1;
    }
    outputs[0] = bw_graph_constant(d->graph, value);
    return 1;
}

static Py_ssize_t add_operation(description *d, PyObject *node, bw_series *outputs)
{
    const char *kind, *name;
    PyObject *references[2];
    bw_series operands[2];
    if (!PyArg_ParseTuple(node, "ssOO:operation", &kind, &name, &references[0], &references[1])
        || read_reference(d, references[0], &operands[0]) < 0 || read_reference(d, references[1], &operands[1]) < 0) {
        return -1;
    }
    for (int i = 0; i < BW_OPERATIONS; i++) {
        if (strcmp(operation_names[i], name) == 0) {
            outputs[0] = bw_graph_operation(d->graph, (bw_operation)i, operands[0], operands[1]);
            return 1;
        }
    }
    PyErr_Format(d->state->bad_value_error, "there is no operation %s", name);
    return -1;
}

static Py_ssize_t add_shift(description *d, PyObject *node, bw_series *outputs)
{
    const char *kind;
    PyObject *reference;
    Py_ssize_t bars;
    bw_series series;
    if (!PyArg_ParseTuple(node, "sOn:shift", &kind, &reference, &bars) || read_reference(d, reference, &series) < 0) {
        return -1;
    }
    if (bars < 0 || bars > BW_PERIOD_MAX) {
        raise_bad_value(d->state, "shift", "bars", "bars must be an integer from 0 to %d, not %zd", BW_PERIOD_MAX,
                        bars);
        return -1;
    }
    outputs[0] = bw_graph_shift(d->graph, series, (uint32_t)bars);
    return 1;
}

static Py_ssize_t add_indicator(description *d, PyObject *node, bw_series *outputs)
{
    const char *kind;
    PyObject *name, *references, *values;
    if (!PyArg_ParseTuple(node, "sUOO:indicator", &kind, &name, &references, &values)) {
        return -1;
    }
    const indicator_object *indicator = (indicator_object *)PyDict_GetItemWithError(d->state->indicators, name);
    if (indicator == NULL) {
        if (PyErr_Occurred() == NULL) {
            PyErr_Format(d->state->bad_value_error, "there is no indicator %U", name);
        }
        return -1;
    }
    bw_series inputs[BW_COLUMNS];
    double parameters[PARAMETER_LIMIT];
    const Py_ssize_t count = read_references(d, references, inputs, BW_COLUMNS);
    if (count < 0 || read_parameter_values(indicator, values, parameters) < 0) {
        return -1;
    }
    if (count != indicator->inputs) {
        PyErr_Format(PyExc_TypeError, "%U takes %zd inputs, not %zd", name, indicator->inputs, count);
        return -1;
    }
    if (bw_graph_indicator(d->graph, indicator->row, inputs, parameters, outputs) != BW_OK) {
        raise_last_error(d->state);
        return -1;
    }
    return indicator->outputs;
}

static Py_ssize_t add_any(description *d, PyObject *node, bw_series *outputs)
{
    static const struct {
        const char *name;
        add_node *add;
    } kinds[] = {
        { "source", add_source },       { "given", add_given }, { "constant", add_constant },
        { "operation", add_operation }, { "shift", add_shift }, { "indicator", add_indicator },
    };
    PyObject *kind = PyTuple_Check(node) && PyTuple_GET_SIZE(node) > 0 ? PyTuple_GET_ITEM(node, 0) : NULL;
    for (size_t i = 0; kind != NULL && PyUnicode_Check(kind) && i < sizeof kinds / sizeof *kinds; i++) {
        if (PyUnicode_CompareWithASCIIString(kind, kinds[i].name) == 0) {
            return kinds[i].add(d, node, outputs);
        }
    }
    PyErr_Format(PyExc_TypeError, "there is no node %R", node);
    return -1;
}

/* ---- the whole ----------------------------------------------------------------------------------------------------- */

static int make_room(description *d, Py_ssize_t more)
{
    const Py_ssize_t needed = d->first[d->nodes] + more;
    if (needed <= d->room) {
        return 0;
    }
    bw_series *series = PyMem_Resize(d->series, bw_series, (size_t)needed * 2);
    if (series == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    d->series = series;
    d->room = needed * 2;
    return 0;
}

static int add_all(description *d, PyObject *nodes)
{
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(nodes); i++) {
        if (make_room(d, OUTPUT_LIMIT) < 0) {
            return -1;
        }
        const Py_ssize_t outputs = add_any(d, PySequence_Fast_GET_ITEM(nodes, i), d->series + d->first[i]);
        if (outputs < 0) {
            return -1;
        }
        d->nodes = i + 1;
        d->first[i + 1] = d->first[i] + outputs;
    }
    return 0;
}

int wire_description(const module_state *state, bw_graph *graph, PyObject *nodes, PyObject *outputs, bw_series *series,
                     Py_ssize_t count)
{
    PyObject *list = PySequence_Fast(nodes, "the nodes must be a sequence");
    if (list == NULL) {
        return -1;
    }
    description d = {
        .state = state,
        .graph = graph,
        .first = PyMem_Calloc((size_t)PySequence_Fast_GET_SIZE(list) + 1, sizeof *d.first),
    };
    int wired = -1;
    if (d.first == NULL) {
        PyErr_NoMemory();
    } else if (add_all(&d, list) == 0) {
        const Py_ssize_t read = read_references(&d, outputs, series, count);
        wired = read == count ? 0 : -1;
        if (read >= 0 && wired < 0) {
            PyErr_Format(PyExc_ValueError, "there are %zd outputs, not %zd", read, count);
        }
    }
    PyMem_Free(d.first);
    PyMem_Free(d.series);
    Py_DECREF(list);
    return wired;
}

static bw_program *program_of_graph(const module_state *state, bw_graph *graph, PyObject *nodes, PyObject *outputs,
                                    const char *kernel)
{
    const Py_ssize_t count = PySequence_Size(outputs);
    bw_series *series = count < 0 ? NULL : PyMem_New(bw_series, (size_t)count);
    bw_program *program = NULL;
    if (count >= 0 && series == NULL) {
        PyErr_NoMemory();
    }
    if (series != NULL && wire_description(state, graph, nodes, outputs, series, count) == 0
        && bw_program_of_graph(graph, series, (size_t)count, kernel, &program) != BW_OK) {
        raise_last_error(state);
        program = NULL;
    }
    PyMem_Free(series);
    return program;
}

bw_program *program_of_description(const module_state *state, PyObject *nodes, PyObject *outputs, const char *kernel)
{
    bw_graph *graph = bw_graph_new();
    if (graph == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    bw_program *program = program_of_graph(state, graph, nodes, outputs, kernel);
    bw_graph_delete(graph);
    return program;
}
