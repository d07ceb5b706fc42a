/* barwise._core.PreparedSweep: the rows of a sweep, made ready for any number of runs. */
#ifndef BARWISE_SWEEP_H
#define BARWISE_SWEEP_H

#include "extension.h"

int add_sweep_type(PyObject *module, module_state *state);

#endif
