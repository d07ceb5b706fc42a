/* What a stream computes, and what a bar of it consists of. Streams of the same share one. */
#ifndef BARWISE_FEED_H
#define BARWISE_FEED_H

#include "columns.h"
#include "program.h"

/* A bar has a value for each place. A place has a name, perhaps a second one, and a column of the program. */
typedef struct {
    PyObject_HEAD program_object *program;
    PyTypeObject *result; /* a named tuple of the outputs; NULL: there is only one */
    Py_ssize_t outputs, places;
    PyObject *names;                   /* a tuple of them */
    PyObject *keywords[BW_COLUMNS][2]; /* interned; the second may be NULL */
    unsigned char columns[BW_COLUMNS];
    bool reads_market; /* a bar may then bring columns of the market that are not needed */
} feed_object;

int add_feed_type(PyObject *module, module_state *state);

/* Do these arguments have names and numbers of this feed's bars? It says nothing about their types. */
bool suits_feed(const feed_object *feed, Py_ssize_t count, PyObject *keywords);

/* Puts each value, a borrowed reference, at its place. All places have one then. */
int match_places(const feed_object *feed, PyObject *const *values, Py_ssize_t count, PyObject *keywords,
                 PyObject **matched);

/* Reads a bar: columns has room for BW_COLUMNS. */
int read_bar(const feed_object *feed, PyObject *const *values, Py_ssize_t count, PyObject *keywords, double *columns);

/* The same where it takes a few ns: floats by position. False if they are not that. */
static inline bool read_floats(const feed_object *feed, PyObject *const *values, Py_ssize_t count, PyObject *keywords,
                               double *columns)
{
    if (count != feed->places || keywords != NULL) {
        return false;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!PyFloat_CheckExact(values[i])) {
            return false;
        }
        columns[feed->columns[i]] = PyFloat_AS_DOUBLE(values[i]);
    }
    return true;
}

#endif
