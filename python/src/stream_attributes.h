/* What a stream says about itself. */
#ifndef BARWISE_STREAM_ATTRIBUTES_H
#define BARWISE_STREAM_ATTRIBUTES_H

#include "stream.h"

extern PyGetSetDef stream_attributes[];

#endif
