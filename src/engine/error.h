/* error.h: how the library says what went wrong: a status, and a message that the thread keeps until its next error. */
#ifndef BW_ERROR_H
#define BW_ERROR_H

#include "barwise/barwise.h"

/* Keeps the error and returns its status. `argument` may be "". */
bw_status bw_set_error(bw_status status, const char *argument, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

bw_status bw_set_no_memory(void);

/* Makes another thread's error this one's. */
void bw_keep_error(const bw_error *error);

#endif
