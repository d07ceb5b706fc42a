/* The catalogue: all indicators that the build found, and how names are looked up. */
#include "catalogue.h"
#include "error.h"
#include <string.h>

#define INDICATOR(name) extern const bw_indicator bw_indicator_##name;
#include "indicators.def"
#undef INDICATOR

static const bw_indicator *const all[] = {
#define INDICATOR(name) &bw_indicator_##name,
#include "indicators.def"
#undef INDICATOR
};
enum { COUNT = sizeof all / sizeof *all };

size_t bw_indicator_count(void)
{
    return COUNT;
}

const bw_indicator *bw_indicator_at(size_t index)
{
    return index < COUNT ? all[index] : NULL;
}

size_t bw_input_count(const bw_indicator *indicator)
{
    size_t count = 0;
    while (indicator->inputs[count].name) count++;
    return count;
}

size_t bw_parameter_count(const bw_indicator *indicator)
{
    size_t count = 0;
    while (indicator->parameters[count].name) count++;
    return count;
}

size_t bw_output_count(const bw_indicator *indicator)
{
    size_t count = 0;
    while (indicator->outputs[count].name) count++;
    return count;
}

static const char *const source_names[] = { "open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "hlcc4" };
static const char *const family_names[] = { "overlap", "momentum",   "trend", "volatility", "volume",
                                            "cycle",   "statistics", "math",  "price",      "pattern" };

const char *bw_source_name(bw_source source)
{
    return (unsigned)source < BW_SOURCES ? source_names[source] : "";
}

const char *bw_family_name(bw_family family)
{
    return (unsigned)family < BW_FAMILIES ? family_names[family] : "";
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool bw_is_same_name(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) a++, b++;
    return lower(*a) == lower(*b);
}

bw_source bw_source_named(const char *name)
{
    unsigned source = 0;
    while (source < BW_SOURCES && !bw_is_same_name(name, source_names[source])) source++;
    return (bw_source)source;
}

bool bw_input_is_free(const bw_input *input)
{
    const char *source = bw_source_name(input->source);
    return *input->name != *source || strcmp(input->name, source) != 0; /* asked at every call */
}

/* Insertions, deletions and exchanges that lead from one name to the other (Levenshtein). */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 32 };
    size_t row[LONGEST + 1];
    const size_t width = strlen(b);
    if (width > LONGEST) return SIZE_MAX;
    for (size_t j = 0; j <= width; j++) row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t best = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[width];
}

void bw_offer_name(bw_nearest_name *nearest, const char *wanted, const char *name)
{
    const size_t d = distance(wanted, name);
    if (nearest->name && d >= nearest->distance) return;
    nearest->name = name;
    nearest->distance = d;
}

const bw_indicator *bw_find_indicator(const char *name)
{
    bw_nearest_name nearest = { 0 };
    if (!name) name = "";
    for (size_t i = 0; i < COUNT; i++) {
        if (bw_is_same_name(name, all[i]->name)) return all[i];
        bw_offer_name(&nearest, name, all[i]->name);
        for (const char *const *alias = all[i]->aliases; alias && *alias; alias++) {
            if (bw_is_same_name(name, *alias)) return all[i];
            bw_offer_name(&nearest, name, *alias);
        }
    }
    bw_set_error(BW_UNKNOWN_NAME, "name", "there is no indicator '%s'; the nearest is '%s'", name, nearest.name);
    return NULL;
}
