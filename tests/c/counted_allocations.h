/* counted_allocations.h: between the library and the allocator. The linker hands the calls of all functions of a program that
 * includes this to __wrap_… below (CMakeLists.txt lists those programs). */
#ifndef COUNTED_ALLOCATIONS_H
#define COUNTED_ALLOCATIONS_H

#include <malloc.h>
#include <stdbool.h>
#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *p);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *p);

static long until_failure = -1; /* how many allocations still succeed; negative: all */
static long blocks_held;
static size_t bytes_asked;
static long bytes_held;

static bool may_allocate(size_t size)
{
    if (until_failure == 0) return false;
    if (until_failure > 0) until_failure--;
    bytes_asked += size;
    return true;
}

static void *count_in(void *p)
{
    blocks_held += p != NULL;
    bytes_held += (long)malloc_usable_size(p);
    return p;
}

static void count_out(void *p)
{
    blocks_held -= p != NULL;
    bytes_held -= (long)malloc_usable_size(p);
}

void *__wrap_malloc(size_t size)
{
    return may_allocate(size) ? count_in(__real_malloc(size)) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return may_allocate(count * size) ? count_in(__real_calloc(count, size)) : NULL;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return may_allocate(size) ? count_in(__real_aligned_alloc(alignment, size)) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
    if (!may_allocate(size)) return NULL;
    count_out(old);
    return count_in(__real_realloc(old, size));
}

void __wrap_free(void *p)
{
    count_out(p);
    __real_free(p);
}

#endif
