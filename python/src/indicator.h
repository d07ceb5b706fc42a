/* barwise.Indicator: the one type of all indicators, with an instance for each row of the catalogue. */
#ifndef BARWISE_INDICATOR_H
#define BARWISE_INDICATOR_H

#include "extension.h"

enum { PARAMETER_LIMIT = 32, OUTPUT_LIMIT = 32 };

/* What may follow inputs, parameters and the market's columns, by keyword. */
enum {
    OPTION_OUT,
    OPTION_KERNEL,
    OPTION_AXIS,
    OPTION_BY,
    OPTION_OFFSETS,
    OPTION_THREADS,
    OPTION_PROGRESS,
    OPTIONS,
    FIRST_OPTION_OF_PANELS = OPTION_AXIS, /* from here on: calls over many series, and those that are watched */
};

enum { ARGUMENT_LIMIT = BW_COLUMNS + PARAMETER_LIMIT + BW_MARKET_COLUMNS + OPTIONS };

/* An argument is known by its place: inputs come first, then parameters, both also by position; then the market's columns
 * and the options, by keyword only. A column that is an input of the indicator has both places; the input's is used. */
typedef struct {
    PyObject_HEAD vectorcallfunc vectorcall;
    const bw_indicator *row;
    const module_state *state; /* lives as long as the type */
    PyObject *name;
    PyTypeObject *result; /* a named tuple of the outputs; NULL: there is only one */
    Py_ssize_t inputs, parameters, outputs, arguments;
    const char *argument_names[ARGUMENT_LIMIT];
    PyObject *keywords[ARGUMENT_LIMIT];        /* the same, interned */
    unsigned char column_of_input[BW_COLUMNS]; /* which column an input is read from when an array is given */
} indicator_object;

static inline Py_ssize_t first_market_column(const indicator_object *indicator)
{
    return indicator->inputs + indicator->parameters;
}

static inline Py_ssize_t first_option(const indicator_object *indicator)
{
    return first_market_column(indicator) + BW_MARKET_COLUMNS;
}

static inline bool input_is_free(const indicator_object *indicator, Py_ssize_t input)
{
    return indicator->column_of_input[input] >= BW_MARKET_COLUMNS;
}

int add_indicator_type(PyObject *module, module_state *state);

/* NULL with an exception if the row does not fit the limits above. */
PyObject *new_indicator(const module_state *state, const bw_indicator *row);

#endif
