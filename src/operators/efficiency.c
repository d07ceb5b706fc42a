/* Of the way that a series went, bar by bar, how much led to where it is now: Kaufman's efficiency. */
#include "numerics.h"
#include "elementwise.h"

/* At most 1, whatever is rounded; `still` where there was no way. */
INLINE double efficiency_of(double change, double way, double still)
{
    const double part = __builtin_fabs(change) / way;
    return way == 0 && change == change ? still : part > 1 ? 1 : part;
}

/* From the change and the way. Setting 0: where there was no way. */
ELEMENTWISE(efficiency, 2, efficiency_of(a, b, setting[0]));

/* From the series and its way over some bars. Setting 0: how many, setting 1: where it stood still. */
enum { SOURCE, WAY };

static size_t bars_of(const bw_node *node)
{
    return (size_t)node->setting[0];
}

static size_t source_history(const bw_node *node, uint32_t input)
{
    return input == SOURCE ? bars_of(node) : 0;
}

typedef double of_efficiency(double efficiency, const double *setting);

INLINE void efficiency_since(const bw_step *s, of_efficiency *function)
{
    const double *restrict x = s->in[SOURCE], *restrict before = x - bars_of(s->node), *restrict way = s->in[WAY];
    const double setting[] = { s->node->setting[0], s->node->setting[1], s->node->setting[2], s->node->setting[3] };
    double *restrict out = s->out[0];
    for (size_t i = 0; i < s->n; i++) out[i] = function(efficiency_of(x[i] - before[i], way[i], setting[1]), setting);
}

INLINE void efficiency_since_of_one(const bw_step *s, size_t i, of_efficiency *function)
{
    const double *x = s->in[SOURCE] + i, *setting = s->node->setting;
    s->out[0][i] = function(efficiency_of(x[0] - *(x - bars_of(s->node)), s->in[WAY][i], setting[1]), setting);
}

INLINE double itself(double efficiency, const double *setting)
{
    (void)setting;
    return efficiency;
}

static void efficiency_ratio(const bw_step *s)
{
    efficiency_since(s, itself);
}

static void efficiency_ratio_one(const bw_step *s, size_t i)
{
    efficiency_since_of_one(s, i, itself);
}

const bw_operator BW_ROW(efficiency_ratio) = {
    .name = "efficiency_ratio",
    .outputs = 1,
    .history = source_history,
    .advance = efficiency_ratio,
    .one = efficiency_ratio_one,
};

/* The rate that Kaufman smooths with: the square of what lies as far between setting 2, for an efficiency of 0, and setting 2 +
 * setting 3, for 1. */
INLINE double kaufman_rate_of(double efficiency, const double *setting)
{
    const double root = setting[2] + efficiency * setting[3];
    return root * root;
}

static void kaufman_rate(const bw_step *s)
{
    efficiency_since(s, kaufman_rate_of);
}

static void kaufman_rate_one(const bw_step *s, size_t i)
{
    efficiency_since_of_one(s, i, kaufman_rate_of);
}

const bw_operator BW_ROW(kaufman_rate) = {
    .name = "kaufman_rate",
    .outputs = 1,
    .history = source_history,
    .advance = kaufman_rate,
    .one = kaufman_rate_one,
};
