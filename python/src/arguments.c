#include "arguments.h"

#include <math.h>
#include <string.h>

#include "errors.h"

/* ---- which is which ------------------------------------------------------------------------------------------------ */

Py_ssize_t place_of_keyword(PyObject *const *names, Py_ssize_t count, PyObject *keyword)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        if (names[i] == keyword) {
            return i;
        }
    }
    for (Py_ssize_t i = 0; i < count; i++) { /* a keyword made at run time need not be interned */
        if (PyUnicode_Compare(names[i], keyword) == 0) {
            return i;
        }
    }
    return -1;
}

static Py_ssize_t place_of(const indicator_object *indicator, const argument_range *range, PyObject *keyword)
{
    const Py_ssize_t place = place_of_keyword(indicator->keywords + range->first, range->end - range->first, keyword);
    return place < 0 ? place : range->first + place;
}

/* The names of a range's places, separated by commas. */
static PyObject *names_in(const indicator_object *indicator, Py_ssize_t first, Py_ssize_t end)
{
    PyObject *names = PyList_New(0), *separator = PyUnicode_FromString(", "), *joined = NULL;
    for (Py_ssize_t i = first; names != NULL && i < end; i++) {
        const int known = PySequence_Contains(names, indicator->keywords[i]);
        if (known < 0 || (known == 0 && PyList_Append(names, indicator->keywords[i]) < 0)) {
            Py_CLEAR(names);
        }
    }
    if (names != NULL && separator != NULL) {
        joined = PyUnicode_Join(separator, names);
    }
    Py_XDECREF(names);
    Py_XDECREF(separator);
    return joined;
}

/* The argument whose name is most like the keyword: a new reference, None if none is, NULL on error. */
static PyObject *nearest_name(const indicator_object *indicator, const argument_range *range, PyObject *keyword)
{
    PyObject *module = PyImport_ImportModule("difflib"), *names = PyList_New(0), *nearest = NULL;
    for (Py_ssize_t i = range->first; names != NULL && i < range->end; i++) {
        if (PyList_Append(names, indicator->keywords[i]) < 0) {
            Py_CLEAR(names);
        }
    }
    if (module != NULL && names != NULL) {
        PyObject *matches = PyObject_CallMethod(module, "get_close_matches", "OOi", keyword, names, 1);
        if (matches != NULL) {
            nearest = Py_NewRef(PyList_GET_SIZE(matches) > 0 ? PyList_GET_ITEM(matches, 0) : Py_None);
            Py_DECREF(matches);
        }
    }
    Py_XDECREF(module);
    Py_XDECREF(names);
    return nearest;
}

static void refuse_keyword(const indicator_object *indicator, const argument_range *range, PyObject *keyword)
{
    PyObject *nearest = nearest_name(indicator, range, keyword);
    PyObject *names = names_in(indicator, range->first, range->end);
    const char *name = PyUnicode_AsUTF8(keyword);
    if (nearest == NULL || names == NULL || name == NULL) {
        /* the exception is set */
    } else if (nearest == Py_None) {
        raise_bad_type(indicator->state, indicator->row->name, name, "there is no argument %R; it takes %U", keyword,
                       names);
    } else {
        raise_bad_type(indicator->state, indicator->row->name, name,
                       "there is no argument %R, did you mean %R? It takes %U", keyword, nearest, names);
    }
    Py_XDECREF(nearest);
    Py_XDECREF(names);
}

/* For somebody who gives high, low and close in a row to an indicator of one source. */
static const char *market_hint(const indicator_object *indicator)
{
    return input_is_free(indicator, 0) ? "; columns of the market are given by name, such as high=" : "";
}

static void refuse_count(const indicator_object *indicator, const argument_range *range, Py_ssize_t count)
{
    PyObject *names = names_in(indicator, range->first, range->first + range->positional);
    if (names != NULL) {
        raise_bad_type(indicator->state, indicator->row->name, "", "it takes at most %zd by position (%U), not %zd%s",
                       range->positional, names, count, range->first == 0 ? market_hint(indicator) : "");
        Py_DECREF(names);
    }
}

Py_ssize_t match_arguments(const indicator_object *indicator, const argument_range *range, PyObject *const *values,
                           Py_ssize_t count, PyObject *keywords, PyObject **matched)
{
    if (count > range->positional) {
        refuse_count(indicator, range, count);
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        matched[range->first + i] = values[i];
    }
    for (Py_ssize_t i = range->first + count; i < range->end; i++) {
        matched[i] = NULL;
    }
    Py_ssize_t end = range->first + count;
    const Py_ssize_t keyword_count = keywords == NULL ? 0 : PyTuple_GET_SIZE(keywords);
    for (Py_ssize_t i = 0; i < keyword_count; i++) {
        PyObject *keyword = PyTuple_GET_ITEM(keywords, i);
        const Py_ssize_t place = place_of(indicator, range, keyword);
        if (place < 0) {
            refuse_keyword(indicator, range, keyword);
            return -1;
        }
        if (matched[place] != NULL) {
            const char *name = indicator->argument_names[place];
            raise_bad_type(indicator->state, indicator->row->name, name, "%s is given twice", name);
            return -1;
        }
        matched[place] = values[count + i];
        end = Py_MAX(end, place + 1);
    }
    return end;
}

