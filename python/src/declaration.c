#include "declaration.h"

#include <math.h>

static const char *const parameter_types[] = {
    [BW_INTEGER] = "integer",
    [BW_REAL] = "real",
    [BW_CHOICE] = "choice",
};

static const char *const panes[] = {
    [BW_PRICE_PANE] = "price",
    [BW_OWN_PANE] = "own",
};

static const char *const output_kinds[] = {
    [BW_LINE] = "line", [BW_HISTOGRAM] = "histogram", [BW_BAND] = "band",
    [BW_DOTS] = "dots", [BW_SIGNAL] = "signal",       [BW_WHOLE_NUMBER] = "whole number",
};

/* The names up to the NULL that closes the list; none for no list. */
static PyObject *names_of(const char *const *list)
{
    Py_ssize_t count = 0;
    while (list != NULL && list[count] != NULL) {
        count++;
    }
    PyObject *names = PyTuple_New(count);
    for (Py_ssize_t i = 0; names != NULL && i < count; i++) {
        PyObject *name = PyUnicode_FromString(list[i]);
        if (name == NULL) {
            Py_CLEAR(names);
        } else {
            PyTuple_SET_ITEM(names, i, name);
        }
    }
    return names;
}

static PyObject *input_of(const void *list, size_t index)
{
    const bw_input *input = (const bw_input *)list + index;
    return Py_BuildValue("{s:s, s:s, s:N}", "name", input->name, "source", bw_source_name(input->source), "is_free",
                         PyBool_FromLong(bw_input_is_free(input)));
}

PyObject *parameter_value(const bw_parameter *parameter, double value)
{
    switch (parameter->type) {
    case BW_INTEGER: return PyLong_FromDouble(value);
    case BW_CHOICE: return PyUnicode_FromString(parameter->choices[(size_t)value]);
    default: return PyFloat_FromDouble(value);
    }
}

/* A bound of a number; choices have none. */
static PyObject *bound_of(const bw_parameter *parameter, double value)
{
    return parameter->type == BW_CHOICE ? Py_NewRef(Py_None) : parameter_value(parameter, value);
}

static PyObject *parameter_of(const void *list, size_t index)
{
    const bw_parameter *parameter = (const bw_parameter *)list + index;
    return Py_BuildValue("{s:s, s:s, s:N, s:N, s:N, s:N, s:s, s:z}", "name", parameter->name, "type",
                         parameter_types[parameter->type], "default", parameter_value(parameter, parameter->value),
                         "min", bound_of(parameter, parameter->min), "max", bound_of(parameter, parameter->max),
                         "choices", names_of(parameter->choices), "meaning",
                         parameter->meaning == NULL ? "" : parameter->meaning, "at_most", parameter->at_most);
}

static PyObject *levels_of(const double *levels)
{
    Py_ssize_t count = 0;
    while (levels != NULL && !isnan(levels[count])) {
        count++;
    }
    PyObject *values = PyTuple_New(count);
    for (Py_ssize_t i = 0; values != NULL && i < count; i++) {
        PyObject *level = PyFloat_FromDouble(levels[i]);
        if (level == NULL) {
            Py_CLEAR(values);
        } else {
            PyTuple_SET_ITEM(values, i, level);
        }
    }
    return values;
}

static PyObject *output_of(const void *list, size_t index)
{
    const bw_output *output = (const bw_output *)list + index;
    PyObject *range =
        output->range == NULL ? Py_NewRef(Py_None) : Py_BuildValue("(dd)", output->range[0], output->range[1]);
    return Py_BuildValue("{s:s, s:s, s:s, s:N, s:N}", "name", output->name, "kind", output_kinds[output->kind], "pane",
                         panes[output->pane], "range", range, "levels", levels_of(output->levels));
}

static PyObject *tuple_of(PyObject *(*element)(const void *list, size_t index), const void *list, size_t count)
{
    PyObject *elements = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; elements != NULL && i < count; i++) {
        PyObject *added = element(list, i);
        if (added == NULL) {
            Py_CLEAR(elements);
        } else {
            PyTuple_SET_ITEM(elements, (Py_ssize_t)i, added);
        }
    }
    return elements;
}

PyObject *declaration_of(const bw_indicator *row)
{
    return Py_BuildValue("{s:s, s:s, s:s, s:s, s:z, s:N, s:N, s:N, s:N}", "name", row->name, "title", row->title,
                         "family", bw_family_name(row->family), "formula", row->formula, "origin", row->origin,
                         "aliases", names_of(row->aliases), "inputs",
                         tuple_of(input_of, row->inputs, bw_input_count(row)), "parameters",
                         tuple_of(parameter_of, row->parameters, bw_parameter_count(row)), "outputs",
                         tuple_of(output_of, row->outputs, bw_output_count(row)));
}
