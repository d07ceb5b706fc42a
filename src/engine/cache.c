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
static bw_cache_entry in_hand;   /* the mark in a slot whose entry is taken */
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

/* Word by word: they are few. */
static bool is_same_key(const bw_plan_key *a, const bw_plan_key *b)
{
    uint64_t differences = a->size ^ b->size;
    for (size_t at = 0; !differences && at < a->size; at += sizeof differences) {
        uint64_t one, other;
        memcpy(&one, (const char *)a + at, sizeof one);
        memcpy(&other, (const char *)b + at, sizeof other);
        differences = one ^ other;
    }
    return !differences;
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
    *entry = (bw_cache_entry){ .plan = bw_plan_of_key(key) };
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
        bw_cache_entry *entry = atomic_load_explicit(place, memory_order_relaxed);
        if (!entry || entry == &in_hand) continue;
        entry = atomic_exchange_explicit(place, &in_hand, memory_order_acquire);
        if (entry == &in_hand) continue;
        if (entry && is_same_key(&entry->key, key)) {
            entry->place = place;
            return entry;
        }
        atomic_store_explicit(place, entry, memory_order_release);
    }
    return new_entry(key);
}

/* Into an empty slot, or else in the place of another one. */
static void keep_new_entry(bw_cache_entry *entry)
{
    const size_t first = first_slot(&entry->key);
    for (size_t k = 0; k < PROBES; k++) {
        bw_cache_entry *none = NULL;
        if (atomic_compare_exchange_strong(&slot[(first + k) & (SLOTS - 1)], &none, entry)) return;
    }
    for (size_t k = 0; k < PROBES; k++) {
        bw_cache_entry *_Atomic *place = &slot[(first + k) & (SLOTS - 1)];
        bw_cache_entry *other = atomic_load(place);
        if (other == &in_hand || !atomic_compare_exchange_strong(place, &other, entry)) continue;
        free_entry(other);
        return;
    }
    free_entry(entry);
}

void bw_give_back_entry(bw_cache_entry *entry)
{
    const bool is_kept = entry->bytes <= ENTRY_BYTES_MAX && atomic_load(&bytes_held) <= BYTES_MAX;
    bw_cache_entry *_Atomic *place = entry->place;
    if (place) atomic_store_explicit(place, is_kept ? entry : NULL, memory_order_release);
    else if (is_kept) keep_new_entry(entry);
    if (!is_kept) free_entry(entry);
}
