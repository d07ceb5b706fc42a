/* barwise._core.Shortcut: an indicator as a function of another library calls it, for calls that need no closer look.
 *
 * It takes series and then parameters, by position. It knows what the parameters mean by having been told, once the careful way
 * has accepted them, and gives None for all that it cannot vouch for: that is for the careful way. */
#ifndef BARWISE_SHORTCUT_H
#define BARWISE_SHORTCUT_H

#include "indicator.h"

/* Series, parameters and the kernel. */
enum { SHORTCUT_ARGUMENT_LIMIT = BW_COLUMNS + PARAMETER_LIMIT + 1 };

/* What becomes of the outputs. */
typedef enum {
    AS_THEY_ARE,
    ONE_START, /* undefined up to the bar at which the last of them starts: see one_start.h */
    FROM_START /* without the bars before the first value */
} shortcut_shape;

typedef struct {
    Py_ssize_t place; /* among the indicator's outputs */
    double factor;    /* that it is multiplied by */
    char letter;      /* see one_start.h */
} shortcut_output;

typedef struct {
    PyObject_HEAD vectorcallfunc vectorcall;
    const indicator_object *indicator;
    Py_ssize_t inputs, outputs;
    uint32_t columns[BW_COLUMNS]; /* of each input: bit c is set if it is column c */
    shortcut_output output[OUTPUT_LIMIT];
    shortcut_shape shape;
    bool wants_all_bars; /* none may be missing at the start */
    bool gives_integers; /* nothing else */
    PyObject *keys;      /* a tuple of the outputs' names, for a dict of them; NULL: a tuple, or the only one */
    PyObject *known;     /* a dict: what was told, by values and their types */
    PyObject *latest_values, *latest_meaning; /* what was used last; NULL: nothing */
} shortcut_object;

/* A new reference: the answer to these values, or None. */
PyObject *take_shortcut(shortcut_object *shortcut, PyObject *const *values, Py_ssize_t count);

int add_shortcut_type(PyObject *module, module_state *state);

#endif
