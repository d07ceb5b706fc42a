/* bars.h: what the bars themselves give. */
#ifndef BW_VOCABULARY_BARS_H
#define BW_VOCABULARY_BARS_H

#include "graph.h"

/* A column of the bars (BW_COLUMNS of barwise.h), or a source made from some. */
bw_series bw_column_series(bw_graph *g, uint32_t column);
bw_series bw_source_series(bw_graph *g, bw_source source);

#endif
