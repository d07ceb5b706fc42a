#include "shortcut.h"

#include <stddef.h>
#include <structmember.h>

#include "one_start.h"
#include "outputs.h"
#include "plain_arrays.h"
#include "shortcut_meanings.h"
#include "watched_run.h"

/* ---- results ------------------------------------------------------------------------------------------------------- */

static void multiply(PyArrayObject *array, double factor)
{
    double *values = PyArray_DATA(array);
    const npy_intp n = factor == 1 ? 0 : PyArray_DIM(array, 0);
    for (npy_intp i = 0; i < n; i++) {
        values[i] *= factor;
    }
}

/* A new reference to what output `i` of the function is. */
static PyObject *shaped(const shortcut_object *shortcut, const output_set *outputs, Py_ssize_t i, npy_intp start)
{
    const shortcut_output *output = &shortcut->output[i];
    PyArrayObject *array = (PyArrayObject *)outputs->arrays[output->place];
    multiply(array, output->factor);
    return shortcut->shape == FROM_START ? view_from(array, start) : Py_NewRef((PyObject *)array);
}

static PyObject *dict_of(PyObject *keys, PyObject *values)
{
    PyObject *dict = PyDict_New();
    for (Py_ssize_t i = 0; dict != NULL && i < PyTuple_GET_SIZE(keys); i++) {
        if (PyDict_SetItem(dict, PyTuple_GET_ITEM(keys, i), PyTuple_GET_ITEM(values, i)) < 0) {
            Py_CLEAR(dict);
        }
    }
    return dict;
}

static PyObject *one_start_of(const shortcut_object *shortcut, const output_set *outputs, npy_intp start, npy_intp bars)
{
    outputs_to_align aligned = { .state = shortcut->indicator->state, .bars = bars, .count = shortcut->outputs };
    for (Py_ssize_t i = 0; i < shortcut->outputs; i++) {
        const Py_ssize_t place = shortcut->output[i].place;
        aligned.letters[i] = shortcut->output[i].letter;
        aligned.values[i] = outputs->data[place];
        aligned.arrays[i] = outputs->count == 0 ? NULL : outputs->arrays[place];
    }
    return align(&aligned, start);
}

static PyObject *told_by(const shortcut_object *shortcut, const output_set *outputs, npy_intp start, npy_intp bars)
{
    if (shortcut->shape == ONE_START) {
        return one_start_of(shortcut, outputs, start, bars);
    }
    if (shortcut->outputs == 1 && shortcut->keys == NULL) {
        return shaped(shortcut, outputs, 0, start);
    }
    PyObject *told = PyTuple_New(shortcut->outputs);
    for (Py_ssize_t i = 0; told != NULL && i < shortcut->outputs; i++) {
        PyObject *output = shaped(shortcut, outputs, i, start);
        if (output == NULL) {
            Py_CLEAR(told);
        } else {
            PyTuple_SET_ITEM(told, i, output);
        }
    }
    if (told != NULL && shortcut->keys != NULL) {
        Py_SETREF(told, dict_of(shortcut->keys, told));
    }
    return told;
}

/* ---- the call ------------------------------------------------------------------------------------------------------ */

static void bind_arrays(const shortcut_object *shortcut, PyObject *const *arrays, bw_column *columns)
{
    clear_columns(columns);
    for (Py_ssize_t i = 0; i < shortcut->inputs; i++) {
        for (uint32_t rest = shortcut->columns[i], c = 0; rest != 0; rest >>= 1, c++) {
            if (rest & 1) {
                bind_plain_array(&columns[c], arrays[i]);
            }
        }
    }
}

/* What few bars of them become integers needs no arrays. */
enum { FEW_BARS = 512, FEW_OUTPUTS = 2 };
typedef double few_values[FEW_OUTPUTS][FEW_BARS];

static int open_places(const shortcut_object *shortcut, const bw_column *columns, Py_ssize_t n, few_values *few,
                       output_set *outputs)
{
    const Py_ssize_t count = shortcut->indicator->outputs;
    if (!shortcut->gives_integers || n > FEW_BARS || count > FEW_OUTPUTS) {
        return open_new_outputs(shortcut->indicator, columns, n, outputs);
    }
    outputs->count = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        outputs->data[i] = (*few)[i];
    }
    return 0;
}

