/* short_window.h: windows of 2 to LONGEST bars in one pass over registers. Setting 0: window. */
#ifndef BW_SHORT_WINDOW_H
#define BW_SHORT_WINDOW_H

#include "operator.h"
#include "powers.h"
#include "vector.h"

enum { LONGEST = BW_LONGEST_SHORT_WINDOW };

static inline int short_window_of(const bw_step *s)
{
    return (int)s->node->setting[0];
}

/* From the latest vectors of a series, newest first. */
INLINE vec bars_ago(const vec *latest, int bars)
{
    const int vectors = bars / LANES, lanes = bars % LANES;
    return lanes ? earlier(latest[vectors + 1], latest[vectors], lanes) : latest[vectors];
}

/* f of the window as a constant. */
#define BY_WINDOW(window, f, ...)                   \
    if (!HAS_COPIES) return f(window, __VA_ARGS__); \
    switch (window) {                               \
        WINDOWS_BELOW_16(f, __VA_ARGS__)            \
    default: return f(LONGEST, __VA_ARGS__);        \
    }

#define WINDOWS_BELOW_16(f, ...)        \
    case 2: return f(2, __VA_ARGS__);   \
    case 3: return f(3, __VA_ARGS__);   \
    case 4: return f(4, __VA_ARGS__);   \
    case 5: return f(5, __VA_ARGS__);   \
    case 6: return f(6, __VA_ARGS__);   \
    case 7: return f(7, __VA_ARGS__);   \
    case 8: return f(8, __VA_ARGS__);   \
    case 9: return f(9, __VA_ARGS__);   \
    case 10: return f(10, __VA_ARGS__); \
    case 11: return f(11, __VA_ARGS__); \
    case 12: return f(12, __VA_ARGS__); \
    case 13: return f(13, __VA_ARGS__); \
    case 14: return f(14, __VA_ARGS__); \
    case 15: return f(15, __VA_ARGS__);

/* Whole vectors are read. */
static inline size_t short_history(const bw_node *node, uint32_t input)
{
    (void)node, (void)input;
    return LONGEST + 1;
}

static inline size_t short_warm_up(const bw_node *node, uint32_t output)
{
    (void)output;
    return (size_t)node->setting[0] - 1;
}

#endif
