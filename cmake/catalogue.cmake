# Finds the operators and the indicators, so that adding one is adding a file. What is found is written to lists that
# the engine includes:
#
#   operators.def   OPERATOR(name)    each operator that a file of src/operators defines
#   indicators.def  INDICATOR(name)   each file of src/indicators/<family>, by name
#   kernels.def     KERNEL(name)      each instruction set, best first
set(BARWISE_GENERATED ${PROJECT_BINARY_DIR}/generated)

# Writes MACRO(name) for each name to generated/<file>; an unchanged file keeps its time stamp.
function(write_list file macro)
    list(TRANSFORM ARGN PREPEND "${macro}(")
    list(TRANSFORM ARGN APPEND ")\n")
    list(JOIN ARGN "" content)
    file(CONFIGURE OUTPUT ${BARWISE_GENERATED}/${file} CONTENT "${content}" @ONLY)
endfunction()

file(GLOB BARWISE_OPERATOR_FILES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/operators/*.c)
# An operator can be added to a file that is there already: look again when one changes.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${BARWISE_OPERATOR_FILES})
set(operators "")
foreach(file IN LISTS BARWISE_OPERATOR_FILES)
    file(STRINGS ${file} rows REGEX "^(const bw_operator BW_ROW|[A-Z_]*ELEMENTWISE|VECTORWISE)\\(([a-z0-9_]+)[,)]")
    list(TRANSFORM rows REPLACE "^(const bw_operator BW_ROW|[A-Z_]*ELEMENTWISE|VECTORWISE)\\(([a-z0-9_]+).*" "\\2")
    list(APPEND operators ${rows})
endforeach()

file(GLOB BARWISE_INDICATOR_FILES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/indicators/*/*.c)
set(indicators "")
foreach(file IN LISTS BARWISE_INDICATOR_FILES)
    cmake_path(GET file STEM name)
    if(name IN_LIST indicators)
        message(FATAL_ERROR "two files of src/indicators are called ${name}.c")
    endif()
    list(APPEND indicators ${name})
endforeach()
list(SORT indicators COMPARE STRING)

write_list(operators.def OPERATOR ${operators})
write_list(indicators.def INDICATOR ${indicators})
write_list(kernels.def KERNEL ${BARWISE_KERNELS})
