/* A row of the catalogue as Python values. */
#ifndef BARWISE_DECLARATION_H
#define BARWISE_DECLARATION_H

#include "extension.h"

/* A dict with the fields of barwise.information.Info, lists of inputs, parameters and outputs as tuples of dicts. */
PyObject *declaration_of(const bw_indicator *row);

/* A parameter's value as Python has it: an int, a float or the name of a choice. */
PyObject *parameter_value(const bw_parameter *parameter, double value);

#endif
