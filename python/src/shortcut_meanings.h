/* What a shortcut was told about the values of its parameters. */
#ifndef BARWISE_SHORTCUT_MEANINGS_H
#define BARWISE_SHORTCUT_MEANINGS_H

#include "shortcut.h"

/* What values of a call's parameters mean. It lies in an object of bytes. */
typedef struct {
    double parameters[PARAMETER_LIMIT];
    const char *kernel;
    Py_ssize_t least, start; /* bars that it takes; the first bar that is wanted */
} meaning;

/* may_learn(values) */
PyObject *may_learn(PyObject *self, PyObject *values);

/* remember(values, parameters, least, start[, kernel]): values are those of a call, parameters all of the indicator's. */
PyObject *remember_meaning(PyObject *self, PyObject *arguments);

/* The bytes of what these values mean, a new reference; NULL if nothing is known, with an exception if something went wrong. The
 * caller keeps other threads out. */
PyObject *find_meaning(shortcut_object *shortcut, PyObject *const *values, Py_ssize_t count);

#endif
