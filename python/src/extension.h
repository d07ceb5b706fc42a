/* What every file of the extension includes first: Python, numpy, barwise, and what belongs to the module.
 *
 * The stable ABI is not used: before Python 3.12 it has no vectorcall, without which a short call takes twice its time. */
#ifndef BARWISE_EXTENSION_H
#define BARWISE_EXTENSION_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define NPY_NO_DEPRECATED_API NPY_1_25_API_VERSION
#define NPY_TARGET_VERSION NPY_1_25_API_VERSION
#define PY_ARRAY_UNIQUE_SYMBOL barwise_numpy_api
#ifndef BARWISE_IMPORTS_NUMPY /* one file does */
#define NO_IMPORT_ARRAY
#endif
#include <numpy/arrayobject.h>

#include <barwise/barwise.h>

#ifndef Py_BEGIN_CRITICAL_SECTION /* before Python 3.13, the GIL keeps other threads out */
#define Py_BEGIN_CRITICAL_SECTION(object) {
#define Py_END_CRITICAL_SECTION() }
#endif

/* Bars from which on a run takes so many microseconds that others may have the GIL meanwhile. */
enum { LONG_RUN = 8192 };

/* There is one for each interpreter that imports the module; nothing in it changes after the import. */
typedef struct {
    PyTypeObject *indicator_type, *program_type, *sweep_type;
    PyTypeObject *feed_type, *stream_type, *shortcut_type;
    PyObject *indicators; /* dict: the indicators by name */
    PyObject *error, *bad_value_error, *bad_type_error;
    PyArray_Descr *doubles, *integers; /* numpy's float64 and int32 */
    PyObject *result_memory;           /* result_memory.h */
} module_state;

#endif
