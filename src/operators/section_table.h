/* section_table.h: the constants of a recursive section (section.c), prepared once in the graph. */
#ifndef BW_SECTION_TABLE_H
#define BW_SECTION_TABLE_H

/* What goes into the recursion, of the newest three values: the mean of two; the first or the second difference. */
typedef enum { SECTION_MEAN, SECTION_FIRST_DIFFERENCE, SECTION_SECOND_DIFFERENCE } bw_section_kind;

/* Sum and product of the two poles; 1 - sum + product, and how far they are from the unit circle: worked out without cancellation. */
typedef struct {
    double sum, product, rest, rate;
} bw_poles;

typedef struct {
    double gain, sum, product;
    double kept[8];            /* of 1 that was there for two values, how much there is after k + 1 more */
    double swing[8];           /* of 1 that the last value was above the one before */
    double lost, lost_at_last; /* 1 - kept of the eighth; how much of that at the eighth itself */
    double swing_at_last;      /* by how much swing of the eighth exceeds that of the seventh */
} bw_section_table;

static inline bw_section_table bw_section_table_of(double gain, const bw_poles *pole)
{
    bw_section_table t = { .gain = gain, .sum = pole->sum, .product = pole->product };
    double response = 1, before = 0; /* to a single 1 */
    for (int k = 0; k < 8; k++) {
        t.lost_at_last = pole->rest * response;
        t.lost += t.lost_at_last;
        t.kept[k] = 1 - t.lost;
        t.swing[k] = pole->product * response;
        t.swing_at_last = pole->product * (response - before);
        const double next = pole->sum * response - pole->product * before;
        before = response;
        response = next;
    }
    return t;
}

#endif
