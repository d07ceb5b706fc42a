/* Long work from Python: without the GIL, by several threads, ended by Ctrl-C, and saying how far it is. */
#ifndef BARWISE_EXECUTION_H
#define BARWISE_EXECUTION_H

#include "extension.h"

typedef struct {
    bw_execution execution; /* for the library, while the GIL is given away */
    PyObject *progress;     /* borrowed, called with the share that is done, in the end with 1; NULL: nobody asks */
    PyThreadState *thread;  /* of this call, while the GIL is given away */
    bool failed;            /* an exception is set in that thread */
} python_execution;

/* name: of what runs, for messages. threads: None, or how many at most. progress: None, or a function. */
int open_execution(python_execution *execution, const module_state *state, const char *name, PyObject *threads,
                   PyObject *progress);

/* The same of so many threads, without progress. */
void start_execution(python_execution *execution, unsigned threads);

void give_gil_away(python_execution *execution);
void take_gil_back(python_execution *execution);

/* None, or NULL with an exception: of the interruption or of the library. */
PyObject *outcome_of(const python_execution *execution, const module_state *state, bw_status status);

#endif
