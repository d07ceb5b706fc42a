/* Short results: an array that nobody has any more is given out again, which takes a third of the time that making one takes. Python
 * does the same with the tuples of zip().
 *
 * It shows in two ways: numpy's resize takes such an array only with refcheck=False, and what a weak reference is to may live on. */
#ifndef BARWISE_SHORT_RESULTS_H
#define BARWISE_SHORT_RESULTS_H

#include "extension.h"

enum { SHORT_RESULT = 1024 }; /* values: of more bars it does not matter */

/* An array of n doubles, whatever they are; n is at most SHORT_RESULT. */
PyObject *new_short_result(const module_state *state, npy_intp n);

/* Forgets them, at the end. */
void drop_short_results(void);

#endif
