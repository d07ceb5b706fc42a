/* Taking an arena empties its slot in a single exchange, so an arena belongs to one thread at a time and needs no lock; a
 * child of fork never sees one that another thread had in hand. */
#include "arena_pool.h"
#include "error.h"
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum {
    LINE = 64,
    SLOTS = 16, /* a power of two */
    PROBES = 4,
    KEPT_MAX = 1 << 20, /* bytes of an arena; what is larger has so much to do that a new one does not show */
};

/* Before the arena, on a cache line of its own. */
typedef struct {
    _Alignas(LINE) size_t size;
} block;

/* Each on a cache line of its own, for threads that use neighbouring ones at once. */
static struct {
    _Alignas(LINE) block *_Atomic block;
} slot[SLOTS];

/* Where a thread looks first: threads differ in where they keep their latest error. */
static size_t first_slot(void)
{
    return (size_t)(((uint64_t)(uintptr_t)bw_last_error() * UINT64_C(0x9E3779B97F4A7C15)) >> 48);
}

void *bw_take_arena(size_t size)
{
    const size_t first = first_slot();
    for (size_t k = 0; k < PROBES && size <= KEPT_MAX; k++) {
        block *_Atomic *place = &slot[(first + k) % SLOTS].block;
        block *kept = atomic_load_explicit(place, memory_order_relaxed) ? atomic_exchange(place, NULL) : NULL;
        if (kept && kept->size >= size) return kept + 1;
        free(kept); /* a larger one will take its place, and serve small runs too */
    }
    block *made = aligned_alloc(LINE, sizeof *made + (size + LINE - 1) / LINE * LINE);
    if (!made) return NULL;
    made->size = size;
    return made + 1;
}

void bw_give_back_arena(void *arena)
{
    block *given = (block *)arena - 1;
    const size_t first = first_slot();
    for (size_t k = 0; k < PROBES && given->size <= KEPT_MAX; k++) {
        block *none = NULL;
        if (atomic_compare_exchange_strong(&slot[(first + k) % SLOTS].block, &none, given)) return;
    }
    free(given);
}
