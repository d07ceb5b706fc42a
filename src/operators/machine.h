/* machine.h: an operator whose rule is sequential, made of its step: what one bar does to the state.
 *
 *   typedef struct { … } NAME_state;    from bar to bar; all 0 at the start
 *   typedef struct { … } NAME_rule;     the constants, doubles: the node's table
 *   INLINE void NAME_step(NAME_state *state, const NAME_rule *rule, const bw_step *s, size_t i);    bar i
 *
 * In the loop over bars that MACHINE makes of it, state and rule stay in registers: a step that depends on the one before takes
 * as long as its longest chain of operations, to which going through memory would add. */
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
        const bw_step here = { s->n, in, out, s->node, s->table, s->state };                                                  \
        const name##_rule rule = *(const name##_rule *)s->table;                                                              \
        name##_state state = *(const name##_state *)s->state;                                                                 \
        for (size_t i = 0; i < here.n; i++) name##_step(&state, &rule, &here, i);                                             \
        *(name##_state *)s->state = state;                                                                                    \
    }                                                                                                                         \
                                                                                                                              \
    static void name##_one(const bw_step *s, size_t i)                                                                        \
    {                                                                                                                         \
        name##_step(s->state, (const name##_rule *)s->table, s, i);                                                           \
    }                                                                                                                         \
    _Static_assert(sizeof(name##_state) % 8 == 0, "a state is made of 8-byte words")

/* Hides from the compiler where a value came from, so that two selects on it stay selects instead of becoming one jump. */
INLINE double opaque(double x)
{
#if defined __x86_64__
    __asm__("" : "+x"(x));
#elif defined __aarch64__
    __asm__("" : "+w"(x));
#endif
    return x;
}

/* In a branch: keeps it a jump, which is predicted, where a conditional move would lengthen a chain of operations. */
#define KEEP_JUMP() __asm__ volatile("")

#endif
