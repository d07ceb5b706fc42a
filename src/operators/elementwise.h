/* elementwise.h: an operator that looks at one bar of its inputs, from one expression. */
#ifndef BW_ELEMENTWISE_H
#define BW_ELEMENTWISE_H

#include "operator.h"
#include "telling.h"

/* Bar i from a[i], the first input, b[i], the second, c[i] and d[i], the last ones (each the first, if there are no more), and
 * the node's settings: a plain loop that the compiler turns into vectors. */
#define ELEMENTWISE(row, expression)                                                                                          \
    INLINE double row##_value(double a, double b, double c, double d, const double *setting)                                  \
    {                                                                                                                         \
        (void)b, (void)c, (void)d, (void)setting;                                                                             \
        return expression;                                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        const uint32_t inputs = s->node->inputs;                                                                              \
        const double *restrict a = s->in[0], *restrict b = s->in[inputs > 1 ? 1 : 0];                                         \
        const double *restrict c = s->in[inputs > 2 ? 2 : 0], *restrict d = s->in[inputs > 3 ? 3 : 0];                        \
        const double setting[] = { s->node->setting[0], s->node->setting[1], s->node->setting[2] };                           \
        double *restrict out = s->out[0];                                                                                     \
        for (size_t i = 0; i < s->n; i++) out[i] = row##_value(a[i], b[i], c[i], d[i], setting);                              \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        const uint32_t inputs = s->node->inputs;                                                                              \
        s->out[0][i] = row##_value(s->in[0][i], s->in[inputs > 1 ? 1 : 0][i], s->in[inputs > 2 ? 2 : 0][i],                   \
                                 s->in[inputs > 3 ? 3 : 0][i], s->node->setting);                                             \
    }                                                                                                                         \
                                                                                                                              \
    const bw_operator BW_ROW(row) = { .name = #row, .outputs = 1, .advance = row, .one = row##_one }

/* The same of two inputs from an expression of vecs that has a number only where both are numbers. */
#define TELLING_ELEMENTWISE(row, expression)                                                                                  \
    TELLING(row, expression)                                                                                                  \
    static bool row##_and_tell(const bw_step *s)                                                                              \
    {                                                                                                                         \
        return row##_telling(s->in[0], s->in[1], s->in[1], s->in[1], s->out[0], s->n);                                        \
    }                                                                                                                         \
                                                                                                                              \
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        row##_and_tell(s);                                                                                                    \
    }                                                                                                                         \
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
    static void row(const bw_step *s)                                                                                         \
    {                                                                                                                         \
        const double *restrict in = s->in[0];                                                                                 \
        double *restrict out = s->out[0];                                                                                     \
        const size_t n = s->n;                                                                                                \
        for (size_t i = 0; i + LANES <= n; i += LANES) store(out + i, function(load(in + i)));                                \
        if (n % LANES) store(out + n - LANES, function(load(in + n - LANES)));                                                \
    }                                                                                                                         \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        s->out[0][i] = function(broadcast(s->in[0][i]))[0];                                                                   \
    }                                                                                                                         \
                                                                                                                              \
    const bw_operator BW_ROW(row) = { .name = #row, .outputs = 1, .advance = row, .one = row##_one }

#endif
