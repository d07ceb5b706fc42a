/* sorted_window.h: the values of a window in ascending order, kept while it moves on.
 *
 * A bar takes one value out and brings another. With `left` and `came` these two, and a the window in order:
 *
 *   c[r] = a[r] < left ? a[r] : a[r + 1]                  without the one
 *   b[r] = max(c[r - 1], min(c[r], came))                 with the other
 *
 * so that a bar is one pass of a few vector instructions and no branch. Of a long window only what lies between the two places
 * is passed over; they are found by halving.
 *
 * A missing value counts as infinity, and so does what is not there yet. -0 counts as 0: a window does not remember which of
 * its zeros came in which order. */
#ifndef BW_SORTED_WINDOW_H
#define BW_SORTED_WINDOW_H

#include "operator.h"
#include "vector.h"

enum {
    SORTED_MARGIN = GROUP,       /* infinities behind the last value: the widest vector reads so far */
    SORTED_AT_ONCE = 64 * LANES, /* values that are passed over sooner than the places are found */
};

/* `present`: bars since the latest missing value, or since the start. `skew`: values left out before the first, so that it lies
 * on a cache line; arenas do. */
typedef struct {
    uint64_t is_started, present, skew;
    double values[];
} sorted_window;

/* In whole vectors of any machine. */
static inline size_t sorted_places(size_t window)
{
    return (window + GROUP - 1) / GROUP * GROUP;
}

static inline size_t sorted_room(size_t window)
{
    return (GROUP + sorted_places(window) + SORTED_MARGIN) * sizeof(double);
}

static inline double *sorted_values(sorted_window *w)
{
    return w->values + w->skew;
}

static inline void start_sorted_window(sorted_window *w, size_t window)
{
    if (w->is_started) return;
    w->is_started = 1;
    w->skew = -((uintptr_t)w->values / sizeof(double)) % GROUP;
    for (size_t k = 0; k < sorted_places(window) + SORTED_MARGIN; k++) sorted_values(w)[k] = BW_INFINITY;
}

static inline bool is_sorted_window(const sorted_window *w, size_t window)
{
    if (!w->is_started) return true;
    if (w->is_started > 1 || w->skew >= GROUP) return false;
    const double *sorted = w->values + w->skew;
    bool is_sorted = true;
    for (size_t k = 1; k < window; k++) is_sorted &= sorted[k - 1] <= sorted[k];
    for (size_t k = window; k < sorted_places(window) + SORTED_MARGIN; k++) is_sorted &= sorted[k] == BW_INFINITY;
    return is_sorted;
}

INLINE double sortable(double x)
{
    return x == x ? x + 0.0 : BW_INFINITY;
}

/* Passes over values first … end - 1, whole vectors, between which both places are. */
INLINE void pass_over(double *sorted, size_t first, size_t end, double left, double came)
{
    const vec out = broadcast(left), in = broadcast(came);
    vec now = load(sorted + first), before = first ? load(sorted + first - LANES) : broadcast(-BW_INFINITY);
    for (size_t r = first; r < end; r += LANES) {
        const vec next = load(sorted + r + LANES), without = choose(now < out, now, later(now, next));
        store(sorted + r, greater_of(earlier(before, without, 1), less_of(without, in)));
        before = without;
        now = next;
    }
}

/* Where `left` is and where `came` belongs; side by side, since each step waits for the one before. No branch: it would go wrong
 * half of the time. */
INLINE void replace_between(double *sorted, size_t places, double left, double came)
{
    size_t a = 0, b = 0;
    for (size_t rest = places; rest > 1; rest -= rest / 2) {
        a += rest / 2 & -(size_t)(sorted[a + rest / 2 - 1] < left);
        b += rest / 2 & -(size_t)(sorted[b + rest / 2 - 1] < came);
    }
    const size_t first = (a < b ? a : b) / LANES * LANES, last = (a < b ? b : a) / LANES * LANES;
    pass_over(sorted, first, last + LANES, left, came);
}

INLINE void replace_sorted(double *sorted, size_t places, double left, double came)
{
    if (places <= SORTED_AT_ONCE) pass_over(sorted, 0, places, left, came);
    else replace_between(sorted, places, left, came);
}

#endif
