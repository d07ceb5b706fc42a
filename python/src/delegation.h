/* Calls that are carried out in Python. */
#ifndef BARWISE_DELEGATION_H
#define BARWISE_DELEGATION_H

#include "extension.h"

/* The function of that name and module, as name(self, positional, named), with the arguments of a vectorcall. */
PyObject *call_function_in_python(const char *module_name, const char *name, PyObject *self, PyObject *const *values,
                                  Py_ssize_t count, PyObject *keywords);

/* The same of call(indicator, positional, named). */
PyObject *call_in_python(const char *module_name, PyObject *indicator, PyObject *const *values, Py_ssize_t count,
                         PyObject *keywords);

#endif
