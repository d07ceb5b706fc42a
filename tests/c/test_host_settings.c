/* Another library may leave the processor rounding upwards or flushing denormals to zero: no result may change, and what
 * the host had set must still be set afterwards. */
#include "streams.h"

#if defined __x86_64__
#include <immintrin.h>
static uint64_t read_setting(void)
{
    return _mm_getcsr();
}
static void write_setting(uint64_t setting)
{
    _mm_setcsr((unsigned)setting);
}
/* Rounding down, up, to zero; flush to zero; denormals are zero; both; all exceptions' flags raised. */
static const uint64_t changes[] = { 0x2000, 0x4000, 0x6000, 0x8000, 0x0040, 0x8040, 0xE040, 0x003F };
#elif defined __aarch64__
static uint64_t read_setting(void)
{
    uint64_t setting;
    __asm__ volatile("mrs %0, fpcr" : "=r"(setting));
    return setting;
}
static void write_setting(uint64_t setting)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(setting));
}
/* Rounding up, down, to zero; flush to zero; default NaN; all of them. */
static const uint64_t changes[] = { 0x400000, 0x800000, 0xC00000, 0x1000000, 0x2000000, 0x3C00000 };
#else
#error "this test does not know the floating-point settings of this processor"
#endif

enum { BARS = 700, STATUS_FLAGS = 0x3F };

static test_bars bars[BAR_KINDS];

typedef void form(const row_case *c, const test_bars *bars, const row_results *to);

static void run_at_once(const row_case *c, const test_bars *of, const row_results *to)
{
    CHECK(run_case(c, NULL, of->column, BARS, to->output) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
}

/* Every way of bringing bars to a stream. */
static void run_stream(const row_case *c, const test_bars *of, const row_results *to)
{
    double columns[BW_COLUMNS], outputs[ROW_OUTPUTS];
    bw_program *program = program_of_case(c, NULL);
    bw_stream *stream = open_stream(program, BW_AMENDABLE);
    update_until(stream, of, to, BARS / 4);
    extend_until(stream, of, to, BARS / 2);
    for (size_t bar = BARS / 2; bar < BARS; bar++) {
        get_bar(of, bar, columns);
        bw_stream_peek(stream, columns, outputs);
        put_outputs(to, bar, outputs);
        if (bar % 2) {
            get_bar(of, bar - 1, columns);
            bw_stream_update(stream, columns, outputs);
            get_bar(of, bar, columns);
            CHECK(bw_stream_amend(stream, columns, outputs) == BW_OK, "%s: %s", c->name, bw_last_error()->message);
            put_outputs(to, bar, outputs);
        } else {
            bw_stream_update(stream, columns, outputs);
        }
    }
    bw_stream_close(stream);
    bw_program_release(program);
}

static void test_form(form *run, const row_case *c, const test_bars *of)
{
    row_results expected = results_of(c, NULL, of), got = make_results(c->indicator, BARS);
    const uint64_t usual = read_setting();
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        write_setting(usual | changes[i]);
        run(c, of, &got);
        const uint64_t after = read_setting();
        write_setting(usual);
        CHECK(((after ^ (usual | changes[i])) & ~(uint64_t)STATUS_FLAGS) == 0, "%s: left setting %#llx, not %#llx",
              c->name, (unsigned long long)after, (unsigned long long)(usual | changes[i]));
        check_same(&got, &expected, BARS, c->name, "under the host's settings");
    }
    free_results(&expected);
    free_results(&got);
}

static void test_case(const row_case *c, void *context)
{
    static const bar_kind kinds[] = { WALK, FLAT_STRETCHES, DENORMALS, GAPS };
    (void)context;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        test_form(run_at_once, c, &bars[kinds[k]]);
        test_form(run_stream, c, &bars[kinds[k]]);
    }
}

int main(void)
{
    if (!check_kernel_is_here()) return CHECK_SKIPPED;
    for (size_t kind = 0; kind < BAR_KINDS; kind++) bars[kind] = make_bars((bar_kind)kind, BARS, 3);
    for_usual_cases(test_case, NULL);
    for (size_t kind = 0; kind < BAR_KINDS; kind++) free_bars(&bars[kind]);
    return check_report();
}
