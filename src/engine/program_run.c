/* bw_program_run: a program over whole series. */
#include "arrays.h"
#include "floating_point.h"
#include "program.h"

bw_status bw_program_run(const bw_program *program, size_t n, const bw_column *columns, double *const *outputs)
{
    const bw_arrays arrays = { n, columns, outputs, sizeof(double) };
    bw_status status = bw_check_program_arrays(program, &arrays);
    if (status != BW_OK) return status;
    const uint32_t control = bw_enter_floating_point();
    status = bw_run_arrays(program->plan, &arrays, NULL);
    bw_leave_floating_point(control);
    return status;
}
