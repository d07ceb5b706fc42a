#include "program.h"

#include "arguments.h"
#include "errors.h"
#include "graph_description.h"
#include "program_run.h"
#include "settings.h"

/* ---- making one ---------------------------------------------------------------------------------------------------- */

static PyObject *names_of_columns(PyObject *given)
{
    PyObject *names = PyTuple_New(BW_COLUMNS);
    for (Py_ssize_t i = 0; names != NULL && i < BW_COLUMNS; i++) {
        const Py_ssize_t k = i - BW_MARKET_COLUMNS;
        PyObject *name;
        if (k < 0) {
            name = PyUnicode_InternFromString(bw_source_name((bw_source)i));
        } else {
            name = Py_NewRef(k < PyTuple_GET_SIZE(given) ? PyTuple_GET_ITEM(given, k) : Py_None);
        }
        if (name == NULL) {
            Py_CLEAR(names);
        } else {
            PyTuple_SET_ITEM(names, i, name);
        }
    }
    return names;
}

static bool holds_names(PyObject *tuple)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); i++) {
        PyObject *name = PyTuple_GET_ITEM(tuple, i);
        if (name != Py_None && (!PyUnicode_Check(name) || PyUnicode_AsUTF8(name) == NULL)) {
            return false;
        }
    }
    return true;
}

static int check_names(const bw_program *program, PyObject *title, PyObject *outputs, PyObject *given)
{
    if (PyUnicode_AsUTF8(title) == NULL) {
        return -1;
    }
    if (!holds_names(outputs) || !holds_names(given)) {
        if (PyErr_Occurred() == NULL) {
            PyErr_SetString(PyExc_TypeError, "names must be strings");
        }
        return -1;
    }
    for (Py_ssize_t k = 0; k < BW_FREE_INPUTS; k++) {
        const bool has_name = k < PyTuple_GET_SIZE(given) && PyTuple_GET_ITEM(given, k) != Py_None;
        if ((bw_program_columns(program) >> (BW_MARKET_COLUMNS + k) & 1) != 0 && !has_name) {
            PyErr_Format(PyExc_ValueError, "the array that is given with number %zd has no name", k);
            return -1;
        }
    }
    if ((size_t)PyTuple_GET_SIZE(outputs) != bw_program_output_count(program)) {
        PyErr_Format(PyExc_ValueError, "there are %zd names for %zu outputs", PyTuple_GET_SIZE(outputs),
                     bw_program_output_count(program));
        return -1;
    }
    return 0;
}

PyObject *new_program(const module_state *state, bw_program *program, PyObject *title, PyObject *outputs,
                      PyObject *given)
{
    program_object *made = NULL;
    if (check_names(program, title, outputs, given) == 0) {
        made = (program_object *)state->program_type->tp_alloc(state->program_type, 0);
    }
    if (made == NULL) {
        bw_program_release(program);
        return NULL;
    }
    made->program = program;
    made->state = state;
    made->title = Py_NewRef(title);
    made->outputs = Py_NewRef(outputs);
    made->columns = names_of_columns(given);
    if (made->columns == NULL) {
        Py_CLEAR(made);
    }
    return (PyObject *)made;
}

static PyObject *new_from_description(PyTypeObject *type, PyObject *positional, PyObject *named)
{
    static char *names[] = { "nodes", "outputs", "names", "given", "title", "kernel", NULL };
    PyObject *nodes, *outputs, *output_names, *given, *title;
    const char *kernel = NULL;
    if (!PyArg_ParseTupleAndKeywords(positional, named, "OOO!O!U|z:Program", names, &nodes, &outputs, &PyTuple_Type,
                                     &output_names, &PyTuple_Type, &given, &title, &kernel)) {
        return NULL;
    }
    const module_state *state = PyType_GetModuleState(type);
    bw_program *program = program_of_description(state, nodes, outputs, kernel);
    return program == NULL ? NULL : new_program(state, program, title, output_names, given);
}

/* ---- of an indicator ----------------------------------------------------------------------------------------------- */

