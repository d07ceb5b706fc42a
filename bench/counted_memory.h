/* counted_memory.h: how much memory the program holds, and held at most. */
#ifndef BENCH_COUNTED_MEMORY_H
#define BENCH_COUNTED_MEMORY_H

#include <stddef.h>

/* Bytes allocated and not yet freed. */
size_t memory_held(void);

/* The most that was held since the latest call of memory_forget_peak. */
size_t memory_peak(void);
void memory_forget_peak(void);

#endif
