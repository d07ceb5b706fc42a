/* program.h: a graph that is kept together with the plans made from it. */
#ifndef BW_PROGRAM_H
#define BW_PROGRAM_H

#include "plan.h"
#include "request.h"
#include <stdatomic.h>

struct bw_program {
    atomic_size_t references;
    bw_plan_key key;  /* of a program that is shared by all requests for the same; key.indicator is null otherwise */
    bw_program *next; /* in the list of those */
    bw_graph graph;
    bw_series *output;
    size_t outputs;
    const bw_kernel *kernel;
    _Atomic uint64_t identity;    /* 0 until asked for */
    bw_plan *plan;                /* for whole series */
    bw_plan *_Atomic stream_plan; /* for streams, made when the first is opened */
};

/* A program of what the outputs need of the graph; null when out of memory. */
bw_program *bw_program_new(const bw_graph *graph, const bw_series *outputs, size_t count, const bw_kernel *kernel);

/* The plan that streams run, made if there is none yet; null when out of memory. */
const bw_plan *bw_program_stream_plan(bw_program *program);

#endif
