#include "arrays.h"
#include "error.h"
#include <stdio.h>

/* The bytes that a column's values lie in. */
static void extent(const bw_column *c, size_t n, uintptr_t *from, uintptr_t *to)
{
    const uintptr_t first = (uintptr_t)c->data, last = first + (uintptr_t)(c->stride * (ptrdiff_t)(n - 1));
    *from = first < last ? first : last;
    *to = (first < last ? last : first) + sizeof(double);
}

bool bw_overlaps(const bw_column *column, const double *output, size_t n)
{
    uintptr_t from, to;
    const uintptr_t out = (uintptr_t)output;
    extent(column, n, &from, &to);
    return out < to && out + n * sizeof(double) > from;
}

static const char *column_name(uint32_t column, char room[16])
{
    if (column < BW_MARKET_COLUMNS) return bw_source_name((bw_source)column);
    snprintf(room, 16, "input %u", (unsigned)(column - BW_MARKET_COLUMNS));
    return room;
}

static bw_status check_column(const bw_program *program, uint32_t column, size_t n, const bw_column *columns, double *const *outputs)
{
    char room[16];
    const char *name = column_name(column, room);
    if (!columns || !columns[column].data) return bw_set_error(BW_MISSING, name, "%s is missing", name);
    for (size_t k = 0; k < program->outputs; k++)
        if (bw_overlaps(&columns[column], outputs[k], n))
            return bw_set_error(BW_BAD_VALUE, "outputs", "output %zu overlaps %s", k, name);
    return BW_OK;
}

bw_status bw_check_arrays(const bw_program *program, size_t n, const bw_column *columns, double *const *outputs)
{
    const uint32_t read = bw_program_columns(program);
    for (size_t k = 0; k < program->outputs; k++)
        if (!outputs || !outputs[k]) return bw_set_error(BW_MISSING, "outputs", "there is no array for output %zu", k);
    for (uint32_t c = 0; c < BW_COLUMNS; c++) {
        const bw_status status = read >> c & 1 ? check_column(program, c, n, columns, outputs) : BW_OK;
        if (status != BW_OK) return status;
    }
    return BW_OK;
}
