/* A row of the catalogue as Python values. */
#ifndef BARWISE_DECLARATION_H
#define BARWISE_DECLARATION_H

#include "extension.h"

/* A dict with the fields of barwise.information.Info, lists of inputs, parameters and outputs as tuples of dicts. */
PyObject *declaration_of(const bw_indicator *row);

#endif
