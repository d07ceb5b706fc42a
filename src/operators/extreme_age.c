/* How many bars ago the greatest (or least) of a window was, from the ages of its two halves, which may overlap.
 *
 * Inputs: the extreme of the newer half, the extreme of the whole window, and the age of the former; without that the half is
 * a single bar, whose age is 0. Setting 0: by how many bars the older half lies back. Setting 1: of bars that are equal, is it
 * the earliest that counts, not the latest?
 *
 *   latest:   newer == whole ? age : age before + back          earliest: newer before == whole ? age before + back : age
 *
 * Everything is double, so that value and age take the same lanes. NaN while a NaN is in the window, as `whole` is. */
#include "numerics.h"
#include "operator.h"
#include "vector.h"

enum { NEWER, WHOLE, AGE };

static size_t older_half(const bw_node *node)
{
    return (size_t)node->setting[0];
}

static bool is_earliest(const bw_node *node)
{
    return node->setting[1] != 0;
}

static size_t history(const bw_node *node, uint32_t input)
{
    return input == AGE || (input == NEWER && is_earliest(node)) ? older_half(node) : 0;
}

static size_t warm_up(const bw_node *node, uint32_t output)
{
    (void)node, (void)output;
    return 0; /* `whole` tells */
}

/* The half that counts is the newer if `x` (not) is the extreme. */
INLINE double age_of(bool is_newer, double newer, double older, double whole)
{
    return (is_newer ? newer : older) + (whole - whole);
}

INLINE void ages_of_bars(const bw_step *s, const double *restrict half, bool earliest)
{
    const double *restrict whole = s->in[WHOLE];
    double *restrict out = s->out[0];
    const double back = s->node->setting[0];
    for (size_t i = 0; i < s->n; i++) out[i] = age_of((half[i] == whole[i]) != earliest, 0, back, whole[i]);
}

INLINE void ages_of_halves(const bw_step *s, const double *restrict half, bool earliest)
{
    const double *restrict whole = s->in[WHOLE], *restrict age = s->in[AGE],
                           *restrict before = age - older_half(s->node);
    double *restrict out = s->out[0];
    const double back = s->node->setting[0];
    for (size_t i = 0; i < s->n; i++)
        out[i] = age_of((half[i] == whole[i]) != earliest, age[i], before[i] + back, whole[i]);
}

static void extreme_age(const bw_step *s)
{
    const bool earliest = is_earliest(s->node);
    const double *half = s->in[NEWER] - (earliest ? older_half(s->node) : 0);
    if (s->node->inputs == AGE) {
        if (earliest) ages_of_bars(s, half, true);
        else ages_of_bars(s, half, false);
    } else {
        if (earliest) ages_of_halves(s, half, true);
        else ages_of_halves(s, half, false);
    }
}

static void extreme_age_one(const bw_step *s, size_t i)
{
    const bool earliest = is_earliest(s->node);
    const size_t back = older_half(s->node);
    const double half = s->in[NEWER][i - (earliest ? back : 0)], whole = s->in[WHOLE][i];
    const bool has_age = s->node->inputs > AGE;
    s->out[0][i] = age_of((half == whole) != earliest, has_age ? s->in[AGE][i] : 0,
                          (has_age ? s->in[AGE][i - back] : 0) + s->node->setting[0], whole);
}

const bw_operator BW_ROW(extreme_age) = {
    .name = "extreme_age",
    .outputs = 1,
    .history = history,
    .warm_up = warm_up,
    .advance = extreme_age,
    .one = extreme_age_one,
};
