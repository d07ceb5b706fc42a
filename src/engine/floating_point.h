/* floating_point.h: results must not depend on what other libraries of the process have set: rounding mode, flush to zero. */
#ifndef BW_FLOATING_POINT_H
#define BW_FLOATING_POINT_H

#include <stdint.h>

#if defined __x86_64__
#include <xmmintrin.h>

enum {
    BW_DEFAULT_CONTROL = 0x1F80,
    BW_CONTROL_FLAGS = 0x3F
}; /* MXCSR: all exceptions masked, to nearest, nothing flushed */

/* Sets the default where it is not set; gives what to restore. */
static inline uint32_t bw_enter_floating_point(void)
{
    const uint32_t control = _mm_getcsr();
    if (__builtin_expect((control & ~(uint32_t)BW_CONTROL_FLAGS) != BW_DEFAULT_CONTROL, 0))
        _mm_setcsr(BW_DEFAULT_CONTROL);
    return control;
}

static inline void bw_leave_floating_point(uint32_t control)
{
    if (__builtin_expect((control & ~(uint32_t)BW_CONTROL_FLAGS) != BW_DEFAULT_CONTROL, 0)) _mm_setcsr(control);
}

#elif defined __aarch64__

static inline uint32_t bw_enter_floating_point(void)
{
    uint64_t control;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    if (control) __asm__ volatile("msr fpcr, %0" : : "r"(UINT64_C(0)));
    return (uint32_t)control;
}

static inline void bw_leave_floating_point(uint32_t control)
{
    if (control) __asm__ volatile("msr fpcr, %0" : : "r"((uint64_t)control));
}

#else

static inline uint32_t bw_enter_floating_point(void)
{
    return 0;
}

static inline void bw_leave_floating_point(uint32_t control)
{
    (void)control;
}

#endif
#endif
