/* The run of a program over columns. */
#ifndef BARWISE_PROGRAM_RUN_H
#define BARWISE_PROGRAM_RUN_H

#include "extension.h"

/* The method `run` of barwise._core.Program. */
PyObject *run_program(PyObject *self, PyObject *positional, PyObject *named);

#endif
