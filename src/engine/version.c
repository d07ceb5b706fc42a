#include "barwise/barwise.h"
#include "numerics.h"

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

const char *bw_version(void)
{
    return TEXT(BW_VERSION_MAJOR) "." TEXT(BW_VERSION_MINOR) "." TEXT(BW_VERSION_PATCH);
}

int bw_numerics(void)
{
    return BW_NUMERICS;
}
