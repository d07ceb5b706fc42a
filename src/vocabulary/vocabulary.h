/* vocabulary.h: the words that indicators are wired with, a header a subject. Each adds nodes to the graph; what a node computes,
 * in which order, is said in src/operators. */
#ifndef BW_VOCABULARY_H
#define BW_VOCABULARY_H

#include "arithmetic.h"
#include "bars.h"
#include "cycles.h"
#include "elementary_functions.h"
#include "extremes.h"
#include "flows.h"
#include "filters.h"
#include "machines.h"
#include "moving_average.h"
#include "moments.h"
#include "movements.h"
#include "ranks.h"
#include "recurrences.h"
#include "weights.h"
#include "windows.h"

#endif