int read_sources(const indicator_object *indicator, PyObject *names, bw_source *sources)
{
    if (PyTuple_GET_SIZE(names) != indicator->inputs) {
        PyErr_Format(PyExc_ValueError, "%U takes %zd sources, not %zd", indicator->name, indicator->inputs,
                     PyTuple_GET_SIZE(names));
        return -1;
    }
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        PyObject *name = PyTuple_GET_ITEM(names, i);
        const char *text = name == Py_None ? "" : PyUnicode_AsUTF8(name);
        if (text == NULL) {
            return -1;
        }
        sources[i] = bw_source_named(text);
        if (sources[i] == BW_GIVEN && name != Py_None) {
            PyErr_Format(PyExc_ValueError, "there is no source %R", name);
            return -1;
        }
    }
    return 0;
}

static PyObject *names_of_outputs(const bw_indicator *row)
{
    PyObject *names = PyTuple_New((Py_ssize_t)bw_output_count(row));
    for (Py_ssize_t i = 0; names != NULL && i < PyTuple_GET_SIZE(names); i++) {
        PyObject *name = PyUnicode_FromString(row->outputs[i].name);
        if (name == NULL) {
            Py_CLEAR(names);
        } else {
            PyTuple_SET_ITEM(names, i, name);
        }
    }
    return names;
}

/* An array for a free input is given by that input's name. */
static PyObject *names_of_free_inputs(const indicator_object *indicator)
{
    PyObject *names = PyTuple_New(indicator->inputs);
    for (Py_ssize_t i = 0; names != NULL && i < indicator->inputs; i++) {
        PyTuple_SET_ITEM(names, i, Py_NewRef(input_is_free(indicator, i) ? indicator->keywords[i] : Py_None));
    }
    return names;
}

PyObject *columns_of_indicator(const indicator_object *indicator)
{
    PyObject *given = names_of_free_inputs(indicator);
    PyObject *names = given == NULL ? NULL : names_of_columns(given);
    Py_XDECREF(given);
    return names;
}

static PyObject *of_indicator(PyObject *class, PyObject *positional, PyObject *named)
{
    static char *names[] = { "indicator", "sources", "parameters", "kernel", NULL };
    const module_state *state = PyType_GetModuleState((PyTypeObject *)class);
    indicator_object *indicator;
    PyObject *source_names, *values;
    const char *kernel = NULL;
    double parameters[PARAMETER_LIMIT];
    bw_source sources[BW_COLUMNS];
    bw_program *program = NULL;
    if (!PyArg_ParseTupleAndKeywords(positional, named, "O!O!O|z:of_indicator", names, state->indicator_type,
                                     &indicator, &PyTuple_Type, &source_names, &values, &kernel)
        || read_sources(indicator, source_names, sources) < 0
        || read_parameter_values(indicator, values, parameters) < 0) {
        return NULL;
    }
    const bw_request request = {
        .indicator = indicator->row,
        .parameters = parameters,
        .sources = sources,
        .kernel = kernel,
    };
    if (bw_program_of_request(&request, &program) != BW_OK) {
        return raise_last_error(state);
    }
    PyObject *outputs = names_of_outputs(indicator->row), *given = names_of_free_inputs(indicator), *made = NULL;
    if (outputs != NULL && given != NULL) {
        made = new_program(state, program, indicator->name, outputs, given);
    } else {
        bw_program_release(program);
    }
    Py_XDECREF(outputs);
    Py_XDECREF(given);
    return made;
}

