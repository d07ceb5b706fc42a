#include "workload.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

_Noreturn void fail(const char *what)
{
    (void)fprintf(stderr, "bench: %s\n", what);
    exit(EXIT_FAILURE);
}

double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* ---- bars ---------------------------------------------------------------------------------------------------------- */

static double uniform(void)
{
    static uint64_t state = 88172645463325252U;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) * 0x1p-53;
}

void *allocate(size_t size)
{
    void *block = malloc(size);
    if (!block) fail("out of memory");
    return memset(block, 1, size);
}

void bars_make(double *const *value, size_t n)
{
    double close = 100;
    for (size_t i = 0; i < n; i++) {
        double open = close;
        close *= 1 + 0.02 * (uniform() - 0.5);
        value[BW_OPEN][i] = open;
        value[BW_CLOSE][i] = close;
        value[BW_HIGH][i] = fmax(open, close) * (1 + 0.01 * uniform());
        value[BW_LOW][i] = fmin(open, close) * (1 - 0.01 * uniform());
        value[BW_VOLUME][i] = 1000 * uniform();
        for (size_t k = 0; k < BW_FREE_INPUTS; k++) {
            value[BW_MARKET_COLUMNS + k][i] = close * (1 + 0.01 * uniform());
        }
    }
}

/* ---- rows ---------------------------------------------------------------------------------------------------------- */

static row row_of(const bw_indicator *indicator, const char *label)
{
    row r = { .label = label, .indicator = indicator };
    if (bw_parameter_count(indicator) > PARAMETERS_MAX || bw_output_count(indicator) > OUTPUTS_MAX) {
        fail("an indicator has more parameters or outputs than these programs were made for");
    }
    for (size_t i = 0; i < bw_parameter_count(indicator); i++) {
        r.parameters[i] = indicator->parameters[i].value;
    }
    return r;
}

static void row_set(row *r, const char *name, double value)
{
    for (size_t i = 0; i < bw_parameter_count(r->indicator); i++) {
        if (strcmp(r->indicator->parameters[i].name, name) == 0) {
            r->parameters[i] = value;
            return;
        }
    }
    fail("unknown parameter; write for example \"cci period=14\"");
}

static row row_parse(const char *label)
{
    char *text = strdup(label);
    const bw_indicator *indicator = bw_find_indicator(strtok(text, " "));
    if (!indicator) fail(bw_last_error()->message);
    row r = row_of(indicator, label);
    for (char *name = strtok(NULL, "="), *value; name && (value = strtok(NULL, " ")); name = strtok(NULL, "=")) {
        row_set(&r, name, strtod(value, NULL));
    }
    free(text);
    return r;
}

row row_at(size_t index, char **arguments)
{
    const bw_indicator *indicator = bw_indicator_at(index);
    return indicator ? row_of(indicator, indicator->name) : row_parse(arguments[index - bw_indicator_count()]);
}
