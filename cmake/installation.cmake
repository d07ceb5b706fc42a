# What a C program needs: headers, both libraries, and the files of find_package and pkg-config.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/barwise)

install(FILES ${PROJECT_SOURCE_DIR}/include/barwise/barwise.h ${BARWISE_GENERATED}/include/barwise/indicators.h
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/barwise)
install(TARGETS barwise_static barwise_shared EXPORT barwise-targets)
install(EXPORT barwise-targets NAMESPACE barwise:: DESTINATION ${package_dir})

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/barwise-config.cmake.in
    ${PROJECT_BINARY_DIR}/barwise-config.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/barwise-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/barwise-config.cmake ${PROJECT_BINARY_DIR}/barwise-config-version.cmake
    DESTINATION ${package_dir})

configure_file(${PROJECT_SOURCE_DIR}/cmake/barwise.pc.in ${PROJECT_BINARY_DIR}/barwise.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/barwise.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
