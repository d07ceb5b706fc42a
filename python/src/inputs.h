/* What the data arguments of a call stand for: arrays for columns, and sources by name. */
#ifndef BARWISE_INPUTS_H
#define BARWISE_INPUTS_H

#include "indicator.h"

typedef struct {
    uint32_t given;                /* bit i: column i is given */
    const char *names[BW_COLUMNS]; /* of the arguments that give the columns; NULL: not given */
    PyObject *values[BW_COLUMNS];  /* where there is a name: borrowed */
    bw_source sources[BW_COLUMNS]; /* for each input, if has_sources: one of them is given by its name */
    bool has_sources;
} bound_inputs;

/* Of arguments in their places, of which those of data are readable values, text or NULL. No place from `end` on has one. */
int bind_inputs(const indicator_object *indicator, PyObject *const *arguments, Py_ssize_t end, bound_inputs *inputs);

static inline const bw_source *sources_of(const bound_inputs *inputs)
{
    return inputs->has_sources ? inputs->sources : NULL;
}

/* Raises that there is no bar at all. */
int refuse_no_bars(const indicator_object *indicator);

#endif
