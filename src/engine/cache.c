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
static atomic_size_t bytes_held; /* by the plans of all entries */

static size_t first_slot(const bw_plan_key *key)
{
    uint64_t hash = (uintptr_t)key->indicator ^ (uintptr_t)key->kernel << 16, word;
    for (const double *p = key->parameter; (const char *)p < (const char *)key + key->size; p++) {
        memcpy(&word, p, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    }
    return (size_t)(hash >> 40);
}

static bool is_same_key(const bw_plan_key *a, const bw_plan_key *b)
{
    return a->size == b->size && !memcmp(a, b, a->size);
}

static void free_entry(bw_cache_entry *entry)
{
    if (!entry) return;
    atomic_fetch_sub(&bytes_held, entry->bytes);
    bw_plan_free(entry->plan);
    free(entry);
}

static bw_cache_entry *new_entry(const bw_plan_key *key)
{
    bw_cache_entry *entry = malloc(sizeof *entry);
    if (!entry) return NULL;
    *entry = (bw_cache_entry){ .plan = bw_plan_of_key(key, BW_BLOCK) };
    memcpy(&entry->key, key, key->size);
    if (!entry->plan) {
        free(entry);
        return NULL;
    }
    entry->bytes = sizeof *entry + bw_plan_size(entry->plan);
    atomic_fetch_add(&bytes_held, entry->bytes);
    return entry;
}

bw_cache_entry *bw_take_entry(const bw_plan_key *key)
{
    const size_t first = first_slot(key);
    for (size_t k = 0; k < PROBES; k++) {
        bw_cache_entry *_Atomic *place = &slot[(first + k) & (SLOTS - 1)];
        bw_cache_entry *entry = atomic_load(place) ? atomic_exchange(place, NULL) : NULL;
        if (entry && is_same_key(&entry->key, key)) return entry;
        if (entry) bw_give_back_entry(entry);
    }
    return new_entry(key);
}

void bw_give_back_entry(bw_cache_entry *entry)
{
    if (entry->bytes > ENTRY_BYTES_MAX || atomic_load(&bytes_held) > BYTES_MAX) {
        free_entry(entry);
        return;
    }
    const size_t first = first_slot(&entry->key);
    for (size_t k = 0; k < PROBES; k++) {
        bw_cache_entry *none = NULL;
        if (atomic_compare_exchange_strong(&slot[(first + k) & (SLOTS - 1)], &none, entry)) return;
    }
    free_entry(atomic_exchange(&slot[first & (SLOTS - 1)], entry)); /* all are taken: one goes */
}
