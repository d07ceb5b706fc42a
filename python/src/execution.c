#include "execution.h"

#include "errors.h"

enum { THREADS_MAX = 1024 };

static bool tell(const python_execution *execution, double done)
{
    if (execution->progress == NULL) {
        return true;
    }
    PyObject *result = PyObject_CallFunction(execution->progress, "d", done);
    Py_XDECREF(result);
    return result != NULL;
}

/* Called by the library in the thread that gave the GIL away. */
static bool watch(void *context, double done)
{
    python_execution *execution = context;
    if (execution->failed) {
        return false;
    }
    take_gil_back(execution);
    execution->failed = PyErr_CheckSignals() < 0 || !tell(execution, done);
    give_gil_away(execution);
    return !execution->failed;
}

static int read_threads(const module_state *state, const char *name, PyObject *value, unsigned *threads)
{
    *threads = 0;
    if (value == Py_None) {
        return 0;
    }
    if (!PyIndex_Check(value) || PyBool_Check(value)) {
        raise_bad_type(state, name, "threads", "threads must be an integer or None, not %s", Py_TYPE(value)->tp_name);
        return -1;
    }
    const Py_ssize_t count = PyNumber_AsSsize_t(value, NULL); /* one that does not fit is clipped */
    if (count == -1 && PyErr_Occurred() != NULL) {
        return -1;
    }
    if (count < 1 || count > THREADS_MAX) {
        raise_bad_value(state, name, "threads",
                        "threads must be an integer from 1 to %d, or None for as many as pay, not %S", THREADS_MAX,
                        value);
        return -1;
    }
    *threads = (unsigned)count;
    return 0;
}

void start_execution(python_execution *execution, unsigned threads)
{
    *execution = (python_execution){
        .execution = { .threads = threads, .watch = watch, .context = execution },
    };
}

int open_execution(python_execution *execution, const module_state *state, const char *name, PyObject *threads,
                   PyObject *progress)
{
    start_execution(execution, 0);
    execution->progress = progress == Py_None ? NULL : progress;
    if (execution->progress != NULL && !PyCallable_Check(progress)) {
        raise_bad_type(state, name, "progress", "progress must be a function of the share that is done, not %s",
                       Py_TYPE(progress)->tp_name);
        return -1;
    }
    return read_threads(state, name, threads, &execution->execution.threads);
}

void give_gil_away(python_execution *execution)
{
    execution->thread = PyEval_SaveThread();
}

void take_gil_back(python_execution *execution)
{
    PyEval_RestoreThread(execution->thread);
}

PyObject *outcome_of(const python_execution *execution, const module_state *state, bw_status status)
{
    if (execution->failed) {
        return NULL;
    }
    if (status != BW_OK) {
        return raise_last_error(state);
    }
    return tell(execution, 1) ? Py_NewRef(Py_None) : NULL;
}
