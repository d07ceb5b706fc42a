/* The declarations of all rows are complete and consistent, and every row is found by what it is called. */
#include "rows.h"
#include <ctype.h>

static bool is_identifier(const char *name)
{
    if (!islower((unsigned char)name[0])) return false;
    for (; *name; name++)
        if (!islower((unsigned char)*name) && !isdigit((unsigned char)*name) && *name != '_') return false;
    return true;
}

/* What orders two parameters names the other one, and their defaults are in order. */
static void check_order(const bw_indicator *row, const bw_parameter *p)
{
    if (!p->at_most) return;
    const bw_parameter *other = row->parameters;
    while (other->name && strcmp(other->name, p->at_most)) other++;
    CHECK(other->name && other != p, "%s: %s is at most %s, which there is not", row->name, p->name, p->at_most);
    if (other->name)
        CHECK(p->value <= other->value && p->max <= other->max, "%s: %s and %s are not in order", row->name, p->name,
              other->name);
}

static void check_parameter(const bw_indicator *row, const bw_parameter *p)
{
    CHECK(is_identifier(p->name), "%s: %s", row->name, p->name);
    CHECK(p->min <= p->value && p->value <= p->max && isfinite(p->min) && isfinite(p->max),
          "%s: the default of %s is out of its range", row->name, p->name);
    CHECK(p->meaning && *p->meaning, "%s: nobody says what %s means", row->name, p->name);
    CHECK(p->type == BW_CHOICE || strstr(row->formula, p->name), "%s: the formula does without %s", row->name, p->name);
    CHECK((p->type == BW_CHOICE) == (p->choices != NULL), "%s: %s", row->name, p->name);
    if (p->type != BW_REAL)
        CHECK(p->value == floor(p->value) && p->min == floor(p->min) && p->max == floor(p->max), "%s: %s is not whole",
              row->name, p->name);
    if (p->type == BW_CHOICE) {
        size_t choices = 0;
        while (p->choices[choices]) choices++;
        CHECK(p->min == 0 && p->max == (double)choices - 1 && choices > 1, "%s: %s has %zu choices", row->name, p->name,
              choices);
    }
    check_order(row, p);
}

static void check_output(const bw_indicator *row, const bw_output *o)
{
    CHECK(is_identifier(o->name), "%s: %s", row->name, o->name);
    if (o->range) CHECK(o->range[0] < o->range[1], "%s: the range of %s is empty", row->name, o->name);
    for (size_t k = 0; o->levels && !isnan(o->levels[k]); k++)
        CHECK(!o->range || (o->range[0] <= o->levels[k] && o->levels[k] <= o->range[1]),
              "%s: a level of %s is out of its range", row->name, o->name);
}

static void check_row(const bw_indicator *row)
{
    CHECK(is_identifier(row->name), "%s", row->name);
    CHECK(row->title && *row->title && row->formula && *row->formula, "%s lacks a title or formula", row->name);
    CHECK(*bw_family_name(row->family), "%s has no family", row->name);
    CHECK(bw_input_count(row) > 0 && bw_output_count(row) > 0, "%s has no input or no output", row->name);
    CHECK(bw_parameter_count(row) <= ROW_PARAMETERS && bw_output_count(row) <= ROW_OUTPUTS,
          "%s is too wide for these tests", row->name);
    for (size_t k = 0; row->inputs[k].name; k++) {
        const bw_input *input = &row->inputs[k];
        CHECK(is_identifier(input->name) && input->source < BW_SOURCES, "%s: input %zu", row->name, k);
        CHECK(bw_input_is_free(input) == (strcmp(bw_source_name(input->source), input->name) != 0), "%s: %s", row->name,
              input->name);
        CHECK(strstr(row->formula, input->name), "%s: the formula does without %s", row->name, input->name);
    }
    for (size_t k = 0; row->parameters[k].name; k++) check_parameter(row, &row->parameters[k]);
    for (size_t k = 0; row->outputs[k].name; k++) check_output(row, &row->outputs[k]);
}

static void check_is_found(const bw_indicator *row, const char *name)
{
    char shouted[64] = "";
    for (size_t k = 0; name[k] && k + 1 < sizeof shouted; k++) shouted[k] = (char)toupper((unsigned char)name[k]);
    CHECK(bw_find_indicator(name) == row, "'%s' is not %s", name, row->name);
    CHECK(bw_find_indicator(shouted) == row, "'%s' is not %s", shouted, row->name);
}

static void test_finding(const bw_indicator *row)
{
    char mistyped[64];
    check_is_found(row, row->name);
    for (size_t k = 0; row->aliases && row->aliases[k]; k++) check_is_found(row, row->aliases[k]);
    snprintf(mistyped, sizeof mistyped, "%sx", row->name);
    if (bw_find_indicator(mistyped)) return;
    CHECK(bw_last_error()->status == BW_UNKNOWN_NAME, "'%s': %s", mistyped, bw_last_error()->message);
    CHECK(strstr(bw_last_error()->message, mistyped), "'%s' does not name %s", bw_last_error()->message, mistyped);
}

static void test_order(void)
{
    for (size_t i = 1; i < bw_indicator_count(); i++)
        CHECK(strcmp(bw_indicator_at(i - 1)->name, bw_indicator_at(i)->name) < 0, "%s comes too early",
              bw_indicator_at(i - 1)->name);
    CHECK(bw_indicator_count() > 0, "the catalogue is empty");
    CHECK(!bw_indicator_at(bw_indicator_count()), "there is a row after the last");
    CHECK(!bw_find_indicator(""), "no name is a name");
}

static void test_sources(void)
{
    for (int s = 0; s < BW_SOURCES; s++) {
        const char *name = bw_source_name((bw_source)s);
        char shouted[16] = "";
        for (size_t k = 0; name[k]; k++) shouted[k] = (char)toupper((unsigned char)name[k]);
        CHECK(*name && bw_source_named(name) == (bw_source)s && bw_source_named(shouted) == (bw_source)s,
              "source %d: '%s'", s, name);
    }
    CHECK(!*bw_source_name(BW_GIVEN), "a given array is called '%s'", bw_source_name(BW_GIVEN));
    CHECK(bw_source_named("hlc") == BW_GIVEN && bw_source_named("") == BW_GIVEN, "a source that is none");
    for (int f = 0; f < BW_FAMILIES; f++) CHECK(*bw_family_name((bw_family)f), "family %d has no name", f);
}

static void test_version(void)
{
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", BW_VERSION_MAJOR, BW_VERSION_MINOR, BW_VERSION_PATCH);
    CHECK(!strcmp(bw_version(), version), "the library says %s, its header %s", bw_version(), version);
    CHECK(bw_numerics() >= 1, "numerics %d", bw_numerics());
}

int main(void)
{
    test_order();
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        check_row(bw_indicator_at(i));
        test_finding(bw_indicator_at(i));
    }
    test_sources();
    test_version();
    return check_report();
}
