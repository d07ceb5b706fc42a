/* A look at arrays before a call, for interfaces of other libraries that refuse what barwise would not. */
#ifndef BARWISE_DEFINED_BARS_H
#define BARWISE_DEFINED_BARS_H

#include "extension.h"

/* How many bars there are from the first on at which no array has a NaN; -1 unless all are plain: arrays of one dimension,
 * of one length, of float64 side by side, and of no subclass. */
npy_intp count_defined_bars(PyObject *const *arrays, Py_ssize_t count);

#endif