static void deallocate(PyObject *self)
{
    program_object *program = (program_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    bw_program_release(program->program);
    Py_XDECREF(program->title);
    Py_XDECREF(program->outputs);
    Py_XDECREF(program->columns);
    type->tp_free(self);
    Py_DECREF(type);
}

/* ---- columns ------------------------------------------------------------------------------------------------------- */

const char *column_name_of(const program_object *program, size_t column)
{
    PyObject *name = PyTuple_GET_ITEM(program->columns, (Py_ssize_t)column);
    return name == Py_None ? NULL : PyUnicode_AsUTF8(name);
}

static PyObject *get_columns(PyObject *self, void *unused)
{
    (void)unused;
    const program_object *program = (program_object *)self;
    const uint32_t read = bw_program_columns(program->program);
    PyObject *names = PyList_New(0);
    for (Py_ssize_t i = 0; names != NULL && i < BW_COLUMNS; i++) {
        if ((read >> i & 1) != 0 && PyList_Append(names, PyTuple_GET_ITEM(program->columns, i)) < 0) {
            Py_CLEAR(names);
        }
    }
    PyObject *result = names == NULL ? NULL : PyList_AsTuple(names);
    Py_XDECREF(names);
    return result;
}

static void refuse_column(const program_object *program, PyObject *name)
{
    PyObject *columns = get_columns((PyObject *)program, NULL);
    if (columns != NULL) {
        raise_bad_type(program->state, title_of(program), "", "there is no column %R; it reads %R", name, columns);
        Py_DECREF(columns);
    }
}

size_t column_named(const program_object *program, PyObject *name)
{
    for (Py_ssize_t i = 0; i < BW_COLUMNS; i++) {
        const int same = PyObject_RichCompareBool(PyTuple_GET_ITEM(program->columns, i), name, Py_EQ);
        if (same < 0) {
            return BW_COLUMNS;
        }
        if (same > 0 && name != Py_None) {
            return (size_t)i;
        }
    }
    refuse_column(program, name);
    return BW_COLUMNS;
}

/* ---- what it says about itself ------------------------------------------------------------------------------------- */

static int check_output(const program_object *program, Py_ssize_t output)
{
    if (output >= 0 && output < PyTuple_GET_SIZE(program->outputs)) {
        return 0;
    }
    PyErr_Format(PyExc_IndexError, "there is no output %zd of %zd", output, PyTuple_GET_SIZE(program->outputs));
    return -1;
}

static PyObject *lookback(PyObject *self, PyObject *positional)
{
    const program_object *program = (program_object *)self;
    Py_ssize_t output;
    if (!PyArg_ParseTuple(positional, "n:lookback", &output) || check_output(program, output) < 0) {
        return NULL;
    }
    return PyLong_FromSize_t(bw_program_lookback(program->program, (size_t)output));
}

static PyObject *converged(PyObject *self, PyObject *positional)
{
    const program_object *program = (program_object *)self;
    Py_ssize_t output;
    PyObject *value;
    double tolerance;
    if (!PyArg_ParseTuple(positional, "nO:converged", &output, &value) || check_output(program, output) < 0
        || read_tolerance(program->state, title_of(program), value, &tolerance) < 0) {
        return NULL;
    }
    return PyLong_FromSize_t(bw_program_converged(program->program, (size_t)output, tolerance));
}

static PyObject *get_outputs(PyObject *self, void *unused)
{
    (void)unused;
    return Py_NewRef(((program_object *)self)->outputs);
}

static PyObject *get_title(PyObject *self, void *unused)
{
    (void)unused;
    return Py_NewRef(((program_object *)self)->title);
}

static PyObject *get_identity(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromUnsignedLongLong(bw_program_identity(((program_object *)self)->program));
}

static PyMethodDef methods[] = {
    { "of_indicator", (PyCFunction)(void (*)(void))of_indicator, METH_VARARGS | METH_KEYWORDS | METH_CLASS,
      "of_indicator(indicator, sources, parameters, kernel=None)\n--\n\n"
      "Of an indicator: for each input the name of its source, or None if its array is given; all parameters." },
    { "run", (PyCFunction)(void (*)(void))run_program, METH_VARARGS | METH_KEYWORDS,
      "run(columns, out=None)\n--\n\nThe outputs, a tuple of arrays, over columns given as a dict of arrays." },
    { "lookback", lookback, METH_VARARGS,
      "lookback(output, /)\n--\n\nThe index of that output's first value on bars without gaps." },
    { "converged", converged, METH_VARARGS,
      "converged(output, tolerance, /)\n--\n\nThe index from which on the start of the bars matters at most by the "
      "tolerance." },
    { NULL, NULL, 0, NULL },
};

static PyGetSetDef attributes[] = {
    { "columns", get_columns, NULL, "The names of the columns that are read.", NULL },
    { "outputs", get_outputs, NULL, "The names of the outputs.", NULL },
    { "title", get_title, NULL, "What messages call it.", NULL },
    { "identity", get_identity, NULL, "Names what is computed, alike on every machine.", NULL },
    { NULL, NULL, NULL, NULL, NULL },
};

int add_program_type(PyObject *module, module_state *state)
{
    PyType_Slot slots[] = {
        { Py_tp_new, new_from_description },
        { Py_tp_dealloc, deallocate },
        { Py_tp_methods, methods },
        { Py_tp_getset, attributes },
        { 0, NULL },
    };
    PyType_Spec spec = {
        .name = "barwise.Program",
        .basicsize = sizeof(program_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    state->program_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->program_type == NULL ? -1 : PyModule_AddType(module, state->program_type);
}
