/* Python's arrays and sequences as columns that the library can read. */
#ifndef BARWISE_COLUMNS_H
#define BARWISE_COLUMNS_H

#include "extension.h"
#include "numbers.h"

/* How the values of one column are read where they are no doubles of the machine. */
typedef struct {
    number_format format;
    bool swapped;
    const char *mask; /* a byte for each value, not 0 where it is missing; or NULL */
    ptrdiff_t mask_stride;
    PyObject *mask_owner;
    PyObject *sequence; /* a list or tuple */
    bool failed;        /* a value of the sequence could not be read; the exception is set */
} column_reader;

/* The columns of one call. */
typedef struct {
    const module_state *state;
    const char *indicator; /* its name, for messages */
    bw_column columns[BW_COLUMNS];
    column_reader readers[BW_COLUMNS]; /* of the columns that have a `read` */
    uint32_t given;                    /* bit i: column i is given, and has a name and a length */
    const char *names[BW_COLUMNS];     /* of the arguments */
    size_t lengths[BW_COLUMNS];
    bool needs_interpreter; /* a column is read through Python's objects, for which the GIL must be held */
} column_set;

/* The first of columns that are given as bits; `rest &= rest - 1` goes on to the next. */
static inline size_t first_column(uint32_t rest)
{
    return (size_t)__builtin_ctz(rest);
}

void start_columns(column_set *set, const module_state *state, const char *indicator);

/* Can the value be read as it is? Anything else goes through barwise.tables first. */
static inline bool is_readable(PyObject *value)
{
    return PyArray_Check(value) || PyList_CheckExact(value) || PyTuple_CheckExact(value);
}

/* A single value of a list or a bar: None is a missing one, as in numpy. -1 with an exception if it is no number. */
double number_of_item(PyObject *item);

/* 1 if the array is one of numpy.ma, 0 if not, -1 on error. */
int is_masked(PyArrayObject *array);

/* Makes a readable value the column at that index. The caller holds the value until the columns are released. */
int bind_column(column_set *set, size_t index, const char *name, PyObject *value);

/* Makes an array of any dimensions, without a mask, the column: the first of the series that lie along its last one. */
int bind_series(column_set *set, size_t index, const char *name, PyArrayObject *array);

bool has_columns(const column_set *set);

/* The number of bars, which all columns must have; -1 with an exception where they differ. */
Py_ssize_t common_length(const column_set *set);

/* Does a column share memory with these bytes? Its name, or NULL. */
const char *overlapping_column(const column_set *set, const char *from, size_t size);

void release_columns(column_set *set);

#endif
