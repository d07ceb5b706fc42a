/* helpers.h: threads that help with the work of a call, and after it wait a while for that of another, since to start one takes
 * longer than a short sweep.
 *
 * None waits longer than a second. None is left when the process forks, or when it ends or the library is unloaded. */
#ifndef BW_HELPERS_H
#define BW_HELPERS_H

#include <stdbool.h>

typedef void bw_helping(void *work);

/* Has a thread help with this, one that waits or a new one. It says that it has helped once it can be called again. False if there
 * is none to be had. */
bool bw_call_helper(bw_helping *help, bw_helping *has_helped, void *work);

#endif
