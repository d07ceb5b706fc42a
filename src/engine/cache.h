/* cache.h: plans that were made for earlier calls, so that a repeated call costs little.
 *
 * A slot holds an entry that nobody uses. Taking one leaves a mark in its slot in a single exchange, so an entry belongs to one
 * thread at a time and needs no lock; nobody else writes where the mark is, so giving it back is a plain store. A child of fork
 * never sees one that another thread had in hand, whose slot stays marked there. The cache's size is bounded. */
#ifndef BW_CACHE_H
#define BW_CACHE_H

#include "request.h"

typedef struct bw_cache_entry {
    bw_plan_key key;
    bw_plan *plan;
    size_t bytes;
    struct bw_cache_entry *_Atomic *place; /* its slot; null: it is new */
} bw_cache_entry;

/* The entry for the key, from the cache or new; null when out of memory. Give it back afterwards. */
bw_cache_entry *bw_take_entry(const bw_plan_key *key);
void bw_give_back_entry(bw_cache_entry *entry);

#endif
