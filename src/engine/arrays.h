/* arrays.h: a plan over whole series: what can be wrong with the arrays, and the run. */
#ifndef BW_ARRAYS_H
#define BW_ARRAYS_H

#include "program.h"

/* Is every output there, and apart from the others? And every column that is read, and apart from the outputs? The key, of a
 * plan made for a request, is what things are called by; null: there is none. */
bw_status bw_check_outputs(size_t count, const bw_plan_key *key, const bw_arrays *arrays);
bw_status bw_check_columns(const bw_plan *plan, const bw_plan_key *key, const bw_arrays *arrays);

/* Both. */
bw_status bw_check_arrays(const bw_plan *plan, const bw_plan_key *key, const bw_arrays *arrays);
bw_status bw_check_program_arrays(const bw_program *program, const bw_arrays *arrays);

/* Runs the plan over arrays that were checked. The pulse may be null. */
bw_status bw_run_arrays(const bw_plan *plan, const bw_arrays *arrays, bw_pulse *pulse);

#endif
