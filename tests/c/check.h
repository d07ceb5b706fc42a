/* check.h: all that a test program needs. CHECK counts what fails and goes on; main ends with `return check_report();`. */
#ifndef CHECK_H
#define CHECK_H

#include "barwise/barwise.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECK_SKIPPED = 77, CHECK_SHOWN = 20 };

static int checks, failed_checks;

/* CHECK(condition, "format", …): the message says in which case the condition does not hold. */
#define CHECK(condition, ...)                                                                                          \
    do {                                                                                                               \
        checks++;                                                                                                      \
        if (!(condition) && failed_checks++ < CHECK_SHOWN) {                                                           \
            fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition);                                            \
            fprintf(stderr, __VA_ARGS__);                                                                              \
            fputc('\n', stderr);                                                                                       \
        }                                                                                                              \
    } while (0)

/* For what a test cannot go on without. */
static inline void *check_allocated(void *p)
{
    if (!p) {
        fprintf(stderr, "the test itself is out of memory\n");
        exit(1);
    }
    return p;
}

/* Whether a sanitizer, counters or an emulator slow everything down: the presets say it. */
static inline bool build_is_slow(void)
{
    const char *build = getenv("BARWISE_TEST_BUILD");
    return build && !strcmp(build, "slow");
}

static inline int check_report(void)
{
    if (!checks) fprintf(stderr, "nothing was checked\n");
    if (failed_checks) fprintf(stderr, "%d of %d checks failed\n", failed_checks, checks);
    return checks && !failed_checks ? 0 : 1;
}

/* The kernel that BARWISE_KERNEL forces may be one that this machine lacks. */
static inline bool check_kernel_is_here(void)
{
    if (bw_default_kernel()) return true;
    fprintf(stderr, "skipped: %s\n", bw_last_error()->message);
    return false;
}

#endif
