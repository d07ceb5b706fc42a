/* Taking an arena leaves a mark in its slot in a single exchange, so an arena belongs to one thread at a time and needs no lock;
 * nobody else writes where the mark is, so giving it back is a plain store. A child of fork never sees one that another thread
 * had in hand, whose slot stays marked there. */
#include "arena_pool.h"
#include "error.h"
#include "graph.h"
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum {
    SLOTS = 16, /* a power of two */
    PROBES = 4,
    KEPT_MAX = 1 << 20, /* bytes of an arena; what is larger has so much to do that a new one does not show */
};

/* Before the arena, on a cache line of its own. */
typedef struct block {
    _Alignas(BW_CACHE_LINE) size_t size;
    struct block *_Atomic *place; /* the slot that it is from, which is marked; null: none */
} block;

/* Each on a cache line of its own, for threads that use neighbouring ones at once. */
static struct {
    _Alignas(BW_CACHE_LINE) block *_Atomic block;
} slot[SLOTS];

static block in_hand; /* the mark */

/* Where a thread looks first: threads differ in where they keep their latest error. */
static size_t first_slot(void)
{
    return (size_t)(((uint64_t)(uintptr_t)bw_last_error() * UINT64_C(0x9E3779B97F4A7C15)) >> 48);
}

/* Marks a slot, or gives null. What was in it may be null. */
static block *_Atomic *mark_slot(block **kept)
{
    const size_t first = first_slot();
    for (size_t k = 0; k < PROBES; k++) {
        block *_Atomic *place = &slot[(first + k) % SLOTS].block;
        if (atomic_load_explicit(place, memory_order_relaxed) == &in_hand) continue;
        *kept = atomic_exchange_explicit(place, &in_hand, memory_order_acquire);
        if (*kept != &in_hand) return place;
    }
    *kept = NULL;
    return NULL;
}

void *bw_take_arena(size_t size)
{
    block *kept = NULL;
    block *_Atomic *place = size <= KEPT_MAX ? mark_slot(&kept) : NULL;
    if (kept && kept->size >= size) return kept + 1;
    free(kept); /* a larger one will take its place, and serve small runs too */
    block *made = aligned_alloc(BW_CACHE_LINE, sizeof *made + bw_round_up(size, BW_CACHE_LINE));
    if (made) {
        made->size = size;
        made->place = place;
    } else if (place) {
        atomic_store_explicit(place, NULL, memory_order_release);
    }
    return made ? made + 1 : NULL;
}

void bw_give_back_arena(void *arena)
{
    block *given = (block *)arena - 1;
    if (given->place) atomic_store_explicit(given->place, given, memory_order_release);
    else free(given);
}
