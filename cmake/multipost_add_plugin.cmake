# SPDX-License-Identifier: BSL-1.0
# multipost_add_plugin(NAME SOURCE...)
#
# Builds a connector plugin NAME.so that exports its entry function and nothing else. Link what it needs besides with
# target_link_libraries(NAME PRIVATE ...). In this tree the plugin lands in the build's plugin folder.

set(MULTIPOST_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

function(multipost_add_plugin name)
  add_library(${name} MODULE ${ARGN})
  target_link_libraries(${name} PRIVATE multipost::connector)
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so"
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    # A plugin that names folders for its libraries is refused.
    SKIP_BUILD_RPATH ON BUILD_RPATH "" INSTALL_RPATH "" INSTALL_RPATH_USE_LINK_PATH OFF
    LINK_DEPENDS ${MULTIPOST_PLUGIN_MAP})
  target_link_options(${name} PRIVATE -Wl,--version-script=${MULTIPOST_PLUGIN_MAP} -Wl,-z,now)
  if(NOT MULTIPOST_SANITIZE) # a sanitizer's runtime is in the executable only
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  if(MULTIPOST_PLUGIN_OUTPUT_DIRECTORY)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${MULTIPOST_PLUGIN_OUTPUT_DIRECTORY})
  endif()
endfunction()
