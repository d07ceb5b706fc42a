#include "peer_function.h"

#include <stddef.h>
#include <structmember.h>

#include "arguments.h"
#include "shortcut.h"

typedef struct {
    PyObject_HEAD vectorcallfunc vectorcall;
    PyObject *function;
    shortcut_object *shortcut;
    PyObject *obstacles; /* a list: while it has items, no call takes the shortcut */
    PyObject *names;     /* a tuple of the arguments' names, interned */
    PyObject *defaults;  /* a tuple of the values of the last arguments */
    PyObject *attributes, *weak_references;
} peer_function_object;

/* ---- the call ------------------------------------------------------------------------------------------------------ */

static void copy_objects(PyObject **to, PyObject *const *from, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        to[i] = from[i];
    }
}

/* All arguments in their order: where they are, or in `ordered`; NULL if that is not what the call has. */
static PyObject *const *in_order(const peer_function_object *of, PyObject *const *values, Py_ssize_t count,
                                 PyObject *keywords, PyObject **ordered)
{
    const Py_ssize_t all = PyTuple_GET_SIZE(of->names), needed = all - PyTuple_GET_SIZE(of->defaults);
    const Py_ssize_t named = keywords == NULL ? 0 : PyTuple_GET_SIZE(keywords);
    if (count + named > all) {
        return NULL;
    }
    if (count == all) {
        return values;
    }
    copy_objects(ordered, values, count);
    for (Py_ssize_t i = count; i < needed; i++) {
        ordered[i] = NULL;
    }
    const Py_ssize_t left_out = count > needed ? count : needed;
    copy_objects(ordered + left_out, &PyTuple_GET_ITEM(of->defaults, left_out - needed), all - left_out);
    for (Py_ssize_t i = 0; i < named; i++) {
        const Py_ssize_t place = place_of_keyword(&PyTuple_GET_ITEM(of->names, 0), all, PyTuple_GET_ITEM(keywords, i));
        if (place < count) {
            return NULL;
        }
        ordered[place] = values[count + i];
    }
    for (Py_ssize_t i = count; i < needed; i++) {
        if (ordered[i] == NULL) {
            return NULL;
        }
    }
    return ordered;
}

static PyObject *call(PyObject *self, PyObject *const *values, size_t flags, PyObject *keywords)
{
    const peer_function_object *of = (const peer_function_object *)self;
    PyObject *room[SHORTCUT_ARGUMENT_LIMIT];
    PyObject *const *all = in_order(of, values, PyVectorcall_NARGS(flags), keywords, room);
    if (all != NULL && PyList_GET_SIZE(of->obstacles) == 0) {
        PyObject *result = take_shortcut(of->shortcut, all, PyTuple_GET_SIZE(of->names));
        if (result != Py_None) {
            return result;
        }
        Py_DECREF(result);
    }
    return PyObject_Vectorcall(of->function, values, flags, keywords);
}

/* ---- as a function ------------------------------------------------------------------------------------------------- */

/* To isinstance, and so to inspect.isfunction, which programs list a module's functions by. */
static PyObject *class_of(PyObject *self, void *unused)
{
    (void)self, (void)unused;
    return Py_NewRef((PyObject *)&PyFunction_Type);
}

/* What it lacks is the function's: __code__, __defaults__ and their like. */
static PyObject *attribute_of(PyObject *self, PyObject *name)
{
    PyObject *attribute = PyObject_GenericGetAttr(self, name);
    if (attribute != NULL || !PyErr_ExceptionMatches(PyExc_AttributeError)) {
        return attribute;
    }
    PyErr_Clear();
    return PyObject_GetAttr(((const peer_function_object *)self)->function, name);
}

/* A method, where it is an attribute of a class. */
static PyObject *bind(PyObject *self, PyObject *object, PyObject *type)
{
    (void)type;
    return object == NULL || object == Py_None ? Py_NewRef(self) : PyMethod_New(self, object);
}

static PyObject *represent(PyObject *self)
{
    return PyObject_Repr(((const peer_function_object *)self)->function);
}

/* Pickled, and so copied, as the name of a global of its module. */
static PyObject *reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    return PyObject_GetAttrString(self, "__qualname__");
}

/* ---- making one ---------------------------------------------------------------------------------------------------- */