/* ---- parameters ---------------------------------------------------------------------------------------------------- */

static int refuse_number(const indicator_object *indicator, const bw_parameter *parameter, PyObject *value)
{
    raise_bad_type(indicator->state, indicator->row->name, parameter->name, "%s must be a number, not %s%s",
                   parameter->name, Py_TYPE(value)->tp_name, PyArray_Check(value) ? market_hint(indicator) : "");
    return -1;
}

/* An int beyond the doubles is beyond any range, as the library will say. -1 if another exception is set. */
static int overflow_is_infinite(double *number)
{
    if (*number != -1 || PyErr_Occurred() == NULL) {
        return 0;
    }
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) {
        return -1;
    }
    PyErr_Clear();
    *number = INFINITY;
    return 0;
}

static int read_number(const indicator_object *indicator, const bw_parameter *parameter, PyObject *value,
                       double *number)
{
    if (PyLong_CheckExact(value)) { /* by far the most frequent: worth its own line */
        *number = PyLong_AsDouble(value);
        return overflow_is_infinite(number);
    }
    if (PyFloat_Check(value)) {
        *number = PyFloat_AS_DOUBLE(value);
        return 0;
    }
    const bool is_other = PyBool_Check(value) || PyComplex_Check(value) || PyUnicode_Check(value)
                          || PyArray_Check(value) || PyArray_IsScalar(value, ComplexFloating)
                          || PyArray_IsScalar(value, Bool);
    if (is_other || !PyNumber_Check(value)) {
        return refuse_number(indicator, parameter, value);
    }
    *number = PyFloat_AsDouble(value);
    if (overflow_is_infinite(number) < 0) {
        PyErr_Clear();
        return refuse_number(indicator, parameter, value);
    }
    return 0;
}

static int refuse_choice(const indicator_object *indicator, const bw_parameter *parameter, PyObject *value)
{
    char list[256] = "";
    for (size_t i = 0; parameter->choices[i] != NULL; i++) {
        const size_t length = strlen(list);
        PyOS_snprintf(list + length, sizeof list - length, "%s'%s'", i > 0 ? ", " : "", parameter->choices[i]);
    }
    raise_bad_value(indicator->state, indicator->row->name, parameter->name, "%s must be one of %s, not %R",
                    parameter->name, list, value);
    return -1;
}

static int read_choice(const indicator_object *indicator, const bw_parameter *parameter, PyObject *value,
                       double *number)
{
    if (!PyUnicode_Check(value)) {
        raise_bad_type(indicator->state, indicator->row->name, parameter->name, "%s must be a str, not %s",
                       parameter->name, Py_TYPE(value)->tp_name);
        return -1;
    }
    for (size_t i = 0; parameter->choices[i] != NULL; i++) {
        if (PyUnicode_CompareWithASCIIString(value, parameter->choices[i]) == 0) {
            *number = (double)i;
            return 0;
        }
    }
    return refuse_choice(indicator, parameter, value);
}

int read_parameters(const indicator_object *indicator, PyObject *const *matched, double *parameters)
{
    for (Py_ssize_t i = 0; i < indicator->parameters; i++) {
        const bw_parameter *parameter = &indicator->row->parameters[i];
        PyObject *value = matched[indicator->inputs + i];
        int read = 0;
        if (value == NULL) {
            parameters[i] = parameter->value;
        } else if (parameter->type == BW_CHOICE) {
            read = read_choice(indicator, parameter, value, &parameters[i]);
        } else {
            read = read_number(indicator, parameter, value, &parameters[i]);
        }
        if (read < 0) {
            return -1;
        }
    }
    return 0;
}

int read_parameter_values(const indicator_object *indicator, PyObject *values, double *parameters)
{
    PyObject *arguments[ARGUMENT_LIMIT];
    if (!PyTuple_Check(values) || PyTuple_GET_SIZE(values) != indicator->parameters) {
        PyErr_Format(PyExc_TypeError, "%U takes a tuple of %zd parameters, not %R", indicator->name,
                     indicator->parameters, values);
        return -1;
    }
    for (Py_ssize_t i = 0; i < indicator->parameters; i++) {
        arguments[indicator->inputs + i] = PyTuple_GET_ITEM(values, i);
    }
    return read_parameters(indicator, arguments, parameters);
}
