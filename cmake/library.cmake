# libbarwise: the engine, the operators once per kernel, the indicators, and the typed calls made from the catalogue.
find_package(Threads REQUIRED)

# Objects of the library itself, compiled before the header of the typed calls exists.
function(add_objects target)
    add_library(${target} OBJECT ${ARGN})
    target_link_libraries(${target} PRIVATE barwise_options)
    target_compile_definitions(${target} PRIVATE BW_WITHOUT_INDICATORS)
    target_include_directories(${target} PRIVATE
        ${PROJECT_SOURCE_DIR}/src/engine ${PROJECT_SOURCE_DIR}/src/operators ${PROJECT_SOURCE_DIR}/src/vocabulary
        ${PROJECT_SOURCE_DIR}/src/indicators
        ${BARWISE_GENERATED})
endfunction()

file(GLOB engine_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/engine/*.c ${PROJECT_SOURCE_DIR}/src/vocabulary/*.c)
add_objects(barwise_engine ${engine_files})
add_objects(barwise_indicators ${BARWISE_INDICATOR_FILES})
set(objects $<TARGET_OBJECTS:barwise_engine> $<TARGET_OBJECTS:barwise_indicators>)

foreach(kernel IN LISTS BARWISE_KERNELS)
    add_objects(barwise_operators_${kernel} ${BARWISE_OPERATOR_FILES})
    target_compile_definitions(barwise_operators_${kernel} PRIVATE BW_KERNEL=${kernel})
    target_compile_options(barwise_operators_${kernel} PRIVATE ${BARWISE_FLAGS_${kernel}})
    set_target_properties(barwise_operators_${kernel} PROPERTIES C_EXTENSIONS ON) # vector types
    list(APPEND objects $<TARGET_OBJECTS:barwise_operators_${kernel}>)
endforeach()

# The typed calls, one for each indicator, are printed by a program that walks the catalogue of the objects above.
add_executable(emit_typed_calls ${PROJECT_SOURCE_DIR}/tools/emit_typed_calls.c ${objects})
target_compile_definitions(emit_typed_calls PRIVATE BW_WITHOUT_INDICATORS)
target_link_libraries(emit_typed_calls PRIVATE barwise_options Threads::Threads)

set(typed_calls_header ${BARWISE_GENERATED}/include/barwise/indicators.h)
set(typed_calls_source ${BARWISE_GENERATED}/indicators.c)
file(MAKE_DIRECTORY ${BARWISE_GENERATED}/include/barwise)
add_custom_command(OUTPUT ${typed_calls_header} ${typed_calls_source}
    COMMAND emit_typed_calls ${typed_calls_header} ${typed_calls_source}
    DEPENDS emit_typed_calls
    COMMENT "Writing the typed calls of the catalogue"
    VERBATIM)
add_objects(barwise_typed_calls ${typed_calls_source} ${typed_calls_header})
target_include_directories(barwise_typed_calls PRIVATE ${BARWISE_GENERATED}/include)
list(APPEND objects $<TARGET_OBJECTS:barwise_typed_calls>)

# What is visible inside the library only, for the tests, which look there.
add_library(barwise_internal STATIC ${objects})
target_link_libraries(barwise_internal PUBLIC Threads::Threads)
target_include_directories(barwise_internal INTERFACE
    ${PROJECT_SOURCE_DIR}/src/engine ${PROJECT_SOURCE_DIR}/src/operators ${PROJECT_SOURCE_DIR}/src/vocabulary
        ${PROJECT_SOURCE_DIR}/src/indicators
    ${BARWISE_GENERATED} ${BARWISE_GENERATED}/include/barwise)
add_dependencies(barwise_internal barwise_typed_calls)

# A shared library hides its inner names by itself. The static one is joined to a single object whose hidden names are
# made local, so that a program may have an `add` or a `scale` of its own.
set(static_objects ${objects})
if(NOT APPLE)
    set(joined ${PROJECT_BINARY_DIR}/barwise.o)
    add_custom_command(OUTPUT ${joined}
        COMMAND ${CMAKE_C_COMPILER} -r -nostdlib -o ${joined} ${objects}
        COMMAND ${CMAKE_OBJCOPY} --localize-hidden ${joined}
        DEPENDS ${objects} COMMAND_EXPAND_LISTS VERBATIM
        COMMENT "Joining the objects of the static library")
    set(static_objects ${joined})
    set_source_files_properties(${joined} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
endif()
add_library(barwise_static STATIC ${static_objects})
add_library(barwise_shared SHARED ${objects})

foreach(kind IN ITEMS static shared)
    add_library(barwise::${kind} ALIAS barwise_${kind})
    add_dependencies(barwise_${kind} barwise_typed_calls)
    target_include_directories(barwise_${kind} INTERFACE
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
        $<BUILD_INTERFACE:${BARWISE_GENERATED}/include/barwise>
        $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    target_link_libraries(barwise_${kind} PRIVATE Threads::Threads)
    set_target_properties(barwise_${kind} PROPERTIES OUTPUT_NAME barwise EXPORT_NAME ${kind} LINKER_LANGUAGE C)
endforeach()
set_target_properties(barwise_shared PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
# The sanitizers' symbols come from the program, so only a plain library must be complete in itself.
if(NOT CMAKE_C_FLAGS MATCHES "-fsanitize" AND NOT APPLE)
    target_link_options(barwise_shared PRIVATE LINKER:--no-undefined)
endif()

if(BUILD_SHARED_LIBS)
    add_library(barwise::barwise ALIAS barwise_shared)
else()
    add_library(barwise::barwise ALIAS barwise_static)
endif()
