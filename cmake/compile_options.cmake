# What every C file of the project is compiled with.
#
# The results of barwise are the same bits everywhere, so the options that let a compiler change a result are off
# (contraction into fused multiply-add) or not there (fast-math). The two -fno- options change no result: they say that
# nobody looks at errno or at the exception flags, which lets loops be vectorised.
add_library(barwise_options INTERFACE)
target_compile_options(barwise_options INTERFACE
    -ffp-contract=off -fno-math-errno -fno-trapping-math
    -fvisibility=hidden
    -Wall -Wextra -Wno-psabi)
target_include_directories(barwise_options INTERFACE ${PROJECT_SOURCE_DIR}/include)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
