#include "numbers.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static number_format integer_of(size_t size, bool is_signed)
{
    switch (size) {
    case 1: return is_signed ? INT8 : UINT8;
    case 2: return is_signed ? INT16 : UINT16;
    case 4: return is_signed ? INT32 : UINT32;
    case 8: return is_signed ? INT64 : UINT64;
    default: return NO_NUMBER;
    }
}

number_format format_of(const PyArray_Descr *type)
{
    switch (type->type_num) {
    case NPY_HALF: return FLOAT16;
    case NPY_FLOAT: return FLOAT32;
    case NPY_DOUBLE: return FLOAT64;
    case NPY_LONGDOUBLE: return LONG_DOUBLE;
    default: break;
    }
    if (type->type_num == NPY_BOOL || PyTypeNum_ISINTEGER(type->type_num)) {
        return integer_of((size_t)PyDataType_ELSIZE(type), PyTypeNum_ISSIGNED(type->type_num));
    }
    return NO_NUMBER;
}

size_t size_of(number_format format)
{
    static const unsigned char sizes[] = {
        [INT8] = 1,   [INT16] = 2,  [INT32] = 4,   [INT64] = 8,   [UINT8] = 1,   [UINT16] = 2,
        [UINT32] = 4, [UINT64] = 8, [FLOAT16] = 2, [FLOAT32] = 4, [FLOAT64] = 8, [LONG_DOUBLE] = sizeof(long double),
    };
    return sizes[format];
}

/* IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. Every value is a double, exactly. */
static double from_half(uint16_t bits)
{
    const unsigned exponent = bits >> 10 & 31;
    const uint64_t fraction = bits & 1023;
    double size;
    if (exponent == 31) {
        size = fraction == 0 ? INFINITY : NAN;
    } else if (exponent == 0) { /* subnormal: in steps of 2^-24 */
        size = (double)fraction * 0x1p-24;
    } else {
        const uint64_t pattern = (uint64_t)(exponent + 1023 - 15) << 52 | fraction << 42;
        memcpy(&size, &pattern, sizeof size);
    }
    return bits >> 15 ? -size : size;
}

typedef union {
    int8_t int8;
    int16_t int16;
    int32_t int32;
    int64_t int64;
    uint8_t uint8;
    uint16_t uint16;
    uint32_t uint32;
    uint64_t uint64;
    float float32;
    double float64;
    long double long_double;
    char bytes[sizeof(long double)];
} number;

static inline double value_of(number_format format, const number *number)
{
    switch (format) {
    case INT8: return number->int8;
    case INT16: return number->int16;
    case INT32: return number->int32;
    case INT64: return (double)number->int64;
    case UINT8: return number->uint8;
    case UINT16: return number->uint16;
    case UINT32: return number->uint32;
    case UINT64: return (double)number->uint64;
    case FLOAT16: return from_half(number->uint16);
    case FLOAT32: return number->float32;
    case FLOAT64: return number->float64;
    case LONG_DOUBLE: return (double)number->long_double;
    default: return NAN;
    }
}

/* Inlined where the format is a constant, so that the choice is made outside the loop. */
static inline __attribute__((always_inline)) void read_format(number_format format, const char *from, ptrdiff_t stride,
                                                              size_t n, double *to)
{
    const size_t size = size_of(format);
    for (size_t i = 0; i < n; i++, from += stride) {
        number read = { .bytes = { 0 } };
        memcpy(read.bytes, from, size);
        to[i] = value_of(format, &read);
    }
}

/* The frequent ones in loops of their own. */
static void read_native(number_format format, const char *from, ptrdiff_t stride, size_t n, double *to)
{
    switch (format) {
    case INT32: read_format(INT32, from, stride, n, to); break;
    case INT64: read_format(INT64, from, stride, n, to); break;
    case FLOAT32: read_format(FLOAT32, from, stride, n, to); break;
    case FLOAT64: read_format(FLOAT64, from, stride, n, to); break;
    default: read_format(format, from, stride, n, to);
    }
}

/* Writes numbers of that size side by side, their bytes in the other order. */
static inline __attribute__((always_inline)) void swap_numbers(size_t size, const char *from, ptrdiff_t stride,
                                                               size_t n, char *to)
{
    for (size_t i = 0; i < n; i++, from += stride, to += size) {
        for (size_t k = 0; k < size; k++) {
            to[k] = from[size - 1 - k];
        }
    }
}

static void read_swapped(number_format format, const char *from, ptrdiff_t stride, size_t n, double *to)
{
    enum { BLOCK = 64 };
    char block[BLOCK * sizeof(number)];
    const size_t size = size_of(format);
    for (size_t first = 0; first < n; first += BLOCK, from += BLOCK * stride) {
        const size_t m = n - first < BLOCK ? n - first : BLOCK;
        if (size == sizeof(double)) {
            swap_numbers(sizeof(double), from, stride, m, block);
        } else if (size == sizeof(float)) {
            swap_numbers(sizeof(float), from, stride, m, block);
        } else {
            swap_numbers(size, from, stride, m, block);
        }
        read_native(format, block, (ptrdiff_t)size, m, to + first);
    }
}

void read_numbers(number_format format, bool swapped, const char *from, ptrdiff_t stride, size_t n, double *to)
{
    if (swapped) {
        read_swapped(format, from, stride, n, to);
    } else {
        read_native(format, from, stride, n, to);
    }
}
