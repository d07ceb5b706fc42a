#include "recent_columns.h"
#include <stdint.h>

enum { PAGE = 4096, PLACES = 256 };

typedef struct {
    uintptr_t first_page, last_page;
    uint64_t passed; /* bytes of all columns up to the end of this one */
} noted_column;

/* A column that another pushes out of its place is one that will be fetched in vain. */
static _Thread_local noted_column noted[PLACES];
static _Thread_local uint64_t passed;

static noted_column *place_of(uintptr_t page)
{
    const uint64_t golden_ratio = UINT64_C(0x9E3779B97F4A7C15); /* Knuth, The Art of Computer Programming 3, 6.4 */
    return &noted[page * golden_ratio >> 56];
}

bool bw_is_recent_column(const void *data, size_t bytes, size_t cached)
{
    const uintptr_t first = (uintptr_t)data / PAGE, last = ((uintptr_t)data + bytes) / PAGE;
    noted_column *place = place_of(first);
    const bool is_recent =
        place->first_page == first && last <= place->last_page + 1 && passed + bytes - place->passed <= cached;
    passed += bytes;
    *place = (noted_column){ first, last, passed };
    return is_recent;
}
