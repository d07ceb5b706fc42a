#include "indicator.h"

#include <stddef.h>
#include <structmember.h>
#include <string.h>

#include "calls.h"
#include "declaration.h"
#include "settings.h"
#include "delegation.h"

/* ---- making one ---------------------------------------------------------------------------------------------------- */

static int add_argument(indicator_object *indicator, const char *name)
{
    PyObject *keyword = PyUnicode_InternFromString(name);
    if (keyword == NULL) {
        return -1;
    }
    indicator->argument_names[indicator->arguments] = name;
    indicator->keywords[indicator->arguments++] = keyword;
    return 0;
}

static int add_arguments(indicator_object *indicator)
{
    static const char *const options[] = {
        [OPTION_OUT] = "out",         [OPTION_KERNEL] = "kernel",   [OPTION_AXIS] = "axis",         [OPTION_BY] = "by",
        [OPTION_OFFSETS] = "offsets", [OPTION_THREADS] = "threads", [OPTION_PROGRESS] = "progress",
    };
    const bw_indicator *row = indicator->row;
    int added = 0;
    for (Py_ssize_t i = 0; added == 0 && i < indicator->inputs; i++) {
        added = add_argument(indicator, row->inputs[i].name);
    }
    for (Py_ssize_t i = 0; added == 0 && i < indicator->parameters; i++) {
        added = add_argument(indicator, row->parameters[i].name);
    }
    for (int i = 0; added == 0 && i < BW_MARKET_COLUMNS; i++) {
        added = add_argument(indicator, bw_source_name((bw_source)i));
    }
    for (int i = 0; added == 0 && i < OPTIONS; i++) {
        added = add_argument(indicator, options[i]);
    }
    return added;
}

/* The named tuple of several outputs. It is found as <indicator>.result, which is how its values are pickled. */
static PyObject *new_result_type(const bw_indicator *row)
{
    PyObject *module = PyImport_ImportModule("collections");
    PyObject *fields = PyList_New(0), *type = NULL;
    for (size_t i = 0; fields != NULL && i < bw_output_count(row); i++) {
        PyObject *field = PyUnicode_FromString(row->outputs[i].name);
        if (field == NULL || PyList_Append(fields, field) < 0) {
            Py_CLEAR(fields);
        }
        Py_XDECREF(field);
    }
    if (module != NULL && fields != NULL) {
        type = PyObject_CallMethod(module, "namedtuple", "sO", row->name, fields);
    }
    PyObject *qualified = PyUnicode_FromFormat("%s.result", row->name), *package = PyUnicode_FromString("barwise");
    if (type != NULL
        && (qualified == NULL || package == NULL || PyObject_SetAttrString(type, "__qualname__", qualified) < 0
            || PyObject_SetAttrString(type, "__module__", package) < 0)) {
        Py_CLEAR(type);
    }
    Py_XDECREF(module);
    Py_XDECREF(fields);
    Py_XDECREF(qualified);
    Py_XDECREF(package);
    return type;
}

static bool fits(const bw_indicator *row)
{
    return bw_input_count(row) <= BW_COLUMNS && bw_parameter_count(row) <= PARAMETER_LIMIT
           && bw_output_count(row) <= OUTPUT_LIMIT;
}

PyObject *new_indicator(const module_state *state, const bw_indicator *row)
{
    if (!fits(row)) {
        return PyErr_Format(PyExc_SystemError, "%s has more inputs, parameters or outputs than expected", row->name);
    }
    indicator_object *indicator = (indicator_object *)state->indicator_type->tp_alloc(state->indicator_type, 0);
    if (indicator == NULL) {
        return NULL;
    }
    indicator->vectorcall = call_indicator;
    indicator->row = row;
    indicator->state = state;
    indicator->inputs = (Py_ssize_t)bw_input_count(row);
    indicator->parameters = (Py_ssize_t)bw_parameter_count(row);
    indicator->outputs = (Py_ssize_t)bw_output_count(row);
    indicator->name = PyUnicode_InternFromString(row->name);
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        const bw_input *input = &row->inputs[i];
        indicator->column_of_input[i] =
            (unsigned char)(bw_input_is_free(input) ? BW_MARKET_COLUMNS + i : (Py_ssize_t)input->source);
    }
    if (indicator->outputs > 1) {
        indicator->result = (PyTypeObject *)new_result_type(row);
    }
    const bool complete = indicator->name != NULL && (indicator->outputs == 1 || indicator->result != NULL);
    if (!complete || add_arguments(indicator) < 0) {
        Py_DECREF(indicator);
        return NULL;
    }
    return (PyObject *)indicator;
}

