/* machine.h: an operator whose rule is sequential, made of its step: what one bar does to the state.
 *
 *   typedef struct { … } NAME_state;    from bar to bar; all 0 at the start
 *   INLINE void NAME_step(NAME_state *state, const bw_step *s, size_t i);    bar i
 *
 * In the loop over bars that MACHINE makes of it the state stays in registers: a step that depends on the one before takes as long as
 * its longest chain of operations, to which going through memory would add. (So no function that is not inlined may be given its
 * address; and what is looked up by bar lies behind it in memory.) */
#ifndef BW_MACHINE_H
#define BW_MACHINE_H

#include "operator.h"
#include "vector.h"

#define MACHINE(name, inputs, outputs)                                                                                        \
    static void name##_advance(const bw_step *s)                                                                              \
    {                                                                                                                         \
        const double *in[inputs];                                                                                             \
        double *out[outputs];                                                                                                 \
        for (int k = 0; k < (inputs); k++) in[k] = s->in[k];                                                                  \
        for (int k = 0; k < (outputs); k++) out[k] = s->out[k];                                                               \
        const bw_step here = { s->n, in, out, s->node, s->table, s->state, false, NULL };                                            \
        name##_state state = *(const name##_state *)s->state;                                                                 \
        for (size_t i = 0; i < here.n; i++) name##_step(&state, &here, i);                                                    \
        *(name##_state *)s->state = state;                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    static void name##_one(const bw_step *s, size_t i)                                                                        \
    {                                                                                                                         \
        name##_step(s->state, s, i);                                                                                          \
    }                                                                                                                         \
    _Static_assert(sizeof(name##_state) % 8 == 0, "a state is made of 8-byte words")

typedef double pair __attribute__((vector_size(2 * sizeof(double))));
typedef int64_t pair_bits __attribute__((vector_size(2 * sizeof(double))));

/* x where a < b, else 0; never by a jump, which often goes wrong where prices decide on it. */
INLINE double where_less(double a, double b, double x)
{
    const pair_bits is_less = (pair){ a, 0 } < (pair){ b, 0 };
    return ((pair)((pair_bits)(pair){ x, 0 } & is_less))[0];
}

/* a > b ? a : b and a < b ? a : b, never by a jump either: it is chosen before anything is done with it. */
#ifdef __x86_64__
#define CHOSEN(x) __asm__("" : "+x"(x))
#else
#define CHOSEN(x) __asm__("" : "+w"(x))
#endif

INLINE double greater_without_jump(double a, double b)
{
    double greater = a > b ? a : b;
    CHOSEN(greater);
    return greater;
}

INLINE double less_without_jump(double a, double b)
{
    double less = a < b ? a : b;
    CHOSEN(less);
    return less;
}

/* In a branch: keeps it a jump, which is predicted, where a conditional move would lengthen a chain of operations. */
#define KEEP_JUMP() __asm__ volatile("")

#endif
