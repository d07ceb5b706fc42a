/* One run over so many bars that somebody may want to end it with Ctrl-C. */
#ifndef BARWISE_WATCHED_RUN_H
#define BARWISE_WATCHED_RUN_H

#include "extension.h"

/* Bars from which on a run takes a tenth of a second or so, where it is not among the quickest. */
enum { VERY_LONG_RUN = 1 << 22 };

/* Without the GIL. BW_INTERRUPTED with an exception set if a signal's handler raised one. */
bw_status run_watched(const bw_program *program, size_t n, const bw_column *columns, double *const *outputs);

/* A run that lets others have the GIL if it is long, and is watched if it is very long. Reading a column may need the GIL. */
bw_status run_request(const bw_request *request, bool needs_interpreter);

#endif
