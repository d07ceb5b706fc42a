#include "short_results.h"

#ifdef Py_GIL_DISABLED /* where another thread may take a reference at any time */

PyObject *new_short_result(PyArray_Descr *type, npy_intp n)
{
    return new_array(type, 1, &n);
}

void drop_short_results(void)
{
}

#else

/* So many results of a loop may have a name when the next ones are made. */
enum { KEPT = 8 }; /* a power of two */

static PyObject *kept[KEPT];
static unsigned latest;

/* Does nobody else have it, and is it as it was made? What it owned it could have lost. */
static bool is_free(PyObject *kept_one, const PyArray_Descr *type, npy_intp n)
{
    enum { AS_MADE = NPY_ARRAY_CARRAY | NPY_ARRAY_F_CONTIGUOUS | NPY_ARRAY_OWNDATA };
    PyArrayObject *array = (PyArrayObject *)kept_one;
    return Py_REFCNT(kept_one) == 1 && PyArray_NDIM(array) == 1 && PyArray_DIM(array, 0) == n
           && PyArray_FLAGS(array) == AS_MADE && PyArray_DESCR(array) == type
           && *(PyObject **)((char *)kept_one + PyArray_Type.tp_weaklistoffset) == NULL;
}

PyObject *new_short_result(PyArray_Descr *type, npy_intp n)
{
    for (unsigned k = 0; k < KEPT; k++) {
        const unsigned place = (latest + k) % KEPT;
        if (kept[place] != NULL && is_free(kept[place], type, n)) {
            latest = place;
            return Py_NewRef(kept[place]);
        }
    }
    PyObject *made = new_array(type, 1, &n);
    if (made != NULL) {
        latest = (latest + 1) % KEPT;
        Py_XSETREF(kept[latest], Py_NewRef(made));
    }
    return made;
}

void drop_short_results(void)
{
    for (int k = 0; k < KEPT; k++) {
        Py_CLEAR(kept[k]);
    }
}

#endif
