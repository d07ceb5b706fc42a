/* One known digest per row, over all its cases on all kinds of bars: the same for every kernel, compiler and processor.
 *
 * test_digests --print prints the list that digests.def holds. A digest that changes means that results change: raise
 * BW_NUMERICS, say why in the change log, and only then write the new list. */
#include "rows.h"
#include "numerics.h"
#include "operator.h"

enum { BARS = 1500 };

typedef struct {
    const char *name;
    uint64_t digest;
} known_digest;

static const known_digest known[] = {
#define DIGEST(name, digest) { #name, UINT64_C(digest) },
#include "digests.def"
#undef DIGEST
    { NULL, 0 },
};

static test_bars bars[BAR_KINDS];
static uint64_t *digest; /* by row */

static uint64_t mixed(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 32);
}

static size_t row_of(const bw_indicator *indicator)
{
    size_t row = 0;
    while (bw_indicator_at(row) != indicator) row++;
    return row;
}

static void add_case(const row_case *c, void *context)
{
    (void)context;
    uint64_t *hash = &digest[row_of(c->indicator)];
    for (size_t kind = 0; kind < BAR_KINDS; kind++) {
        row_results r = results_of(c, NULL, &bars[kind]);
        for (size_t k = 0; k < r.outputs; k++)
            for (size_t i = 0; i < BARS; i++) *hash = mixed(*hash, bits_of(r.output[k][i]));
        free_results(&r);
    }
}

static void check_row(const char *name, uint64_t computed)
{
    for (const known_digest *k = known; k->name; k++)
        if (!strcmp(k->name, name)) {
            CHECK(k->digest == computed, "%s gives other bits than before: 0x%016llx (numerics %d, wide vectors %s)",
                  name, (unsigned long long)computed, bw_numerics(), bw_halves_wide_vectors ? "halved" : "whole");
            return;
        }
    CHECK(false, "%s has no digest; add what test_digests --print says of it to digests.def", name);
}

int main(int count, char **arguments)
{
    const bool print = count == 2 && !strcmp(arguments[1], "--print");
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t kind = 0; kind < BAR_KINDS; kind++) bars[kind] = make_bars((bar_kind)kind, BARS, 1);
    digest = check_allocated(calloc(bw_indicator_count(), sizeof *digest));
    const bool both = !print && !build_is_slow();
    for (int is_halved = 0; is_halved <= both; is_halved++) {
        bw_halves_wide_vectors = is_halved;
        memset(digest, 0, bw_indicator_count() * sizeof *digest);
        for_each_case(add_case, NULL);
        for (size_t row = 0; row < bw_indicator_count(); row++) {
            if (print) printf("DIGEST(%s, 0x%016llx)\n", bw_indicator_at(row)->name, (unsigned long long)digest[row]);
            else check_row(bw_indicator_at(row)->name, digest[row]);
        }
    }
    for (const known_digest *k = known; k->name && !print; k++)
        CHECK(bw_find_indicator(k->name), "digests.def has %s, the catalogue has not", k->name);
    for (size_t kind = 0; kind < BAR_KINDS; kind++) free_bars(&bars[kind]);
    free(digest);
    return print ? 0 : check_report();
}
