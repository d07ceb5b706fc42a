#include "delegation.h"

PyObject *call_function_in_python(const char *module_name, const char *name, PyObject *self, PyObject *const *values,
                                  Py_ssize_t count, PyObject *keywords)
{
    PyObject *module = PyImport_ImportModule(module_name);
    PyObject *function = module == NULL ? NULL : PyObject_GetAttrString(module, name);
    PyObject *positional = PyTuple_New(count), *named = PyDict_New(), *result = NULL;
    bool complete = function != NULL && positional != NULL && named != NULL;
    for (Py_ssize_t i = 0; complete && i < count; i++) {
        PyTuple_SET_ITEM(positional, i, Py_NewRef(values[i]));
    }
    const Py_ssize_t keyword_count = keywords == NULL ? 0 : PyTuple_GET_SIZE(keywords);
    for (Py_ssize_t i = 0; complete && i < keyword_count; i++) {
        complete = PyDict_SetItem(named, PyTuple_GET_ITEM(keywords, i), values[count + i]) == 0;
    }
    if (complete) {
        result = PyObject_CallFunctionObjArgs(function, self, positional, named, NULL);
    }
    Py_XDECREF(module);
    Py_XDECREF(function);
    Py_XDECREF(positional);
    Py_XDECREF(named);
    return result;
}

PyObject *call_in_python(const char *module, PyObject *indicator, PyObject *const *values, Py_ssize_t count,
                         PyObject *keywords)
{
    return call_function_in_python(module, "call", indicator, values, count, keywords);
}
