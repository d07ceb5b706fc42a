#include "cache.h"
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOTS = 256, /* a power of two */
    PROBES = 4,  /* slots where an entry may be: so many threads can each keep their own of one indicator */
    BYTES_MAX = 32 << 20,
    ENTRY_BYTES_MAX = 4 << 20,
};

static bw_cache_entry *_Atomic slot[SLOTS];
static atomic_size_t bytes_kept;

static size_t first_slot(const bw_plan_key *key)
{
    uint64_t word[sizeof *key / sizeof(uint64_t)], hash = 0;
    _Static_assert(sizeof word == sizeof *key, "a key is whole words");
    memcpy(word, key, sizeof word);
    for (size_t k = 0; k < 8; k++) hash = (hash ^ word[k]) * UINT64_C(0x9E3779B97F4A7C15); /* the rest is seldom used */
    return (size_t)(hash >> 40);
}

static void free_entry(bw_cache_entry *entry)
{
    if (!entry) return;
    bw_plan_free(entry->plan);
    free(entry->arena);
    free(entry);
}

static bw_cache_entry *new_entry(const bw_plan_key *key)
{
    bw_cache_entry *entry = malloc(sizeof *entry);
    if (!entry) return NULL;
    *entry = (bw_cache_entry){ .key = *key, .plan = bw_plan_of_key(key, BW_BLOCK), .bytes = sizeof *entry };
    if (entry->plan) return entry;
    free(entry);
    return NULL;
}

/* Puts an entry, or nothing, into a slot and gives what was there. */
static bw_cache_entry *exchange(size_t at, bw_cache_entry *entry)
{
    bw_cache_entry *old = atomic_exchange(&slot[at & (SLOTS - 1)], entry);
    if (entry) atomic_fetch_add(&bytes_kept, entry->bytes);
    if (old) atomic_fetch_sub(&bytes_kept, old->bytes);
    return old;
}

bw_cache_entry *bw_take_entry(const bw_plan_key *key)
{
    const size_t first = first_slot(key);
    for (size_t k = 0; k < PROBES; k++) {
        bw_cache_entry *entry = exchange(first + k, NULL);
        if (entry && !memcmp(&entry->key, key, sizeof *key)) return entry;
        if (entry) bw_give_back_entry(entry);
    }
    return new_entry(key);
}

void bw_give_back_entry(bw_cache_entry *entry)
{
    const size_t first = first_slot(&entry->key);
    if (entry->bytes > ENTRY_BYTES_MAX || atomic_load(&bytes_kept) + entry->bytes > BYTES_MAX) {
        free_entry(entry);
        return;
    }
    for (size_t k = 0; k < PROBES; k++) { /* an empty slot */
        bw_cache_entry *none = NULL;
        if (!atomic_compare_exchange_strong(&slot[(first + k) & (SLOTS - 1)], &none, entry)) continue;
        atomic_fetch_add(&bytes_kept, entry->bytes);
        return;
    }
    free_entry(exchange(first, entry)); /* none is: the oldest may be anywhere, so the first goes */
}

void *bw_entry_arena(bw_cache_entry *entry)
{
    if (entry->arena) return entry->arena;
    const size_t size = bw_arena_size(entry->plan);
    entry->arena = aligned_alloc(64, size);
    if (entry->arena) entry->bytes += size;
    return entry->arena;
}