/* None if barwise refuses it, whose reasons come after those of the other library. */
static PyObject *run(const shortcut_object *shortcut, PyObject *const *arrays, const meaning *meant)
{
    const indicator_object *indicator = shortcut->indicator;
    const Py_ssize_t n = PyArray_DIM((PyArrayObject *)arrays[0], 0);
    bw_column columns[BW_COLUMNS];
    output_set outputs;
    few_values few;
    bind_arrays(shortcut, arrays, columns);
    if (open_places(shortcut, columns, n, &few, &outputs) < 0) {
        return NULL;
    }
    const bw_status status = run_request(
        &(bw_request){
            .indicator = indicator->row,
            .parameters = meant->parameters,
            .kernel = meant->kernel,
            .n = (size_t)n,
            .columns = columns,
            .outputs = outputs.data,
        },
        false);
    PyObject *told = NULL;
    if (status == BW_OK) {
        told = told_by(shortcut, &outputs, meant->start, n);
    } else if (status == BW_NO_MEMORY) {
        PyErr_NoMemory();
    } else if (PyErr_Occurred() == NULL) { /* which a signal's handler may have raised */
        told = Py_NewRef(Py_None);
    }
    drop_outputs(&outputs);
    return told;
}

PyObject *take_shortcut(shortcut_object *shortcut, PyObject *const *values, Py_ssize_t count)
{
    const Py_ssize_t inputs = shortcut->inputs;
    PyObject *told = NULL, *result = NULL;
    if (count < inputs) {
        return Py_NewRef(Py_None);
    }
    const npy_intp bars = count_defined_bars(values, inputs);
    Py_BEGIN_CRITICAL_SECTION((PyObject *)shortcut);
    told = find_meaning(shortcut, values + inputs, count - inputs);
    Py_END_CRITICAL_SECTION();
    if (told == NULL) {
        return PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
    }
    const meaning *meant = (const meaning *)PyBytes_AS_STRING(told);
    const bool is_enough = bars >= meant->least && bars > 0
                           && (!shortcut->wants_all_bars || bars == PyArray_DIM((PyArrayObject *)values[0], 0));
    result = is_enough ? run(shortcut, values, meant) : Py_NewRef(Py_None);
    Py_DECREF(told);
    return result;
}

static PyObject *call_shortcut(PyObject *self, PyObject *const *values, size_t flags, PyObject *keywords)
{
    if (keywords != NULL) {
        return Py_NewRef(Py_None);
    }
    return take_shortcut((shortcut_object *)self, values, PyVectorcall_NARGS(flags));
}

/* ---- making one ---------------------------------------------------------------------------------------------------- */

static Py_ssize_t column_named(const indicator_object *indicator, PyObject *name)
{
    for (Py_ssize_t i = 0; i < indicator->inputs; i++) {
        if (PyUnicode_Compare(indicator->keywords[i], name) == 0) {
            return indicator->column_of_input[i];
        }
    }
    for (Py_ssize_t i = 0; i < BW_MARKET_COLUMNS; i++) {
        if (PyUnicode_CompareWithASCIIString(name, bw_source_name((bw_source)i)) == 0) {
            return i;
        }
    }
    PyErr_Format(PyExc_ValueError, "%U has no input %R", indicator->name, name);
    return -1;
}

static int add_input(shortcut_object *shortcut, PyObject *names)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); i++) {
        const Py_ssize_t column = column_named(shortcut->indicator, PyTuple_GET_ITEM(names, i));
        if (column < 0) {
            return -1;
        }
        shortcut->columns[shortcut->inputs] |= UINT32_C(1) << column;
    }
    shortcut->inputs++;
    return 0;
}

static int add_output(shortcut_object *shortcut, PyObject *given)
{
    shortcut_output *output = &shortcut->output[shortcut->outputs++];
    int letter;
    if (!PyArg_ParseTuple(given, "ndC:Shortcut", &output->place, &output->factor, &letter)) {
        return -1;
    }
    output->letter = (char)letter;
    shortcut->gives_integers &= letter == 'i' || letter == 'b';
    for (Py_ssize_t i = 0; i < shortcut->outputs - 1; i++) {
        if (shortcut->output[i].place == output->place) { /* it would be multiplied twice */
            output->place = -1;
        }
    }
    if (output->place < 0 || output->place >= shortcut->indicator->outputs) {
        PyErr_Format(PyExc_ValueError, "%U has no such output, or not twice", shortcut->indicator->name);
        return -1;
    }
    return 0;
}

