/* Which kernels there are, which one is taken, and what is said of those that are not to be had. */
#define _DEFAULT_SOURCE
#include "check.h"
#include "cpu.h"
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* BARWISE_KERNEL is looked up once a process, so each value is tried in a process of its own, before any is taken here. */
static void with_forced_kernel(const char *name, void (*test)(const char *name))
{
    int status = 1;
    const pid_t child = fork();
    if (child == 0) {
        if (name) setenv("BARWISE_KERNEL", name, 1);
        else unsetenv("BARWISE_KERNEL");
        test(name);
        exit(check_report());
    }
    const bool has_ended = child > 0 && waitpid(child, &status, 0) == child;
    CHECK(has_ended && status == 0, "with BARWISE_KERNEL=%s", name ? name : "(not set)");
}

static void check_message_lists_kernels(const char *name)
{
    const bw_error *error = bw_last_error();
    CHECK(strstr(error->message, name), "'%s' does not name %s", error->message, name);
    for (const char *const *kernel = bw_kernels(); *kernel; kernel++)
        CHECK(strstr(error->message, *kernel), "'%s' does not list %s", error->message, *kernel);
}

/* ---- with BARWISE_KERNEL not set, or set to what is as good as not ----------------------------------------------------- */

static void test_best_one(const char *forced)
{
    const char *const *kernels = bw_kernels();
    (void)forced;
    CHECK(!strcmp(bw_default_kernel(), kernels[0]), "the default is %s", bw_default_kernel());
    CHECK(bw_find_kernel("auto") == bw_find_kernel(kernels[0]), "auto is not the best kernel");
    CHECK(bw_find_kernel(NULL) == bw_find_kernel("auto"), "no kernel is not auto");
    for (size_t k = 0; kernels[k]; k++) {
        const bw_kernel *found = bw_find_kernel(kernels[k]);
        CHECK(found, "%s: %s", kernels[k], bw_last_error()->message);
        for (size_t other = 0; other < k; other++)
            CHECK(found != bw_find_kernel(kernels[other]), "%s is %s", kernels[k], kernels[other]);
    }
}

static void test_unknown_ones(const char *forced)
{
    static const char *const unknown[] = { "sse9", "AVX2", "", "avx", "baseline " };
    (void)forced;
    for (size_t k = 0; k < sizeof unknown / sizeof *unknown; k++) {
        CHECK(!bw_find_kernel(unknown[k]), "'%s' is a kernel", unknown[k]);
        CHECK(bw_last_error()->status == BW_UNKNOWN_NAME && !strcmp(bw_last_error()->argument, "kernel"), "%s",
              bw_last_error()->message);
        check_message_lists_kernels(unknown[k]);
    }
}

/* No machine has both the kernels of x86-64 and those of Arm. */
static void test_unsupported_ones(const char *forced)
{
    static const char *const everywhere[] = { "avx512", "avx2", "neon" };
    size_t unsupported = 0;
    (void)forced;
    for (size_t k = 0; k < sizeof everywhere / sizeof *everywhere; k++) {
        if (bw_find_kernel(everywhere[k])) continue;
        unsupported++;
        CHECK(bw_last_error()->status == BW_UNSUPPORTED, "%s: %s", everywhere[k], bw_last_error()->message);
        check_message_lists_kernels(everywhere[k]);
    }
    CHECK(unsupported > 0, "every kernel is supported");
}

/* ---- with BARWISE_KERNEL set ------------------------------------------------------------------------------------------- */

static void test_present_one(const char *forced)
{
    CHECK(!strcmp(bw_default_kernel(), forced), "%s is forced, %s taken", forced, bw_default_kernel());
    CHECK(bw_find_kernel("auto") == bw_find_kernel(forced), "auto is not %s", forced);
    for (const char *const *kernel = bw_kernels(); *kernel; kernel++)
        CHECK((bw_find_kernel(*kernel) == bw_find_kernel(NULL)) == !strcmp(*kernel, forced), "%s is asked for",
              *kernel);
}

static void test_refused_one(const char *forced)
{
    CHECK(!bw_find_kernel(NULL) && !bw_default_kernel(), "%s is taken", forced);
    CHECK(!strcmp(bw_last_error()->argument, "BARWISE_KERNEL"), "%s", bw_last_error()->message);
    check_message_lists_kernels(forced);
    CHECK(bw_find_kernel(bw_kernels()[0]), "a kernel that is named needs no BARWISE_KERNEL");
}

int main(void)
{
    with_forced_kernel(NULL, test_best_one);
    with_forced_kernel("", test_best_one);
    with_forced_kernel("auto", test_best_one);
    with_forced_kernel(NULL, test_unknown_ones);
    with_forced_kernel(NULL, test_unsupported_ones);
    with_forced_kernel("sse9", test_refused_one);
    for (const char *const *kernel = bw_kernels(); *kernel; kernel++) with_forced_kernel(*kernel, test_present_one);
    return check_report();
}
