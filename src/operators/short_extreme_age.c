/* How many bars ago the greatest (or least) of a short window was, in one pass over registers: of 2, 4, 8 … bars, each from two halves, and
 * of the window from two that may overlap, by the comparisons of extreme_age.c. Of the least it is the greatest of what has the other
 * sign. Setting 1: of bars that are equal, is it the earliest that counts, not the latest? NaN while a NaN is in the window. */
#include "numerics.h"
#include "operator.h"
#include "short_window.h"
#include "telling.h"

enum { LEVELS = 4, KEPT = LONGEST / LANES + 2 };

/* The latest vectors of the greatest of 1, 2, 4 … bars and of their ages, newest first. */
typedef struct {
    vec value[LEVELS + 1][KEPT], age[LEVELS + 1][KEPT];
} recent_extremes;

typedef struct {
    vec value, age;
} extreme;

/* Quickly a NaN of the older of two windows is kept, but not one of the newer alone. */
typedef struct {
    bool is_earliest, is_careful;
} rule;

/* Of the newest window at a level and the one that begins so many bars before it. */
INLINE extreme joined(const recent_extremes *r, int level, int bars, rule by)
{
    const vec newer = r->value[level][0], older = bars_ago(r->value[level], bars), greater = greater_of(newer, older);
    const vec whole = by.is_careful ? choose(newer != newer, newer, greater) : greater;
    const vec newer_age = level ? r->age[level][0] : broadcast(0);
    const vec older_age = level ? bars_ago(r->age[level], bars) + broadcast(bars) : broadcast(bars);
    const vec age =
        by.is_earliest ? choose(older == whole, older_age, newer_age) : choose(newer == whole, newer_age, older_age);
    return (extreme){ whole, age };
}

INLINE vec next_age(recent_extremes *r, vec x, int window, rule by)
{
    for (int k = 0; k <= LEVELS; k++)
        for (int v = KEPT - 1; v > 0; v--) {
            r->value[k][v] = r->value[k][v - 1];
            r->age[k][v] = r->age[k][v - 1];
        }
    extreme e = { x, broadcast(0) };
    r->value[0][0] = x;
    int level = 0;
    for (; level < LEVELS && 2 << level <= window; level++) {
        e = joined(r, level, 1 << level, by);
        r->value[level + 1][0] = e.value;
        r->age[level + 1][0] = e.age;
    }
    if (window > 1 << level) e = joined(r, level, window - (1 << level), by);
    return e.age + (e.value - e.value);
}

/* From bar `first` on as many whole vectors as there are; gives the sum of these. */
INLINE vec age_vectors(const bw_step *s, ptrdiff_t first, int window, vec_bits sign, rule by)
{
    const double *x = s->in[0];
    const ptrdiff_t end = (ptrdiff_t)s->n;
    recent_extremes recent = { 0 };
    vec read = { 0 };
    for (ptrdiff_t i = first - LONGEST; i + LANES <= end; i += LANES) {
        const vec now = load(x + i), age = next_age(&recent, (vec)((vec_bits)now ^ sign), window, by);
        if (i < first) continue;
        read += now;
        store(s->out[0] + i, age);
    }
    return read;
}

/* The last vector is one of those at the end. */
INLINE bool ages_by(const bw_step *s, int window, vec_bits sign, rule by)
{
    const ptrdiff_t n = (ptrdiff_t)s->n, first[] = { 0, n - LANES };
    vec read = { 0 };
    for (int k = 0; k < (n % LANES ? 2 : 1); k++) read += age_vectors(s, first[k], window, sign, by);
    return all_are_finite(read);
}

/* Is some of what is looked back on missing, and some not? Before a series begins all is. */
static bool is_broken_before(const double *x)
{
    vec_bits some = { 0 }, all = ~some;
    for (int i = LONGEST; i > 0; i -= LANES) {
        const vec v = load(x - i);
        some |= v != v;
        all &= v != v;
    }
    return any(some) && any(~all);
}

INLINE bool ages_by_ties(const bw_step *s, int window, vec_bits sign, bool is_careful)
{
    return s->node->setting[1] != 0 ? ages_by(s, window, sign, (rule){ true, is_careful })
                                    : ages_by(s, window, sign, (rule){ false, is_careful });
}

/* Quickly, and again with care if a NaN came, but the latter not if that is told. */
INLINE bool ages_of(int window, const bw_step *s, vec_bits sign, bool tells)
{
    if (!is_broken_before(s->in[0])) {
        const bool is_finite = ages_by_ties(s, window, sign, false);
        if (is_finite || tells) return is_finite;
    }
    return ages_by_ties(s, window, sign, true);
}

static bool ages(const bw_step *s, bool is_least, bool tells)
{
    const vec_bits sign = (vec_bits)broadcast(is_least ? -0.0 : 0.0);
    BY_WINDOW(short_window_of(s), ages_of, s, sign, tells)
}

/* Values are loaded one by one: a vector of them would have to wait for the newest, which a stream stored a moment ago. */
INLINE double age_of_one(const bw_step *s, size_t i, bool is_least)
{
    const volatile double *x = s->in[0] + i;
    const bool is_earliest = s->node->setting[1] != 0;
    double value = is_least ? -*x : *x, age = 0, sum = value;
    for (int k = 1; k < short_window_of(s); k++) {
        const double older = is_least ? -x[-k] : x[-k];
        const bool counts = is_earliest ? older >= value : older > value;
        value = counts ? older : value;
        age = counts ? k : age;
        sum += older;
    }
    return sum == sum ? age : BW_NAN;
}

#define SHORT_EXTREME_AGE(row, is_least)                                                                                      \
    TELLING_FUNCTIONS(row, ages(s, is_least, true), ages(s, is_least, false))                                                 \
                                                                                                                              \
    static void row##_one(const bw_step *s, size_t i)                                                                         \
    {                                                                                                                         \
        s->out[0][i] = age_of_one(s, i, is_least);                                                                            \
    }

SHORT_EXTREME_AGE(short_greatest_age, false)
SHORT_EXTREME_AGE(short_least_age, true)

#define SHORT_EXTREME_AGE_FIELDS(row)                                                                                         \
    .outputs = 1, .history = short_history, .warm_up = short_warm_up, .advance = row, .advance_and_tell = row##_and_tell,     \
    .one = row##_one

const bw_operator BW_ROW(short_greatest_age) = {
    .name = "short_greatest_age",
    SHORT_EXTREME_AGE_FIELDS(short_greatest_age),
};
const bw_operator BW_ROW(short_least_age) = {
    .name = "short_least_age",
    SHORT_EXTREME_AGE_FIELDS(short_least_age),
};
