/* A graph as Python describes it: a sequence of nodes, each a tuple of
 *
 *   ("source", name)                                  a column of the market or a mean of some
 *   ("given", k)                                      the k-th array that is given
 *   ("constant", value)
 *   ("operation", name, a, b)                         one of `operation_names`
 *   ("shift", a, bars)
 *   ("indicator", name, (a, b …), (parameter …))      all inputs and all parameters
 *
 * in which a, b … are references to outputs of earlier nodes: (number of the node, number of the output). */
#ifndef BARWISE_GRAPH_DESCRIPTION_H
#define BARWISE_GRAPH_DESCRIPTION_H

#include "extension.h"

/* By bw_operation. */
extern const char *const operation_names[BW_OPERATIONS];

/* Adds the nodes to a graph, and writes the series that the outputs, a sequence of `count` references, stand for. */
int wire_description(const module_state *state, bw_graph *graph, PyObject *nodes, PyObject *outputs, bw_series *series,
                     Py_ssize_t count);

/* The program that computes the outputs, a sequence of references; NULL with an exception. */
bw_program *program_of_description(const module_state *state, PyObject *nodes, PyObject *outputs, const char *kernel);

#endif
