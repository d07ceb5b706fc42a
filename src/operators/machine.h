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
        const bw_step here = {                                                                                               \
            .n = s->n, .in = in, .out = out, .node = s->node, .table = s->table, .state = s->state                          \
        };                                                                                                                    \
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

#endif
