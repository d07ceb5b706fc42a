/* barwise._core.PeerFunction: a function of another library, as that library's users call it.
 *
 * A call takes the shortcut, which needs no frame of Python's, as long as that gives an answer. All else is left to a plain function,
 * with the arguments as they were given: what it says of them is what the caller hears. */
#ifndef BARWISE_PEER_FUNCTION_H
#define BARWISE_PEER_FUNCTION_H

#include "extension.h"

int add_peer_function_type(PyObject *module);

#endif
