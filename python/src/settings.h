/* What can be said of an indicator by its parameters alone. */
#ifndef BARWISE_SETTINGS_H
#define BARWISE_SETTINGS_H

#include "extension.h"

/* Methods of an indicator, that take its parameters. */
PyObject *lookback_of(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords);
PyObject *converged_of(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords);
PyObject *parameter_values_of(PyObject *self, PyObject *const *values, Py_ssize_t count, PyObject *keywords);

/* A number between 0 and 1, for messages that start with the title. */
int read_tolerance(const module_state *state, const char *title, PyObject *value, double *tolerance);

#endif
