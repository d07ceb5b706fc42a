/* The exceptions: barwise.Error, and below it BadValueError (a ValueError) and BadTypeError (a TypeError). */
#ifndef BARWISE_ERRORS_H
#define BARWISE_ERRORS_H

#include "extension.h"

/* Puts the exceptions into the state and the module. */
int add_errors(PyObject *module, module_state *state);

/* Raise with a message that starts with the indicator's name; the exception's `argument` is the name of the one at fault.
 * Return NULL. */
PyObject *raise_bad_value(const module_state *state, const char *indicator, const char *argument, const char *format,
                          ...);
PyObject *raise_bad_type(const module_state *state, const char *indicator, const char *argument, const char *format,
                         ...);

/* Raises the error of this thread's latest call into the library that failed. */
PyObject *raise_last_error(const module_state *state);

#endif
