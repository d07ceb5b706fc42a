/* From the system memory comes page by page, cleared, which takes longer than most indicators do; and the C library hands back to
 * it what lies free at the end of its heap, as several long results do when they are dropped. So some of it is kept here.
 *
 * The arrays own their memory: numpy asks the handler that was set when an array was made (Matti Picus and others, NEP 49,
 * 2021). It does so from any thread. */
#include "result_memory.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

enum { MOST_KEPT_BYTES = 128 << 20, MOST_KEPT = 32, PAGE = 4096, LINE = 64 };

/* In front of the values, at the start of a page. */
typedef struct {
    _Alignas(LINE) size_t bytes;
} block;

/* Of the result that is being made: how many bytes after the start of its block its values begin. As far past the start of a
 * cache line as those that it is computed from, so that lines of both begin together: else each load from memory or each store goes across
 * two, which takes up to twice as long. And half a page from them, so that to the machine, which compares the lower bits of addresses
 * first, nothing that is read soon looks like what is being written. */
static _Thread_local size_t place = sizeof(block);

static struct {
    atomic_flag is_in_use; /* nobody waits for it: who finds it set does without */
    size_t bytes;
    int count;
    block *oldest_first[MOST_KEPT];
} kept = { .is_in_use = ATOMIC_FLAG_INIT };

static block *remove_kept(int i)
{
    block *removed = kept.oldest_first[i];
    kept.bytes -= removed->bytes;
    kept.count--;
    memmove(&kept.oldest_first[i], &kept.oldest_first[i + 1], (size_t)(kept.count - i) * sizeof(block *));
    return removed;
}

/* The newest that has so many bytes and not many more, or NULL. */
static block *take_kept(size_t bytes)
{
    block *found = NULL;
    if (atomic_flag_test_and_set(&kept.is_in_use)) {
        return NULL;
    }
    for (int i = kept.count; i-- > 0 && found == NULL;) {
        const size_t has = kept.oldest_first[i]->bytes;
        if (has >= bytes && has - bytes <= bytes / 4) {
            found = remove_kept(i);
        }
    }
    atomic_flag_clear(&kept.is_in_use);
    return found;
}

static void hand_back(block *b)
{
    munmap(b, b->bytes);
}

static void keep(block *b)
{
    if (b->bytes > MOST_KEPT_BYTES || atomic_flag_test_and_set(&kept.is_in_use)) {
        hand_back(b);
        return;
    }
    while (kept.count == MOST_KEPT || kept.bytes + b->bytes > MOST_KEPT_BYTES) {
        hand_back(remove_kept(0));
    }
    kept.oldest_first[kept.count++] = b;
    kept.bytes += b->bytes;
    atomic_flag_clear(&kept.is_in_use);
}

static block *new_block(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    madvise(memory, bytes, MADV_HUGEPAGE); /* where the system has none, nothing is lost */
#endif
    block *b = memory;
    b->bytes = bytes;
    return b;
}

/* ---- numpy's handler ----------------------------------------------------------------------------------------------- */

static block *block_of(void *values)
{
    return (block *)((uintptr_t)values / PAGE * PAGE);
}

static void *allocate(void *context, size_t size)
{
    (void)context;
    if (size > PY_SSIZE_T_MAX - PAGE - place) {
        return NULL;
    }
    const size_t bytes = (place + size + PAGE - 1) / PAGE * PAGE;
    block *b = take_kept(bytes);
    if (b == NULL) {
        b = new_block(bytes);
    }
    return b == NULL ? NULL : (char *)b + place;
}

static void *allocate_cleared(void *context, size_t count, size_t size)
{
    void *values = size && count > PY_SSIZE_T_MAX / size ? NULL : allocate(context, count * size);
    return values == NULL ? NULL : memset(values, 0, count * size);
}

static void release(void *context, void *values, size_t size)
{
    (void)context, (void)size;
    if (values != NULL) {
        keep(block_of(values));
    }
}

static void *reallocate(void *context, void *values, size_t size)
{
    void *moved = allocate(context, size);
    if (moved != NULL && values != NULL) {
        const block *b = block_of(values);
        memcpy(moved, values, Py_MIN(size, b->bytes - (size_t)((char *)values - (const char *)b)));
        release(context, values, 0);
    }
    return moved;
}

static PyDataMem_Handler handler = {
    .name = "barwise_results",
    .version = 1,
    .allocator = { NULL, allocate, allocate_cleared, reallocate, release },
};

PyObject *new_result_memory(void)
{
    return PyCapsule_New(&handler, "mem_handler", NULL);
}

/* ---- arrays -------------------------------------------------------------------------------------------------------- */

static size_t place_for(const bw_column *columns)
{
    for (size_t c = 0; columns != NULL && c < BW_COLUMNS; c++) {
        if (columns[c].data != NULL && columns[c].read == NULL) {
            const size_t past_page = ((uintptr_t)columns[c].data + PAGE / 2) % PAGE / sizeof(double) * sizeof(double);
            return past_page < sizeof(block) ? past_page + sizeof(block) : past_page;
        }
    }
    return sizeof(block);
}

PyObject *new_long_result(const module_state *state, PyArray_Descr *type, npy_intp n, const bw_column *columns)
{
    place = place_for(columns);
    PyObject *others = PyDataMem_SetHandler(state->result_memory);
    PyObject *array = others == NULL ? NULL : new_array(type, 1, &n);
    PyObject *ours = others == NULL ? NULL : PyDataMem_SetHandler(others);
    place = sizeof(block);
    if (ours == NULL) {
        Py_CLEAR(array);
    }
    Py_XDECREF(others);
    Py_XDECREF(ours);
    return array;
}