static int traverse(PyObject *self, visitproc visit, void *arg)
{
    indicator_object *indicator = (indicator_object *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(indicator->result);
    return 0;
}

static int clear(PyObject *self)
{
    indicator_object *indicator = (indicator_object *)self;
    Py_CLEAR(indicator->result);
    return 0;
}

static void deallocate(PyObject *self)
{
    indicator_object *indicator = (indicator_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    clear(self);
    Py_XDECREF(indicator->name);
    for (Py_ssize_t i = 0; i < indicator->arguments; i++) {
        Py_DECREF(indicator->keywords[i]);
    }
    type->tp_free(self);
    Py_DECREF(type);
}

/* ---- what it says about itself ------------------------------------------------------------------------------------- */

static PyObject *represent(PyObject *self)
{
    const bw_indicator *row = ((indicator_object *)self)->row;
    return PyUnicode_FromFormat("<barwise.%s: %s>", row->name, row->title);
}

static PyObject *get_name(PyObject *self, void *unused)
{
    (void)unused;
    return Py_NewRef(((indicator_object *)self)->name);
}

static PyObject *get_result(PyObject *self, void *unused)
{
    (void)unused;
    PyTypeObject *result = ((indicator_object *)self)->result;
    return Py_NewRef(result == NULL ? Py_None : (PyObject *)result);
}

/* Calls that function of barwise.information with the declaration. */
static PyObject *get_information(PyObject *self, void *function)
{
    PyObject *declaration = declaration_of(((indicator_object *)self)->row);
    PyObject *module = PyImport_ImportModule("barwise.information"), *information = NULL;
    if (declaration != NULL && module != NULL) {
        information = PyObject_CallMethod(module, (const char *)function, "O", declaration);
    }
    Py_XDECREF(declaration);
    Py_XDECREF(module);
    return information;
}

static PyObject *sweep(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    return call_in_python("barwise.sweeps", self, values, count, keywords);
}

/* Pickled, and so copied, as the name of a global: the attribute of barwise. */
static PyObject *reduce(PyObject *self, PyObject *unused)
{
    return get_name(self, unused);
}

static PyObject *stream(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords)
{
    return call_function_in_python("barwise.streams", "open_stream", self, values, count, keywords);
}

static PyMethodDef methods[] = {
    { "lookback", (PyCFunction)(void (*)(void))lookback_of, METH_FASTCALL | METH_KEYWORDS,
      "The bars an output looks back with these parameters: the index of its first value on bars without gaps.\n"
      "For several outputs, a named tuple of them." },
    { "sweep", (PyCFunction)(void (*)(void))sweep, METH_FASTCALL | METH_KEYWORDS,
      "Computes it with many parameters at once: each may be a list, a range or an array of values.\n\n"
      "Rows are all combinations, of which the last parameter varies fastest, or with zip=True the first values of "
      "all,\n"
      "then the second ones, and so on. Data is given as in a call. The result is a barwise.Sweep.\n\n"
      "out: a float64 array of rows x bars that is written to, also a numpy.memmap, or a tuple of them for several\n"
      "    outputs. A sweep that is interrupted leaves it partly written.\n"
      "rows_at_a_time: so many rows are computed at a time, and the result is an iterator of sweeps. They share the\n"
      "    arrays of out, if those are given, and hold arrays of their own if not.\n"
      "threads: how many at most; as many as pay by default.\n"
      "progress: a function that is called now and then with the share that is done, and in the end with 1.\n"
      "kernel: the instruction set, as in a call." },
    { "stream", (PyCFunction)(void (*)(void))stream, METH_FASTCALL | METH_KEYWORDS,
      "A stream with these parameters, which takes its bars as they come. A free input takes values of its own or the\n"
      "market's columns, as the first bar has them; if it is given the name of a source, it is made of that." },
    { "converged", (PyCFunction)(void (*)(void))converged_of, METH_FASTCALL | METH_KEYWORDS,
      "Takes a tolerance between 0 and 1, and then parameters. The index from which on it matters at most by the\n"
      "tolerance, of the start's own difference, that there were no bars before the first. For several outputs, a "
      "named\n"
      "tuple of them." },
    { "parameter_values", (PyCFunction)(void (*)(void))parameter_values_of, METH_FASTCALL | METH_KEYWORDS,
      "All parameters, with these values or else their defaults, checked: a tuple in their order." },
    { "__reduce__", reduce, METH_NOARGS, NULL },
    { NULL, NULL, 0, NULL },
};

static PyGetSetDef attributes[] = {
    { "__name__", get_name, NULL, NULL, NULL },
    { "__qualname__", get_name, NULL, NULL, NULL },
    { "__doc__", get_information, NULL, NULL, "document" },
    { "__signature__", get_information, NULL, NULL, "signature" },
    { "info", get_information, NULL, "What the catalogue says: title, formula, inputs, parameters, outputs and more.",
      "info" },
    { "result", get_result, NULL, "The named tuple of its outputs; None where there is one output only.", NULL },
    { NULL, NULL, NULL, NULL, NULL },
};

static PyMemberDef members[] = {
    { "__vectorcalloffset__", T_PYSSIZET, offsetof(indicator_object, vectorcall), READONLY, NULL },
    { NULL, 0, 0, 0, NULL },
};

int add_indicator_type(PyObject *module, module_state *state)
{
    PyType_Slot slots[] = {
        { Py_tp_traverse, traverse },      { Py_tp_clear, clear },     { Py_tp_dealloc, deallocate },
        { Py_tp_call, PyVectorcall_Call }, { Py_tp_repr, represent },  { Py_tp_methods, methods },
        { Py_tp_getset, attributes },      { Py_tp_members, members }, { 0, NULL },
    };
    PyType_Spec spec = {
        .name = "barwise.Indicator",
        .basicsize = sizeof(indicator_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_IMMUTABLETYPE
                 | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    state->indicator_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->indicator_type == NULL ? -1 : PyModule_AddType(module, state->indicator_type);
}
