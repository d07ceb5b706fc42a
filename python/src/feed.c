#include "feed.h"

#include <string.h>

#include "errors.h"

/* ---- making one ---------------------------------------------------------------------------------------------------- */

/* A place is given as a tuple: name, second name or None, column. */
static int add_place(feed_object *feed, PyObject *place)
{
    PyObject *name, *second;
    unsigned char column;
    if (!PyTuple_Check(place)) {
        PyErr_Format(PyExc_TypeError, "a place must be a tuple, not %s", Py_TYPE(place)->tp_name);
        return -1;
    }
    if (!PyArg_ParseTuple(place, "UOb:Feed", &name, &second, &column)) {
        return -1;
    }
    if (second != Py_None && !PyUnicode_Check(second)) {
        PyErr_SetString(PyExc_TypeError, "a second name must be a str or None");
        return -1;
    }
    if (column >= BW_COLUMNS || feed->places == BW_COLUMNS) {
        PyErr_Format(PyExc_ValueError, "there are only %d columns", BW_COLUMNS);
        return -1;
    }
    PyObject **keywords = feed->keywords[feed->places];
    keywords[0] = Py_NewRef(name);
    PyUnicode_InternInPlace(&keywords[0]);
    if (second != Py_None) {
        keywords[1] = Py_NewRef(second);
        PyUnicode_InternInPlace(&keywords[1]);
    }
    feed->columns[feed->places++] = column;
    feed->reads_market = feed->reads_market || column < BW_MARKET_COLUMNS;
    return 0;
}

static int add_places(feed_object *feed, PyObject *places)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(places); i++) {
        if (add_place(feed, PyTuple_GET_ITEM(places, i)) < 0) {
            return -1;
        }
    }
    feed->names = PyTuple_New(feed->places);
    for (Py_ssize_t i = 0; feed->names != NULL && i < feed->places; i++) {
        PyTuple_SET_ITEM(feed->names, i, Py_NewRef(feed->keywords[i][0]));
    }
    return feed->names == NULL ? -1 : 0;
}

/* A program reads no column that has no place, or it would read what nobody wrote. */
static int check_columns(const feed_object *feed)
{
    uint32_t missing = bw_program_columns(feed->program->program);
    for (Py_ssize_t i = 0; i < feed->places; i++) {
        missing &= ~(UINT32_C(1) << feed->columns[i]);
    }
    if (missing != 0) {
        PyErr_SetString(PyExc_ValueError, "the program reads a column that has no place");
        return -1;
    }
    return 0;
}

static bool is_result_type(PyObject *result, size_t outputs)
{
    if (result == Py_None) {
        return outputs == 1;
    }
    return PyType_Check(result) && PyType_IsSubtype((PyTypeObject *)result, &PyTuple_Type);
}

static PyObject *new_feed(PyTypeObject *type, PyObject *arguments, PyObject *named)
{
    static char *names[] = { "program", "result", "places", NULL };
    const module_state *state = PyType_GetModuleState(type);
    program_object *program;
    PyObject *result, *places;
    if (!PyArg_ParseTupleAndKeywords(arguments, named, "O!OO!:Feed", names, state->program_type, &program, &result,
                                     &PyTuple_Type, &places)) {
        return NULL;
    }
    const size_t outputs = bw_program_output_count(program->program);
    if (!is_result_type(result, outputs)) {
        return PyErr_Format(PyExc_TypeError, "the result must be a type of tuples, or None for a single output");
    }
    feed_object *feed = (feed_object *)type->tp_alloc(type, 0);
    if (feed == NULL) {
        return NULL;
    }
    feed->program = (program_object *)Py_NewRef(program);
    feed->result = result == Py_None ? NULL : (PyTypeObject *)Py_NewRef(result);
    feed->outputs = (Py_ssize_t)outputs;
    if (add_places(feed, places) < 0 || check_columns(feed) < 0) {
        Py_CLEAR(feed);
    }
    return (PyObject *)feed;
}

static int traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((feed_object *)self)->result);
    return 0;
}

static int clear(PyObject *self)
{
    Py_CLEAR(((feed_object *)self)->result);
    return 0;
}

