#include "errors.h"

static PyObject *new_error(PyObject *module, const char *name, const char *documentation, PyObject *bases)
{
    char qualified[64];
    PyOS_snprintf(qualified, sizeof qualified, "barwise.%s", name);
    PyObject *members = Py_BuildValue("{s:s}", "argument", ""); /* until an error says which */
    if (members == NULL) {
        return NULL;
    }
    PyObject *error = PyErr_NewExceptionWithDoc(qualified, documentation, bases, members);
    Py_DECREF(members);
    if (error == NULL || PyModule_AddObjectRef(module, name, error) < 0) {
        Py_XDECREF(error);
        return NULL;
    }
    return error;
}

static PyObject *new_error_of_two(PyObject *module, const char *name, const char *documentation, PyObject *error,
                                  PyObject *builtin)
{
    PyObject *bases = PyTuple_Pack(2, error, builtin);
    if (bases == NULL) {
        return NULL;
    }
    PyObject *created = new_error(module, name, documentation, bases);
    Py_DECREF(bases);
    return created;
}

int add_errors(PyObject *module, module_state *state)
{
    state->error = new_error(
        module, "Error", "Anything that barwise refuses. `argument` is the name of the argument at fault, if one is.",
        PyExc_Exception);
    if (state->error == NULL) {
        return -1;
    }
    state->bad_value_error = new_error_of_two(module, "BadValueError", "An argument has a value that will not do.",
                                              state->error, PyExc_ValueError);
    state->bad_type_error = new_error_of_two(module, "BadTypeError",
                                             "An argument is of a type that will not do, "
                                             "unknown or missing.",
                                             state->error, PyExc_TypeError);
    return state->bad_value_error != NULL && state->bad_type_error != NULL ? 0 : -1;
}

static PyObject *raise(PyObject *class, const char *argument, PyObject *message)
{
    if (message == NULL) {
        return NULL;
    }
    PyObject *error = PyObject_CallOneArg(class, message);
    Py_DECREF(message);
    PyObject *name = PyUnicode_FromString(argument);
    if (error != NULL && name != NULL && PyObject_SetAttrString(error, "argument", name) == 0) {
        PyErr_SetObject(class, error);
    }
    Py_XDECREF(error);
    Py_XDECREF(name);
    return NULL;
}

static PyObject *message_of(const char *indicator, const char *format, va_list values)
{
    PyObject *text = PyUnicode_FromFormatV(format, values);
    if (text == NULL) {
        return NULL;
    }
    PyObject *message = PyUnicode_FromFormat("%s: %U", indicator, text);
    Py_DECREF(text);
    return message;
}

PyObject *raise_bad_value(const module_state *state, const char *indicator, const char *argument, const char *format,
                          ...)
{
    va_list values;
    va_start(values, format);
    PyObject *message = message_of(indicator, format, values);
    va_end(values);
    return raise(state->bad_value_error, argument, message);
}

PyObject *raise_bad_type(const module_state *state, const char *indicator, const char *argument, const char *format,
                         ...)
{
    va_list values;
    va_start(values, format);
    PyObject *message = message_of(indicator, format, values);
    va_end(values);
    return raise(state->bad_type_error, argument, message);
}

PyObject *raise_last_error(const module_state *state)
{
    const bw_error *error = bw_last_error();
    switch (error->status) {
    case BW_NO_MEMORY: return PyErr_NoMemory();
    case BW_MISSING: return raise(state->bad_type_error, error->argument, PyUnicode_FromString(error->message));
    default: return raise(state->bad_value_error, error->argument, PyUnicode_FromString(error->message));
    }
}
