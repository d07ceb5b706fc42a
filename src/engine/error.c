#include "error.h"
#include <stdarg.h>
#include <stdio.h>

static _Thread_local bw_error last;

const bw_error *bw_last_error(void)
{
    return &last;
}

bw_status bw_set_error(bw_status status, const char *argument, const char *format, ...)
{
    last.status = status;
    snprintf(last.argument, sizeof last.argument, "%s", argument);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(last.message, sizeof last.message, format, arguments);
    va_end(arguments);
    return status;
}

void bw_keep_error(const bw_error *error)
{
    last = *error;
}

bw_status bw_set_no_memory(void)
{
    return bw_set_error(BW_NO_MEMORY, "", "out of memory");
}
