# SPDX-License-Identifier: BSL-1.0
# Install rules: the shared library and its headers, a package for find_package(multipost), the plugins, the programs.
# A static library is for add_subdirectory only: its private dependencies are not exported.

include(CMakePackageConfigHelpers)

set(MULTIPOST_INSTALL_PLUGIN_DIR ${CMAKE_INSTALL_LIBDIR}/multipost)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/multipost)

install(TARGETS multipost multipost_connector EXPORT multipost-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT multipost-targets NAMESPACE multipost:: DESTINATION ${package_dir})

configure_package_config_file(cmake/multipost-config.cmake.in ${PROJECT_BINARY_DIR}/multipost-config.cmake
  INSTALL_DESTINATION ${package_dir} PATH_VARS MULTIPOST_INSTALL_PLUGIN_DIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/multipost-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/multipost-config.cmake
  ${PROJECT_BINARY_DIR}/multipost-config-version.cmake
  cmake/multipost_add_plugin.cmake
  cmake/plugin.map
  DESTINATION ${package_dir})

foreach(plugin slack discord)
  install(TARGETS ${plugin} LIBRARY DESTINATION ${MULTIPOST_INSTALL_PLUGIN_DIR})
endforeach()
foreach(program multipost-cli multipost-web)
  if(TARGET ${program})
    set_target_properties(${program} PROPERTIES INSTALL_RPATH $ORIGIN/../${CMAKE_INSTALL_LIBDIR})
    install(TARGETS ${program})
  endif()
endforeach()
