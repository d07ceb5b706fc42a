# The instruction sets that the operators are compiled for, best first. A new one is a line here.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    set(BARWISE_KERNELS avx512 avx2 baseline)
    set(BARWISE_FLAGS_avx512 -march=x86-64-v4 -mprefer-vector-width=512)
    set(BARWISE_FLAGS_avx2 -march=x86-64-v3)
    set(BARWISE_FLAGS_baseline -march=x86-64-v2)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64|ARM64)$")
    set(BARWISE_KERNELS neon) # part of every aarch64 processor, so it is the baseline there
else()
    set(BARWISE_KERNELS baseline)
endif()
