/* Short results: an array that nobody has any more is given out again, which takes a third of the time that making one takes. Python
 * does the same with the tuples of zip().
 *
 * It shows in two ways: numpy's resize takes such an array only with refcheck=False, and what a weak reference is to may live on. */
#ifndef BARWISE_SHORT_RESULTS_H
#define BARWISE_SHORT_RESULTS_H

#include "result_memory.h"

PyObject *new_short_result(PyArray_Descr *type, npy_intp n);

/* Forgets them, at the end. */
void drop_short_results(void);

/* A new array of n values, whatever they are, or one that is as good, for what is computed from the columns, which may be NULL. The type's
 * reference stays the caller's. */
static inline PyObject *new_result(const module_state *state, PyArray_Descr *type, npy_intp n, const bw_column *columns)
{
    return n < LONG_RESULT / PyDataType_ELSIZE(type) ? new_short_result(type, n)
                                                     : new_long_result(state, type, n, columns);
}

#endif