static int add_all(shortcut_object *shortcut, PyObject *items, Py_ssize_t limit,
                   int (*add)(shortcut_object *, PyObject *))
{
    if (PyTuple_GET_SIZE(items) == 0 || PyTuple_GET_SIZE(items) > limit) {
        PyErr_SetString(PyExc_ValueError, "a shortcut has inputs and outputs, as many as an indicator");
        return -1;
    }
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items); i++) {
        if (!PyTuple_Check(PyTuple_GET_ITEM(items, i))) {
            PyErr_SetString(PyExc_TypeError, "inputs and outputs are tuples of tuples");
            return -1;
        }
        if (add(shortcut, PyTuple_GET_ITEM(items, i)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int check_keys(PyObject *keys, Py_ssize_t outputs)
{
    if (keys == Py_None || (PyTuple_Check(keys) && PyTuple_GET_SIZE(keys) == outputs)) {
        return 0;
    }
    PyErr_SetString(PyExc_ValueError, "keys is a tuple with a name for each output");
    return -1;
}

static PyObject *new_shortcut(PyTypeObject *type, PyObject *arguments, PyObject *named)
{
    static char *names[] = { "indicator", "inputs", "outputs", "shape", "wants_all_bars", "keys", NULL };
    const module_state *state = PyType_GetModuleState(type);
    PyObject *indicator, *inputs, *outputs, *keys = Py_None;
    int shape = AS_THEY_ARE, wants_all_bars = 0;
    if (!PyArg_ParseTupleAndKeywords(arguments, named, "O!O!O!|ipO:Shortcut", names, state->indicator_type, &indicator,
                                     &PyTuple_Type, &inputs, &PyTuple_Type, &outputs, &shape, &wants_all_bars, &keys)) {
        return NULL;
    }
    shortcut_object *shortcut = (shortcut_object *)type->tp_alloc(type, 0);
    if (shortcut == NULL) {
        return NULL;
    }
    shortcut->vectorcall = call_shortcut;
    shortcut->indicator = (indicator_object *)Py_NewRef(indicator);
    shortcut->shape = (shortcut_shape)shape;
    shortcut->wants_all_bars = wants_all_bars;
    shortcut->gives_integers = shape == ONE_START;
    shortcut->keys = keys == Py_None ? NULL : Py_NewRef(keys);
    shortcut->known = PyDict_New();
    if (shortcut->known == NULL || check_keys(keys, PyTuple_GET_SIZE(outputs)) < 0
        || add_all(shortcut, inputs, BW_COLUMNS, add_input) < 0
        || add_all(shortcut, outputs, OUTPUT_LIMIT, add_output) < 0) {
        Py_CLEAR(shortcut);
    }
    return (PyObject *)shortcut;
}

static int traverse(PyObject *self, visitproc visit, void *arg)
{
    shortcut_object *shortcut = (shortcut_object *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(shortcut->indicator);
    Py_VISIT(shortcut->keys);
    Py_VISIT(shortcut->known);
    Py_VISIT(shortcut->latest_values);
    return 0;
}

static int clear(PyObject *self)
{
    shortcut_object *shortcut = (shortcut_object *)self;
    Py_CLEAR(shortcut->known);
    Py_CLEAR(shortcut->latest_values);
    Py_CLEAR(shortcut->latest_meaning);
    return 0;
}

static void deallocate(PyObject *self)
{
    shortcut_object *shortcut = (shortcut_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    clear(self);
    Py_XDECREF(shortcut->indicator);
    Py_XDECREF(shortcut->keys);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef methods[] = {
    { "may_learn", may_learn, METH_O,
      "may_learn(values, /)\n--\n\nCan it be told about such values, and was it not yet?" },
    { "remember", remember_meaning, METH_VARARGS,
      "remember(values, parameters, least, start, kernel=None, /)\n--\n\n"
      "From now on these values of a call stand for these parameters of the indicator. Calls of fewer bars than "
      "`least`\n"
      "are left to others; values from bar `start` on are wanted." },
    { NULL, NULL, 0, NULL },
};

static PyMemberDef members[] = {
    { "__vectorcalloffset__", T_PYSSIZET, offsetof(shortcut_object, vectorcall), READONLY, NULL },
    { NULL, 0, 0, 0, NULL },
};

int add_shortcut_type(PyObject *module, module_state *state)
{
    PyType_Slot slots[] = {
        { Py_tp_new, new_shortcut },
        { Py_tp_traverse, traverse },
        { Py_tp_clear, clear },
        { Py_tp_dealloc, deallocate },
        { Py_tp_call, PyVectorcall_Call },
        { Py_tp_methods, methods },
        { Py_tp_members, members },
        { 0, NULL },
    };
    PyType_Spec spec = {
        .name = "barwise._core.Shortcut",
        .basicsize = sizeof(shortcut_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    state->shortcut_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->shortcut_type == NULL ? -1 : PyModule_AddType(module, state->shortcut_type);
}
