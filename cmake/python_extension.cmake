# barwise._core, the C half of the Python package, and the types of the indicators that it makes.
find_package(Python REQUIRED COMPONENTS Interpreter Development.Module NumPy)

file(GLOB extension_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/python/src/*.c)
python_add_library(_core MODULE WITH_SOABI ${extension_files})
target_link_libraries(_core PRIVATE barwise_options barwise_static Python::NumPy)
if(NOT APPLE)
    # Another copy of the library in the same process must not take this one's calls.
    target_link_options(_core PRIVATE LINKER:--exclude-libs,ALL)
endif()
install(TARGETS _core DESTINATION barwise)

add_executable(emit_type_stubs ${PROJECT_SOURCE_DIR}/tools/emit_type_stubs.c)
target_link_libraries(emit_type_stubs PRIVATE barwise_options barwise_static Threads::Threads)
set(type_stubs ${BARWISE_GENERATED}/_catalogue.pyi)
add_custom_command(OUTPUT ${type_stubs}
    COMMAND emit_type_stubs ${type_stubs}
    DEPENDS emit_type_stubs
    COMMENT "Writing the types of the catalogue"
    VERBATIM)
add_custom_target(type_stubs ALL DEPENDS ${type_stubs})
install(FILES ${type_stubs} DESTINATION barwise)
