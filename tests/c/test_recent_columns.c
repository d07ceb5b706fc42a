/* What was read a short while ago counts as near, and nothing else. */
#include "check.h"
#include "recent_columns.h"
#include <pthread.h>
#include <stdint.h>

enum { BYTES = 80000, PAGE = 4096, CACHED = 4 * BYTES };

/* Only addresses count, nothing is read from there: they are always the same, for two columns may get in each other's way. */
static bool is_recent(size_t offset, size_t bytes)
{
    const uintptr_t first = (uintptr_t)1 << 30;
    return bw_is_recent_column((const void *)(first + offset), bytes, CACHED);
}

static bool is_recent_column(size_t column)
{
    return is_recent(column * 32 * PAGE, BYTES);
}

static void *read_elsewhere(void *found)
{
    *(bool *)found = is_recent_column(0);
    return NULL;
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    CHECK(!is_recent_column(0), "a column is near that was never read");
    CHECK(is_recent_column(0), "a column is not near that was read before");
    for (size_t k = 1; k < 4; k++) is_recent_column(k);
    CHECK(is_recent_column(0), "a column is not near though the cache holds all that was read since");
    for (size_t k = 1; k < 5; k++) is_recent_column(k);
    CHECK(!is_recent_column(0), "a column is near though others have filled the cache since");

    CHECK(is_recent(PAGE / 2, BYTES), "a column is not near that has moved by half a page");
    CHECK(!is_recent(3 * PAGE, BYTES), "a column is near that has moved by pages");
    CHECK(!is_recent(0, 3 * BYTES), "a column is near of which only the start was read");

    bool found = true;
    pthread_t thread;
    is_recent_column(0);
    CHECK(!pthread_create(&thread, NULL, read_elsewhere, &found), "a thread does not start");
    pthread_join(thread, NULL);
    CHECK(!found, "a column is near that another thread has read");
    return check_report();
}
