/* The arguments of a call: which is which, and the values of parameters. */
#ifndef BARWISE_ARGUMENTS_H
#define BARWISE_ARGUMENTS_H

#include "indicator.h"

/* The places that a function takes: from `first` on, so many by position, and up to `end` by keyword. */
typedef struct {
    Py_ssize_t first, positional, end;
} argument_range;

/* The first of so many names, which are interned, that is the keyword; -1 if none is. */
Py_ssize_t place_of_keyword(PyObject *const *names, Py_ssize_t count, PyObject *keyword);

/* Puts each value, a borrowed reference, at its place; NULL: not given. Gives the end of what is given: no later place has a
 * value. -1 with an exception if something does not match. */
Py_ssize_t match_arguments(const indicator_object *indicator, const argument_range *range, PyObject *const *values,
                           Py_ssize_t count, PyObject *keywords, PyObject **matched);

/* The numbers that stand for the parameters; their ranges are for the library to check. */
int read_parameters(const indicator_object *indicator, PyObject *const *matched, double *parameters);

/* The same of a tuple of all values. */
int read_parameter_values(const indicator_object *indicator, PyObject *values, double *parameters);

#endif
