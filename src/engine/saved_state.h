/* saved_state.h: the form in which a stream's state is saved. All of it is words of eight bytes, lowest byte first:
 *
 *   magic, format, numerics, identity of the program, bars, flags
 *   the states of all nodes, in the order of the graph
 *   those from before the newest bar, if the flags say so
 *   of each series that is looked back on: the values that are, oldest first, and one older still if the flags say so
 *   a hash of all words before it
 *
 * What a value means is the operators' business, so the numerics number stands for their versions, too. */
#ifndef BW_SAVED_STATE_H
#define BW_SAVED_STATE_H

#include <stdint.h>

#define BW_SAVED_MAGIC UINT64_C(0x6D61657274737762) /* "bwstream" */

enum { BW_SAVED_FORMAT = 1 };

typedef enum {
    BW_SAVED_MAGIC_AT,
    BW_SAVED_FORMAT_AT,
    BW_SAVED_NUMERICS_AT,
    BW_SAVED_IDENTITY_AT,
    BW_SAVED_BARS_AT,
    BW_SAVED_FLAGS_AT,
    BW_SAVED_HEADER
} bw_saved_word;

enum { BW_SAVED_EARLIER = 1 }; /* flag: the newest bar can be taken back */

#endif
