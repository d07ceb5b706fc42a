/* Numbers in memory, of any type of numpy's, read as doubles. */
#ifndef BARWISE_NUMBERS_H
#define BARWISE_NUMBERS_H

#include "extension.h"

typedef enum {
    NO_NUMBER,
    INT8,
    INT16,
    INT32,
    INT64,
    UINT8, /* booleans too */
    UINT16,
    UINT32,
    UINT64,
    FLOAT16,
    FLOAT32,
    FLOAT64,
    LONG_DOUBLE,
} number_format;

/* NO_NUMBER for complex numbers, text, times, objects and records. */
number_format format_of(const PyArray_Descr *type);

/* In bytes. */
size_t size_of(number_format format);

/* Reads n numbers that lie `stride` bytes apart, at any alignment; swapped: they are not in the machine's byte order. */
void read_numbers(number_format format, bool swapped, const char *from, ptrdiff_t stride, size_t n, double *to);

#endif