static PyObject *names_of(PyObject *function)
{
    PyObject *code = PyFunction_GET_CODE(function);
    PyObject *variables = PyObject_GetAttrString(code, "co_varnames");
    PyObject *names = NULL;
    if (variables != NULL) {
        names = PyTuple_GetSlice(variables, 0, ((PyCodeObject *)code)->co_argcount);
        Py_DECREF(variables);
    }
    if (names != NULL && PyTuple_GET_SIZE(names) > SHORTCUT_ARGUMENT_LIMIT) {
        PyErr_SetString(PyExc_ValueError, "a function of a shortcut has as many arguments as that at most");
        Py_CLEAR(names);
    }
    return names;
}

static PyObject *defaults_of(PyObject *function)
{
    PyObject *defaults = PyFunction_GET_DEFAULTS(function);
    return defaults == NULL ? PyTuple_New(0) : Py_NewRef(defaults);
}

static PyObject *new_peer_function(PyTypeObject *type, PyObject *arguments, PyObject *named)
{
    static char *names[] = { "function", "shortcut", "obstacles", NULL };
    const module_state *state = PyType_GetModuleState(type);
    PyObject *function, *shortcut, *obstacles;
    if (!PyArg_ParseTupleAndKeywords(arguments, named, "O!O!O!:PeerFunction", names, &PyFunction_Type, &function,
                                     state->shortcut_type, &shortcut, &PyList_Type, &obstacles)) {
        return NULL;
    }
    peer_function_object *made = (peer_function_object *)type->tp_alloc(type, 0);
    if (made == NULL) {
        return NULL;
    }
    made->vectorcall = call;
    made->function = Py_NewRef(function);
    made->shortcut = (shortcut_object *)Py_NewRef(shortcut);
    made->obstacles = Py_NewRef(obstacles);
    made->names = names_of(function);
    made->defaults = defaults_of(function);
    if (made->names == NULL || made->defaults == NULL) {
        Py_CLEAR(made);
    }
    return (PyObject *)made;
}

static int traverse(PyObject *self, visitproc visit, void *arg)
{
    peer_function_object *of = (peer_function_object *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(of->function);
    Py_VISIT(of->shortcut);
    Py_VISIT(of->obstacles);
    Py_VISIT(of->defaults);
    Py_VISIT(of->attributes);
    return 0;
}

/* What a call reads stays: the function it leaves calls to leads away from any circle. */
static int clear(PyObject *self)
{
    Py_CLEAR(((peer_function_object *)self)->attributes);
    return 0;
}

static void deallocate(PyObject *self)
{
    peer_function_object *of = (peer_function_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    if (of->weak_references != NULL) {
        PyObject_ClearWeakRefs(self);
    }
    clear(self);
    Py_XDECREF(of->function);
    Py_XDECREF(of->shortcut);
    Py_XDECREF(of->obstacles);
    Py_XDECREF(of->names);
    Py_XDECREF(of->defaults);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef methods[] = {
    { "__reduce__", reduce, METH_NOARGS, NULL },
    { NULL, NULL, 0, NULL },
};

static PyGetSetDef attributes[] = {
    { "__class__", class_of, NULL, NULL, NULL },
    { "__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, NULL, NULL },
    { NULL, NULL, NULL, NULL, NULL },
};

static PyMemberDef members[] = {
    { "__vectorcalloffset__", T_PYSSIZET, offsetof(peer_function_object, vectorcall), READONLY, NULL },
    { "__dictoffset__", T_PYSSIZET, offsetof(peer_function_object, attributes), READONLY, NULL },
    { "__weaklistoffset__", T_PYSSIZET, offsetof(peer_function_object, weak_references), READONLY, NULL },
    { NULL, 0, 0, 0, NULL },
};

int add_peer_function_type(PyObject *module)
{
    PyType_Slot slots[] = {
        { Py_tp_new, new_peer_function }, { Py_tp_traverse, traverse },      { Py_tp_clear, clear },
        { Py_tp_dealloc, deallocate },    { Py_tp_call, PyVectorcall_Call }, { Py_tp_getattro, attribute_of },
        { Py_tp_descr_get, bind },        { Py_tp_repr, represent },         { Py_tp_methods, methods },
        { Py_tp_getset, attributes },     { Py_tp_members, members },        { 0, NULL },
    };
    PyType_Spec spec = {
        .name = "barwise._core.PeerFunction",
        .basicsize = sizeof(peer_function_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    PyObject *type = PyType_FromModuleAndSpec(module, &spec, NULL);
    const int added = type == NULL ? -1 : PyModule_AddType(module, (PyTypeObject *)type);
    Py_XDECREF(type);
    return added;
}
