#include "bars.h"
#include "arithmetic.h"

bw_series bw_column_series(bw_graph *g, uint32_t column)
{
    const double setting = column;
    return bw_graph_add(g, &(bw_wiring){ .op = BW_OP_input, .setting = &setting, .settings = 1 });
}

bw_series bw_source_series(bw_graph *g, bw_source source)
{
    static const struct {
        uint32_t count;
        uint8_t column[4];
    } mean[] = {
        [BW_HL2] = { 2, { BW_HIGH, BW_LOW } },
        [BW_HLC3] = { 3, { BW_HIGH, BW_LOW, BW_CLOSE } },
        [BW_OHLC4] = { 4, { BW_OPEN, BW_HIGH, BW_LOW, BW_CLOSE } },
        [BW_HLCC4] = { 4, { BW_HIGH, BW_LOW, BW_CLOSE, BW_CLOSE } },
    };
    if (source < BW_MARKET_COLUMNS) return bw_column_series(g, source);
    bw_series column[4];
    for (uint32_t k = 0; k < mean[source].count; k++) column[k] = bw_column_series(g, mean[source].column[k]);
    return mean_of(g, mean[source].count, column);
}
