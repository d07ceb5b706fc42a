/* Arrays by the names of columns. */
#ifndef BARWISE_NAMED_COLUMNS_H
#define BARWISE_NAMED_COLUMNS_H

#include "columns.h"

/* An array of any dimensions, the last of which are the bars, with its values at the same places in all. */
typedef struct {
    column_set set;                    /* of the first series of each array */
    PyArrayObject *arrays[BW_COLUMNS]; /* borrowed; NULL: not given */
    PyArrayObject *first;              /* the shape of all; NULL: there is none */
    const char *first_name;
} named_columns;

/* names: of all BW_COLUMNS columns, None for those that cannot be given. arrays: a dict of numpy arrays without masks.
 * needed: bit c is set if column c must be there. The caller holds the arrays. */
int open_named_columns(named_columns *columns, const module_state *state, const char *title, PyObject *names,
                       PyObject *arrays, uint32_t needed);

#endif
