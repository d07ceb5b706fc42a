/* The elementary functions are ours, so that their bits are the same everywhere: here against values that are right, scalars and
 * vectors against each other, and all of them against what they gave before. How near they come to the truth in general is seen in
 * tests/python/test_elementary_functions.py. */
#include "cpu.h"
#include "elementary.h"
#include "operator.h"
#include "rows.h"
#include <float.h>

typedef struct {
    const char *name;
    double (*of_one)(double);
    bw_opcode op;
    uint64_t digest; /* of its values at all test_values */
} function;

static const function functions[] = {
#define FUNCTION(word, digest) { #word, bw_##word, BW_OP_##word, UINT64_C(digest) }
    FUNCTION(natural_exponential, 0x03db4d492941db15),
    FUNCTION(logarithm, 0x2fa80547b8e1d440),
    FUNCTION(decimal_logarithm, 0xd5edac603a38a9af),
    FUNCTION(sine, 0x7c461f6b9800ee21),
    FUNCTION(cosine, 0xcd97852c41dc91c0),
    FUNCTION(tangent, 0x01407956a4114ae2),
    FUNCTION(arcsine, 0x6a8b910cc9c579fe),
    FUNCTION(arccosine, 0x9a648bcaf0257115),
    FUNCTION(arctangent, 0x5dbf9a86783c416a),
    FUNCTION(hyperbolic_sine, 0x92986d7cfc65f386),
    FUNCTION(hyperbolic_cosine, 0x57c8d475e4b07932),
    FUNCTION(hyperbolic_tangent, 0x2a1196b6a503f7a6),
};
enum { FUNCTIONS = sizeof functions / sizeof *functions, VALUES = 4003 };

static double test_values[VALUES];

/* Doubles of all exponents, and as many of the usual size. */
static void make_values(void)
{
    static const double special[] = { 0.0,     -0.0, 1,       -1,       INFINITY, -INFINITY, NAN,
                                      DBL_MIN, -1e9, DBL_MAX, -DBL_MAX, 5e-324,   1e22 };
    const size_t first = sizeof special / sizeof *special;
    uint64_t random = 1;
    memcpy(test_values, special, sizeof special);
    for (size_t i = first; i < VALUES; i++) {
        const uint64_t word = next_random(&random) << 33 ^ next_random(&random) << 11 ^ next_random(&random) >> 20;
        double any;
        memcpy(&any, &word, sizeof any);
        const double usual = ((double)(word >> 11) * 0x1p-53 - 0.5) * (i % 4 == 1 ? 2 : i % 4 == 2 ? 60 : 1500);
        test_values[i] = i % 4 == 0 ? any : usual;
    }
}

/* How many doubles lie between two of the same sign. */
static uint64_t doubles_between(double a, double b)
{
    const uint64_t first = bits_of(a), second = bits_of(b);
    return first > second ? first - second : second - first;
}

static void check_value(const char *name, double x, double got, double nearest)
{
    CHECK(doubles_between(got, nearest) <= 1, "%s(%a) is %a, not %a", name, x, got, nearest);
}

static void test_known_values(void)
{
#define NEAREST(word, x, nearest) check_value(#word, x, bw_##word(x), nearest);
#include "elementary_values.def"
#undef NEAREST
}

static void check_bits(const char *name, double got, double expected)
{
    CHECK(bits_of(got) == bits_of(expected), "%s is %a, not %a", name, got, expected);
}

#define IS(call, expected) check_bits(#call, bw_##call, expected)
#define IS_MISSING(call) CHECK(isnan(bw_##call), "%s is a number", #call)

static void test_zeros_and_ones(void)
{
    IS(natural_exponential(0.0), 1);
    IS(natural_exponential(-0.0), 1);
    IS(logarithm(1), 0.0);
    IS(sine(0.0), 0.0);
    IS(sine(-0.0), -0.0);
    IS(cosine(-0.0), 1);
    IS(tangent(0.0), 0.0);
    IS(tangent(-0.0), -0.0);
    IS(arcsine(0.0), 0.0);
    IS(arcsine(-0.0), -0.0);
    IS(arccosine(1), 0.0);
    IS(arctangent(-0.0), -0.0);
    IS(hyperbolic_sine(-0.0), -0.0);
    IS(hyperbolic_cosine(-0.0), 1);
    IS(hyperbolic_tangent(-0.0), -0.0);
    double power = 1;
    for (int k = 0; k <= 22; k++, power *= 10) CHECK(bw_decimal_logarithm(power) == k, "of 10^%d", k);
}

static void test_ends(void)
{
    IS(natural_exponential(-746), 0.0);
    IS(natural_exponential(-INFINITY), 0.0);
    IS(natural_exponential(710), INFINITY);
    IS(natural_exponential(INFINITY), INFINITY);
    IS(hyperbolic_sine(-711), -INFINITY);
    IS(hyperbolic_sine(-INFINITY), -INFINITY);
    IS(hyperbolic_cosine(-711), INFINITY);
    IS(hyperbolic_cosine(DBL_MAX), INFINITY);
    IS(hyperbolic_tangent(INFINITY), 1);
    IS(hyperbolic_tangent(-20), -1);
    IS(logarithm(INFINITY), INFINITY);
    IS(decimal_logarithm(INFINITY), INFINITY);
    IS(arctangent(-INFINITY), -0x1.921fb54442d18p+0);
    IS_MISSING(logarithm(0.0));
    IS_MISSING(logarithm(-0.0));
    IS_MISSING(logarithm(-1));
    IS_MISSING(logarithm(-INFINITY));
    IS_MISSING(decimal_logarithm(0.0));
    IS_MISSING(decimal_logarithm(-5e-324));
    IS_MISSING(arcsine(0x1.0000000000001p+0));
    IS_MISSING(arcsine(-INFINITY));
    IS_MISSING(arccosine(-2));
    IS_MISSING(sine(INFINITY));
    IS_MISSING(cosine(-INFINITY));
    IS_MISSING(tangent(INFINITY));
    for (size_t f = 0; f < FUNCTIONS; f++)
        CHECK(isnan(functions[f].of_one(NAN)), "%s of NaN is a number", functions[f].name);
}

/* The operator of the kernel that is forced. */
static void test_operator(const function *f, const bw_kernel *kernel)
{
    static double result[VALUES];
    const bw_node node = { .op = f->op, .inputs = 1, .outputs = 1 };
    const bw_step all = {
        .n = VALUES, .in = (const double *[]){ test_values }, .out = (double *[]){ result }, .node = &node
    };
    uint64_t digest = 0;
    kernel->operators[f->op]->advance(&all);
    for (size_t i = 0; i < VALUES; i++) {
        const double x = test_values[i], expected = f->of_one(x), in_bulk = result[i];
        kernel->operators[f->op]->one(&all, i);
        CHECK(bits_of(in_bulk) == bits_of(expected), "%s(%a) is %a in vectors, %a alone", f->name, x, in_bulk,
              expected);
        CHECK(bits_of(result[i]) == bits_of(expected), "%s(%a) is %a as one bar", f->name, x, result[i]);
        digest = (digest ^ bits_of(expected)) * UINT64_C(0x9E3779B97F4A7C15);
        digest ^= digest >> 32;
    }
    CHECK(digest == f->digest, "%s gives other bits than before: 0x%016llx", f->name, (unsigned long long)digest);
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    make_values();
    test_known_values();
    test_zeros_and_ones();
    test_ends();
    for (size_t f = 0; f < FUNCTIONS; f++) test_operator(&functions[f], bw_find_kernel(NULL));
    return check_report();
}
