/* CPU detection, all of it. An instruction set counts as present only if the processor has every part that the compiler may
 * use for it (x86-64-v2, -v3, -v4) and the operating system saves its registers. */
#include "cpu.h"
#include "error.h"
#include <stdlib.h>
#include <string.h>

#if defined __x86_64__
#include <cpuid.h>

/* The state components that the operating system saves (XCR0), 0 if it does not say. */
static uint64_t saved_registers(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 0;
    uint32_t low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (uint64_t)high << 32 | low;
}

static bool all(uint64_t word, uint64_t wanted)
{
    return (word & wanted) == wanted;
}

static bool has_baseline(void)
{
    unsigned a, b, c, d;
    return __get_cpuid(1, &a, &b, &c, &d)
           && all(c, bit_SSE3 | bit_SSSE3 | bit_SSE4_1 | bit_SSE4_2 | bit_POPCNT | bit_CMPXCHG16B);
}

static bool has_avx2(void)
{
    enum { SSE_AND_AVX = 0x6 };
    unsigned a, b, c, d, b7, c80;
    if (!has_baseline() || !all(saved_registers(), SSE_AND_AVX)) return false;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !all(c, bit_AVX | bit_F16C | bit_FMA | bit_MOVBE)) return false;
    if (!__get_cpuid_count(7, 0, &a, &b7, &c, &d) || !all(b7, bit_AVX2 | bit_BMI | bit_BMI2)) return false;
    return __get_cpuid(0x80000001, &a, &b, &c80, &d) && all(c80, bit_LZCNT);
}

static bool has_avx512(void)
{
    enum { SSE_AVX_AND_AVX512 = 0xE6 };
    unsigned a, b, c, d;
    return has_avx2() && all(saved_registers(), SSE_AVX_AND_AVX512) && __get_cpuid_count(7, 0, &a, &b, &c, &d)
           && all(b, bit_AVX512F | bit_AVX512BW | bit_AVX512CD | bit_AVX512DQ | bit_AVX512VL);
}

/* AMD's Zen 4 (Software Optimization Guide for the AMD Zen4 Microarchitecture, 2023); Zen 3, of the same family, has none. */
static bool halves_wide_vectors(void)
{
    enum { FAMILY_OF_ZEN_4 = 0x19, EXTENDED = 0xF };
    unsigned a, b, c, d;
    if (!__get_cpuid(0, &a, &b, &c, &d) || b != signature_AMD_ebx || !__get_cpuid(1, &a, &b, &c, &d)) return false;
    const unsigned family = a >> 8 & 0xF, more = a >> 20 & 0xFF;
    return family == EXTENDED && family + more == FAMILY_OF_ZEN_4;
}
#else
static bool is_part_of_every_one(void)
{
    return true;
}

static bool halves_wide_vectors(void)
{
    return false;
}
#define has_neon is_part_of_every_one
#define has_baseline is_part_of_every_one
#endif

#define KERNEL(name) extern const bw_kernel bw_kernel_##name;
#include "kernels.def"
#undef KERNEL

typedef struct {
    const char *name;
    const bw_kernel *kernel;
    bool (*is_present)(void);
} kernel_row;

static const kernel_row row[] = {
#define KERNEL(name) { #name, &bw_kernel_##name, has_##name },
#include "kernels.def"
#undef KERNEL
};
enum { ROWS = sizeof row / sizeof *row };

/* All kernels that any build of barwise has, so that one that is only elsewhere is not called unknown. */
static const char *const every_kernel[] = { "avx512", "avx2", "baseline", "neon" };

const bw_operator *bw_any_operator(bw_opcode op)
{
    return row[ROWS - 1].kernel->operators[op];
}

_Atomic bool bw_halves_wide_vectors;

/* Written once with values that never change, so threads that race write the same. */
const char *const *bw_kernels(void)
{
    static const char *_Atomic name[ROWS + 1];
    static _Atomic bool is_known;
    if (!is_known) {
        size_t found = 0;
        for (size_t k = 0; k < ROWS; k++)
            if (row[k].is_present()) name[found++] = row[k].name;
        bw_halves_wide_vectors = halves_wide_vectors();
        is_known = true;
    }
    return (const char *const *)name;
}

static const kernel_row *find_present(const char *name)
{
    for (const char *const *present = bw_kernels(); *present; present++)
        if (!strcmp(*present, name))
            for (size_t k = 0; k < ROWS; k++)
                if (!strcmp(row[k].name, name)) return &row[k];
    return NULL;
}

static void refuse(const char *name, const char *argument)
{
    char present[64] = "";
    for (const char *const *k = bw_kernels(); *k; k++) {
        strcat(present, ", ");
        strcat(present, *k);
    }
    for (size_t k = 0; k < sizeof every_kernel / sizeof *every_kernel; k++)
        if (!strcmp(every_kernel[k], name)) {
            bw_set_error(BW_UNSUPPORTED, argument, "%s '%s' is not supported here; this machine has auto%s", argument,
                         name, present);
            return;
        }
    bw_set_error(BW_UNKNOWN_NAME, argument, "%s '%s' is unknown; this machine has auto%s", argument, name, present);
}

/* Looked up once: the environment is that of the process's start. */
static const kernel_row *find_default(void)
{
    static const kernel_row *_Atomic known;
    const kernel_row *found = known;
    if (found) return found;
    const char *forced = getenv("BARWISE_KERNEL");
    found = find_present(forced && *forced && strcmp(forced, "auto") ? forced : bw_kernels()[0]);
    if (found) known = found;
    else refuse(forced, "BARWISE_KERNEL");
    return found;
}

static const kernel_row *find(const char *name)
{
    if (!name || !strcmp(name, "auto")) return find_default();
    const kernel_row *found = find_present(name);
    if (!found) refuse(name, "kernel");
    return found;
}

const bw_kernel *bw_find_kernel(const char *name)
{
    const kernel_row *found = find(name);
    return found ? found->kernel : NULL;
}

const char *bw_default_kernel(void)
{
    const kernel_row *found = find(NULL);
    return found ? found->name : NULL;
}
