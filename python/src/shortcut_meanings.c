#include "shortcut_meanings.h"

#include <string.h>

#include "arguments.h"

enum { KNOWN_LIMIT = 1000 }; /* settings that are remembered */

/* Of types whose values do not change, and which are compared without running any code. */
static bool is_simple(PyObject *value)
{
    return value == Py_None || PyLong_CheckExact(value) || PyFloat_CheckExact(value) || PyUnicode_CheckExact(value);
}

static bool is_same(PyObject *one, PyObject *other)
{
    return one == other || (Py_IS_TYPE(one, Py_TYPE(other)) && PyObject_RichCompareBool(one, other, Py_EQ) == 1);
}

static bool are_latest(const shortcut_object *shortcut, PyObject *const *values, Py_ssize_t count)
{
    PyObject *latest = shortcut->latest_values;
    if (latest == NULL || PyTuple_GET_SIZE(latest) != count) {
        return false;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!is_simple(values[i]) || !is_same(values[i], PyTuple_GET_ITEM(latest, i))) {
            return false;
        }
    }
    return true;
}

/* The values and then their types, since 14 and 14.0 are equal; NULL without an exception if they are not simple. */
static PyObject *key_of(PyObject *const *values, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!is_simple(values[i])) {
            return NULL;
        }
    }
    PyObject *key = PyTuple_New(2 * count);
    for (Py_ssize_t i = 0; key != NULL && i < count; i++) {
        PyTuple_SET_ITEM(key, i, Py_NewRef(values[i]));
        PyTuple_SET_ITEM(key, count + i, Py_NewRef((PyObject *)Py_TYPE(values[i])));
    }
    return key;
}

static void use(shortcut_object *shortcut, PyObject *values, PyObject *told)
{
    Py_XSETREF(shortcut->latest_values, values);
    Py_XSETREF(shortcut->latest_meaning, Py_NewRef(told));
}

PyObject *find_meaning(shortcut_object *shortcut, PyObject *const *values, Py_ssize_t count)
{
    if (are_latest(shortcut, values, count)) {
        return Py_NewRef(shortcut->latest_meaning);
    }
    PyObject *key = key_of(values, count);
    PyObject *told = key == NULL ? NULL : Py_XNewRef(PyDict_GetItemWithError(shortcut->known, key));
    PyObject *latest = told == NULL ? NULL : PyTuple_GetSlice(key, 0, count);
    if (latest != NULL) {
        use(shortcut, latest, told);
    } else {
        Py_CLEAR(told);
    }
    Py_XDECREF(key);
    return told;
}

PyObject *may_learn(PyObject *self, PyObject *values)
{
    shortcut_object *shortcut = (shortcut_object *)self;
    if (!PyTuple_Check(values)) {
        return PyErr_Format(PyExc_TypeError, "values must be a tuple, not %s", Py_TYPE(values)->tp_name);
    }
    PyObject *key = key_of(&PyTuple_GET_ITEM(values, 0), PyTuple_GET_SIZE(values));
    int is_known = key == NULL ? 1 : 0;
    if (key != NULL) {
        Py_BEGIN_CRITICAL_SECTION(self);
        is_known = PyDict_Contains(shortcut->known, key);
        Py_END_CRITICAL_SECTION();
        Py_DECREF(key);
    }
    return is_known < 0 || PyErr_Occurred() ? NULL : PyBool_FromLong(is_known == 0);
}

/* One that this machine has, or NULL for the default. */
static const char *kernel_named(const char *name)
{
    const char *const *kernel = bw_kernels();
    while (*kernel != NULL && (name == NULL || strcmp(*kernel, name) != 0)) {
        kernel++;
    }
    return *kernel;
}

static int tell(shortcut_object *shortcut, PyObject *key, PyObject *told)
{
    if (PyDict_GET_SIZE(shortcut->known) >= KNOWN_LIMIT) {
        PyDict_Clear(shortcut->known);
    }
    return PyDict_SetItem(shortcut->known, key, told);
}

PyObject *remember_meaning(PyObject *self, PyObject *arguments)
{
    shortcut_object *shortcut = (shortcut_object *)self;
    PyObject *values, *parameters;
    const char *kernel = NULL;
    meaning meant = { .start = 0 };
    if (!PyArg_ParseTuple(arguments, "O!O!nn|z:remember", &PyTuple_Type, &values, &PyTuple_Type, &parameters,
                          &meant.least, &meant.start, &kernel)
        || read_parameter_values(shortcut->indicator, parameters, meant.parameters) < 0) {
        return NULL;
    }
    meant.kernel = kernel_named(kernel);
    PyObject *key = key_of(&PyTuple_GET_ITEM(values, 0), PyTuple_GET_SIZE(values));
    PyObject *told = PyBytes_FromStringAndSize((const char *)&meant, sizeof meant);
    int is_told = told == NULL ? -1 : 0;
    if (key != NULL && told != NULL) {
        Py_BEGIN_CRITICAL_SECTION(self);
        is_told = tell(shortcut, key, told);
        Py_END_CRITICAL_SECTION();
    }
    Py_XDECREF(key);
    Py_XDECREF(told);
    return is_told < 0 || PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}
