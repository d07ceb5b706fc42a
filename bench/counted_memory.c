/* counted_memory.c: allocation functions that count, which the linker puts in place of the C library's (--wrap). */
#include "counted_memory.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>

/* The linker prescribes these names. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
int __real_posix_memalign(void **block, size_t alignment, size_t size);
void __real_free(void *block);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
int __wrap_posix_memalign(void **block, size_t alignment, size_t size);
void __wrap_free(void *block);

static atomic_size_t held, peak; /* programs here run threads */

size_t memory_held(void)
{
    return held;
}

size_t memory_peak(void)
{
    return peak;
}

void memory_forget_peak(void)
{
    peak = held;
}

/* The usable size, which is what the block takes from the system. */
static void *count_in(void *block)
{
    held += malloc_usable_size(block);
    if (held > peak) {
        peak = held;
    }
    return block;
}

static void count_out(void *block)
{
    held -= malloc_usable_size(block);
}

void *__wrap_malloc(size_t size)
{
    return count_in(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return count_in(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    size_t before = malloc_usable_size(block);
    void *moved = __real_realloc(block, size);
    if (!moved) {
        return NULL;
    }
    held -= before;
    return count_in(moved);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return count_in(__real_aligned_alloc(alignment, size));
}

int __wrap_posix_memalign(void **block, size_t alignment, size_t size)
{
    int failure = __real_posix_memalign(block, alignment, size);
    if (!failure) {
        count_in(*block);
    }
    return failure;
}

void __wrap_free(void *block)
{
    count_out(block);
    __real_free(block);
}
