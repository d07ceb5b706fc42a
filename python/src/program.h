/* barwise._core.Program: what is to be computed, made ready for any number of runs, streams and sweeps. */
#ifndef BARWISE_PROGRAM_H
#define BARWISE_PROGRAM_H

#include "indicator.h"

/* Never changes once made. */
typedef struct {
    PyObject_HEAD bw_program *program;
    const module_state *state;
    PyObject *title;   /* a str, that messages start with */
    PyObject *outputs; /* a tuple of their names */
    PyObject *columns; /* a tuple of the names of all BW_COLUMNS columns; None for those that cannot be given */
} program_object;

static inline const char *title_of(const program_object *program)
{
    return PyUnicode_AsUTF8(program->title); /* made at the start, so this cannot fail */
}

/* The name that a column is given by; NULL: it cannot be given. */
const char *column_name_of(const program_object *program, size_t column);

/* The column of that name; BW_COLUMNS with an exception that says which there are if there is none. */
size_t column_named(const program_object *program, PyObject *name);

/* Takes over the program, also on failure. given: the names of the columns beyond the market's, in their order. */
PyObject *new_program(const module_state *state, bw_program *program, PyObject *title, PyObject *outputs,
                      PyObject *given);

/* For each input of an indicator a source, from a tuple of names; None where an array is given. */
int read_sources(const indicator_object *indicator, PyObject *names, bw_source *sources);

/* The names of all columns where an indicator is run: those of the market, then its free inputs. */
PyObject *columns_of_indicator(const indicator_object *indicator);

int add_program_type(PyObject *module, module_state *state);

#endif
