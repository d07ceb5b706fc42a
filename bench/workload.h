/* workload.h: what the programs of this folder time: rows of the catalogue, over bars made up. */
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H

#include <barwise/barwise.h>

enum { PARAMETERS_MAX = 16, OUTPUTS_MAX = 16 };

typedef struct {
    const char *label; /* as on the command line */
    const bw_indicator *indicator;
    double parameters[PARAMETERS_MAX];
} row;

/* Row number `index` of all: those of the catalogue with their defaults, then those of the arguments, such as "cci period=14". */
row row_at(size_t index, char **arguments);

/* n bars in BW_COLUMNS columns. */
void bars_make(double *const *value, size_t n);

/* Memory that is written to, since pages that never were would all be one page of zeros. */
void *allocate(size_t size);

/* Nanoseconds. */
double now(void);

/* Ends the program with a message. */
_Noreturn void fail(const char *what);

#endif