static void deallocate(PyObject *self)
{
    feed_object *feed = (feed_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    clear(self);
    Py_XDECREF(feed->program);
    Py_XDECREF(feed->names);
    for (Py_ssize_t i = 0; i < BW_COLUMNS; i++) {
        Py_XDECREF(feed->keywords[i][0]);
        Py_XDECREF(feed->keywords[i][1]);
    }
    type->tp_free(self);
    Py_DECREF(type);
}

/* ---- which value is which ------------------------------------------------------------------------------------------ */

typedef enum { MATCHED, WRONG_COUNT, UNKNOWN, TWICE, MISSING } match;

static Py_ssize_t place_of(const feed_object *feed, PyObject *keyword)
{
    for (Py_ssize_t i = 0; i < feed->places; i++) {
        if (keyword == feed->keywords[i][0] || keyword == feed->keywords[i][1]) {
            return i;
        }
    }
    for (Py_ssize_t i = 0; i < feed->places; i++) { /* a keyword made at run time need not be interned */
        for (int k = 0; k < 2 && feed->keywords[i][k] != NULL; k++) {
            if (PyUnicode_Compare(keyword, feed->keywords[i][k]) == 0) {
                return i;
            }
        }
    }
    return -1;
}

static bool is_market_column(PyObject *keyword)
{
    for (int source = 0; source < BW_MARKET_COLUMNS; source++) {
        if (PyUnicode_CompareWithASCIIString(keyword, bw_source_name((bw_source)source)) == 0) {
            return true;
        }
    }
    return false;
}

/* `culprit` becomes the keyword, or the name of the place, at fault. */
static match match_values(const feed_object *feed, PyObject *const *values, Py_ssize_t count, PyObject *keywords,
                          PyObject **matched, PyObject **culprit)
{
    if (count > feed->places) {
        return WRONG_COUNT;
    }
    for (Py_ssize_t i = 0; i < feed->places; i++) {
        matched[i] = i < count ? values[i] : NULL;
    }
    const Py_ssize_t keyword_count = keywords == NULL ? 0 : PyTuple_GET_SIZE(keywords);
    for (Py_ssize_t i = 0; i < keyword_count; i++) {
        PyObject *keyword = *culprit = PyTuple_GET_ITEM(keywords, i);
        const Py_ssize_t place = place_of(feed, keyword);
        if (place < 0 && feed->reads_market && is_market_column(keyword)) {
            continue;
        }
        if (place < 0) {
            return UNKNOWN;
        }
        if (matched[place] != NULL) {
            return TWICE;
        }
        matched[place] = values[count + i];
    }
    for (Py_ssize_t i = 0; i < feed->places; i++) {
        if (matched[i] == NULL) {
            *culprit = feed->keywords[i][0];
            return keyword_count == 0 && count > 0 ? WRONG_COUNT : MISSING;
        }
    }
    return MATCHED;
}

static int refuse(const feed_object *feed, match why, Py_ssize_t count, PyObject *culprit)
{
    PyObject *separator = PyUnicode_FromString(", ");
    PyObject *names = separator == NULL ? NULL : PyUnicode_Join(separator, feed->names);
    const char *name = culprit == NULL ? "" : PyUnicode_AsUTF8(culprit);
    if (names == NULL || name == NULL) {
        /* the exception is set */
    } else if (why == WRONG_COUNT) {
        raise_bad_type(feed->program->state, title_of(feed->program), "",
                       "a bar of this stream has %zd value%s (%U), not %zd%s", feed->places,
                       feed->places == 1 ? "" : "s", names, count,
                       feed->reads_market ? "" : "; columns of the market are given by name, such as close=");
    } else if (why == TWICE) {
        raise_bad_type(feed->program->state, title_of(feed->program), name, "%s is given twice", name);
    } else if (why == MISSING) {
        raise_bad_type(feed->program->state, title_of(feed->program), name,
                       "%s is missing: a bar of this stream has %U", name, names);
    } else {
        raise_bad_type(feed->program->state, title_of(feed->program), name, "a bar of this stream has no %s: it has %U",
                       name, names);
    }
    Py_XDECREF(separator);
    Py_XDECREF(names);
    return -1;
}

bool suits_feed(const feed_object *feed, Py_ssize_t count, PyObject *keywords)
{
    PyObject *any[2 * BW_COLUMNS], *matched[BW_COLUMNS], *culprit = NULL;
    const Py_ssize_t keyword_count = keywords == NULL ? 0 : PyTuple_GET_SIZE(keywords);
    if (count + keyword_count > 2 * BW_COLUMNS) {
        return false;
    }
    for (Py_ssize_t i = 0; i < count + keyword_count; i++) {
        any[i] = Py_None;
    }
    return match_values(feed, any, count, keywords, matched, &culprit) == MATCHED;
}

int match_places(const feed_object *feed, PyObject *const *values, Py_ssize_t count, PyObject *keywords,
                 PyObject **matched)
{
    PyObject *culprit = NULL;
    const match match = match_values(feed, values, count, keywords, matched, &culprit);
    return match == MATCHED ? 0 : refuse(feed, match, count, culprit);
}

/* ---- numbers ------------------------------------------------------------------------------------------------------- */

static int read_value(const feed_object *feed, PyObject *keyword, PyObject *value, double *number)
{
    const bool is_other = PyArray_Check(value) || PyArray_IsScalar(value, ComplexFloating);
    *number = is_other ? -1 : number_of_item(value);
    if (!is_other && (*number != -1 || PyErr_Occurred() == NULL)) {
        return 0;
    }
    if (!is_other && !PyErr_ExceptionMatches(PyExc_TypeError) && !PyErr_ExceptionMatches(PyExc_ValueError)) {
        return -1;
    }
    PyErr_Clear();
    const char *name = PyUnicode_AsUTF8(keyword);
    if (name != NULL) {
        raise_bad_type(feed->program->state, title_of(feed->program), name,
                       "%s must be a number, or None where it is missing, not %s%s", name, Py_TYPE(value)->tp_name,
                       PyArray_Check(value) ? "; extend() takes arrays" : "");
    }
    return -1;
}

int read_bar(const feed_object *feed, PyObject *const *values, Py_ssize_t count, PyObject *keywords, double *columns)
{
    PyObject *matched[BW_COLUMNS];
    if (match_places(feed, values, count, keywords, matched) < 0) {
        return -1;
    }
    for (Py_ssize_t i = 0; i < feed->places; i++) {
        if (read_value(feed, feed->keywords[i][0], matched[i], &columns[feed->columns[i]]) < 0) {
            return -1;
        }
    }
    return 0;
}

/* ---- the type ------------------------------------------------------------------------------------------------------ */

static PyObject *get_names(PyObject *self, void *unused)
{
    (void)unused;
    return Py_NewRef(((feed_object *)self)->names);
}

static PyObject *get_places(PyObject *self, void *unused)
{
    (void)unused;
    const feed_object *feed = (feed_object *)self;
    PyObject *places = PyTuple_New(feed->places);
    for (Py_ssize_t i = 0; places != NULL && i < feed->places; i++) {
        PyObject *const *keywords = feed->keywords[i];
        PyObject *place =
            Py_BuildValue("(OOi)", keywords[0], keywords[1] == NULL ? Py_None : keywords[1], feed->columns[i]);
        if (place == NULL) {
            Py_CLEAR(places);
        } else {
            PyTuple_SET_ITEM(places, i, place);
        }
    }
    return places;
}

static PyGetSetDef attributes[] = {
    { "names", get_names, NULL, "The names of a bar's values.", NULL },
    { "places", get_places, NULL, "Of each value: its name, a second one or None, and the column of the program.",
      NULL },
    { NULL, NULL, NULL, NULL, NULL },
};

int add_feed_type(PyObject *module, module_state *state)
{
    PyType_Slot slots[] = {
        { Py_tp_new, new_feed },       { Py_tp_traverse, traverse }, { Py_tp_clear, clear },
        { Py_tp_dealloc, deallocate }, { Py_tp_getset, attributes }, { 0, NULL },
    };
    PyType_Spec spec = {
        .name = "barwise._core.Feed",
        .basicsize = sizeof(feed_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    state->feed_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->feed_type == NULL ? -1 : PyModule_AddType(module, state->feed_type);
}
