/* recent_columns.h: which columns a cache is likely to hold, without asking memory. */
#ifndef BW_RECENT_COLUMNS_H
#define BW_RECENT_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

/* Notes that this thread reads or writes so many bytes from here on; says whether it has done so before, and not more than `cached` bytes
 * of other columns since. A column that has moved by less than a page counts as the same. */
bool bw_is_recent_column(const void *data, size_t bytes, size_t cached);

#endif
