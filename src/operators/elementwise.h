/* elementwise.h: an operator that looks at one bar of its inputs, from one expression. */
#ifndef BW_ELEMENTWISE_H
#define BW_ELEMENTWISE_H

#include "operator.h"
#include "telling.h"

/* Bar i from a[i], b[i], c[i], d[i], the inputs, so many as there are, and the node's settings: a plain loop that the compiler turns
 * into vectors. */
#define ELEMENTWISE(row, count, expression)                                                                                   \
    INLINE double row##_value(double a, double b, double c, double d, const double *setting)                                  \
    {                                                                                                                         \
        (void)b, (void)c, (void)d, (void)setting;                                                                             \
        return expression;                                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    INLINE uint64_t row##_of_bars(const bw_step *s, double *restrict out, size_t first, size_t n)                             \
    {                                                                                                                         \
        const double *restrict a = s->in[0] + first, *restrict b = s->in[(count) > 1 ? 1 : 0] + first;                        \
        const double *restrict c = s->in[(count) > 2 ? 2 : 0] + first, *restrict d = s->in[(count) > 3 ? 3 : 0] + first;      \
        const double setting[] = { s->node->setting[0], s->node->setting[1], s->node->setting[2] };                           \
        uint64_t missing = 0;                                                                                                 \
        for (size_t i = 0; i < n; i++) {                                                                                      \
            const double v[] = { a[i], b[i], c[i], d[i] };                                                                    \
            missing |= bits_if_not_finite(sum_of((count), v));                                                                \
            out[i] = row##_value(v[0], v[1], v[2], v[3], setting);                                                            \
        }                                                                                                                     \
        return missing;                                                                                                       \
    }                                                                                                                         \
                                                                                                                              \
    TELLING_FUNCTIONS(row, all_bars(s, row##_of_bars), row##_of_bars(s, s->out[0], 0, s->n))                                  \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        s->out[0][i] = row##_value(s->in[0][i], s->in[(count) > 1 ? 1 : 0][i], s->in[(count) > 2 ? 2 : 0][i],                 \
                                 s->in[(count) > 3 ? 3 : 0][i], s->node->setting);                                            \
    }                                                                                                                         \
                                                                                                                              \
    const bw_operator BW_ROW(row) = {                                                                                         \
        .name = #row, .outputs = 1, .advance = row, .advance_and_tell = row##_and_tell, .one = row##_one                      \
    }

INLINE double sum_of(int count, const double *v)
{
    return count == 1   ? v[0]
           : count == 2 ? v[0] + v[1]
           : count == 3 ? (v[0] + v[1]) + v[2]
                        : (v[0] + v[1]) + (v[2] + v[3]);
}

/* The same of two inputs from an expression of vecs that has a number only where both are numbers. */
#define TELLING_ELEMENTWISE(row, expression)                                                                                  \
    TELLING(row, expression)                                                                                                  \
    TELLING_FUNCTIONS(row, row##_telling(s, s->in[0], s->in[1], s->in[1], s->in[1]), row##_and_tell(s))                       \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        s->out[0][i] = TELLING_ONE(row, s->in[0][i], s->in[1][i], 0, 0);                                                      \
    }                                                                                                                         \
                                                                                                                              \
    const bw_operator BW_ROW(row) = {                                                                                         \
        .name = #row, .outputs = 1, .advance = row, .advance_and_tell = row##_and_tell, .one = row##_one                      \
    }

/* The same of one input from a function of vecs. */
#define VECTORWISE(row, function)                                                                                             \
    static bool row##_and_tell(const bw_step *s)                                                                              \
    {                                                                                                                         \
        const double *restrict in = s->in[0];                                                                                 \
        double *restrict out = s->out[0];                                                                                     \
        const size_t n = s->n;                                                                                                \
        vec sum = { 0 };                                                                                                      \
        for (size_t i = 0; i < n; i += LANES) {                                                                               \
            i = within(i, n);                                                                                                 \
            const vec x = load(in + i);                                                                                       \
            sum += x;                                                                                                         \
            store(out + i, function(x));                                                                                      \
        }                                                                                                                     \
        return all_are_finite(sum);                                                                                           \
    }                                                                                                                         \
                                                                                                                              \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        row##_and_tell(s);                                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        s->out[0][i] = function(broadcast(s->in[0][i]))[0];                                                                   \
    }                                                                                                                         \
                                                                                                                              \
    const bw_operator BW_ROW(row) = {                                                                                         \
        .name = #row, .outputs = 1, .advance = row, .advance_and_tell = row##_and_tell, .one = row##_one                      \
    }

#endif
