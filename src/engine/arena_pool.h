/* arena_pool.h: arenas that earlier runs have left, for the next run of whatever plan. Their number and size are bounded. */
#ifndef BW_ARENA_POOL_H
#define BW_ARENA_POOL_H

#include <stddef.h>

/* At least so many bytes on a multiple of 64; null when out of memory. What they hold is left over. Give them back. */
void *bw_take_arena(size_t size);
void bw_give_back_arena(void *arena);

#endif
