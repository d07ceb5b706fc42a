/* The data of a call, ready for programs: a source for each input, and arrays by the names of columns. */
#ifndef BARWISE_BOUND_DATA_H
#define BARWISE_BOUND_DATA_H

#include "extension.h"

/* bind_data(indicator, data, kernel, any_shape): data is a dict of the data arguments by name, each a numpy array, a
 * list, a tuple, the name of a source or None. Refuses what a call with default parameters would refuse; with any_shape
 * all but what is wrong with the arrays themselves, which it then leaves as they are.
 *
 * Returns (sources, arrays): for each input the name of its source, or None where its array is given; and a dict of the
 * arrays by the names of columns, without masks. */
PyObject *bind_data(PyObject *module, PyObject *arguments);

#endif
