/* The elementary functions are ours, so that their bits are the same everywhere; here against values that are right. */
#include "check.h"
#include "elementary.h"
#include "rows.h"

/* x and the double nearest to e^x, by decimal arithmetic of 60 digits (Python: float(Decimal(x).exp())). */
static const double nearest_exp[][2] = {
    { 0x1.0000000000000p+0, 0x1.5bf0a8b145769p+1 },     { -0x1.0000000000000p+0, 0x1.78b56362cef38p-2 },
    { 0x1.0000000000000p-1, 0x1.a61298e1e069cp+0 },     { -0x1.0000000000000p-1, 0x1.368b2fc6f960ap-1 },
    { 0x1.56e1fc2f8f359p-997, 0x1.0000000000000p+0 },   { -0x1.56e1fc2f8f359p-997, 0x1.0000000000000p+0 },
    { 0x1.0000000000000p-54, 0x1.0000000000000p+0 },    { -0x1.0000000000000p-54, 0x1.0000000000000p+0 },
    { 0x1.4f8b588e368f1p-17, 0x1.0000a7c5e340ep+0 },    { -0x1.4f8b588e368f1p-17, 0x1.fffeb07515653p-1 },
    { 0x1.62e42fefa39efp-2, 0x1.6a09e667f3bccp+0 },     { 0x1.62e42fefa39f0p-2, 0x1.6a09e667f3bcdp+0 },
    { -0x1.62e42fefa39efp-2, 0x1.6a09e667f3bcdp-1 },    { 0x1.62e42fefa39efp-1, 0x1.0000000000000p+1 },
    { -0x1.62e42fefa39efp-1, 0x1.0000000000000p-1 },    { 0x1.921fb54442d18p+1, 0x1.724046eb09339p+4 },
    { -0x1.921fb54442d18p+1, 0x1.620227b598efap-5 },    { 0x1.4333333333333p+3, 0x1.7c5c09a68d572p+14 },
    { -0x1.4333333333333p+3, 0x1.5899ac5129ae3p-15 },   { -0x1.1fd70a3d70a3dp+4, 0x1.084757571a81fp-26 },
    { 0x1.9200000000000p+5, 0x1.68e4824f25e63p+72 },    { -0x1.9200000000000p+5, 0x1.6b30390494d8ep-73 },
    { 0x1.edd2f1a9fbe77p+6, 0x1.1428e1cbc0143p+178 },   { -0x1.edd2f1a9fbe77p+6, 0x1.da9fb9e4ee720p-179 },
    { 0x1.2cc0000000000p+8, 0x1.da96ac93f511ap+433 },   { -0x1.2cc0000000000p+8, 0x1.142e2639c685dp-434 },
    { 0x1.4500000000000p+9, 0x1.af11c8c4dd193p+937 },   { -0x1.4500000000000p+9, 0x1.300ff6c7c2e28p-938 },
    { 0x1.6280000000000p+9, 0x1.d422d2be5dc9bp+1022 },  { 0x1.62e42fefa39efp+9, 0x1.fffffffffff2ap+1023 },
    { -0x1.5e40000000000p+9, 0x1.4ff475c68ca02p-1011 }, { -0x1.6232bdd7abcd2p+9, 0x1.000000000007cp-1022 },
    { -0x1.6240000000000p+9, 0x0.e6cf6d08897acp-1022 }, { -0x1.6820000000000p+9, 0x0.000077564144fp-1022 },
    { -0x1.7200000000000p+9, 0x0.0000000000055p-1022 }, { -0x1.7433333333333p+9, 0x0.0000000000001p-1022 },
    { -0x1.74910d52d3051p+9, 0x0.0000000000001p-1022 },
};

/* How many doubles lie between two of the same sign. */
static uint64_t doubles_between(double a, double b)
{
    const uint64_t first = bits_of(a), second = bits_of(b);
    return first > second ? first - second : second - first;
}

static void test_exp(void)
{
    for (size_t i = 0; i < sizeof nearest_exp / sizeof *nearest_exp; i++) {
        const double x = nearest_exp[i][0], got = bw_natural_exponential(x);
        CHECK(doubles_between(got, nearest_exp[i][1]) <= 1, "exp(%a) is %a, not %a", x, got, nearest_exp[i][1]);
    }
    CHECK(bw_natural_exponential(0.0) == 1 && bw_natural_exponential(-0.0) == 1, "exp(0) is %a",
          bw_natural_exponential(0.0));
    CHECK(bw_natural_exponential(-746) == 0 && bw_natural_exponential(-INFINITY) == 0, "exp of little is %a",
          bw_natural_exponential(-746));
    CHECK(bw_natural_exponential(710) == INFINITY && bw_natural_exponential(INFINITY) == INFINITY, "exp of much is %a",
          bw_natural_exponential(710));
    CHECK(isnan(bw_natural_exponential(NAN)), "exp of NaN is a number");
}

/* Where a table cannot be: it rises with x, and its own arithmetic agrees with e^(a + b) = e^a e^b. */
static void test_exp_everywhere(void)
{
    double before = 0;
    for (int i = -745 * 64; i <= 709 * 64; i++) {
        const double x = i / 64.0, y = bw_natural_exponential(x),
                     product = bw_natural_exponential(x / 2) * bw_natural_exponential(x / 2);
        CHECK(y >= before, "exp(%a) is less than before", x);
        CHECK(fabs(y - product) <= 1e-15 * y || y < 1e-307, "exp(%a) is %a, its half's square %a", x, y, product);
        before = y;
    }
}

int main(void)
{
    test_exp();
    test_exp_everywhere();
    return check_report();
}
