/* hash.h: a number that stands for a sequence of words: FNV-1a over their bytes, lowest first, alike on every machine. */
#ifndef BW_HASH_H
#define BW_HASH_H

#include <stdint.h>

#define BW_EMPTY_HASH UINT64_C(0xCBF29CE484222325)

/* Every step can be undone, so words that differ in one byte never have the same hash. */
static inline uint64_t bw_hash_word(uint64_t hash, uint64_t word)
{
    for (int k = 0; k < 8; k++, word >>= 8) hash = (hash ^ (word & 0xFF)) * UINT64_C(0x100000001B3);
    return hash;
}

#endif
