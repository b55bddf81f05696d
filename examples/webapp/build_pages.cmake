# SPDX-License-Identifier: BSL-1.0
# Builds the pages in ui/ with Node. They are in WEBAPP_PAGES when WEBAPP_PAGES_STAMP is made, on which depends who needs them,
# in the directory that includes this.

set(node_folder ${PROJECT_SOURCE_DIR}/build/node/bin) # where script/setup puts it
set(how_to_go_on
  "Put it there with\n  script/setup build\nor build multipost-web without its pages:\n  -DMULTIPOST_WEB_PAGES=OFF")

# The one of Debian 12 is older than Vite wants it.
function(webapp_node_is_recent result candidate)
  execute_process(COMMAND ${candidate} --version OUTPUT_VARIABLE version ERROR_QUIET)
  if(NOT version MATCHES "^v([0-9.]+)" OR CMAKE_MATCH_1 VERSION_LESS 20.19)
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()

find_program(MULTIPOST_NODE node HINTS ${node_folder} VALIDATOR webapp_node_is_recent DOC "Node 20.19 or newer")
if(NOT MULTIPOST_NODE)
  message(FATAL_ERROR "The web app's pages need Node 20.19 or newer. ${how_to_go_on}")
endif()
get_filename_component(beside_node ${MULTIPOST_NODE} DIRECTORY)
find_program(MULTIPOST_NPM npm HINTS ${beside_node} ${node_folder} DOC "The npm of that Node")
if(NOT MULTIPOST_NPM)
  message(FATAL_ERROR "The web app's pages need npm. ${how_to_go_on}")
endif()

set(ui ${CMAKE_CURRENT_LIST_DIR}/ui)
file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${ui}/src/* ${ui}/public/*)
file(GLOB configuration CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${ui}/*.html ${ui}/*.json ${ui}/*.ts ${ui}/*.cjs ${ui}/*.mjs)
list(APPEND sources ${configuration} docs/openapi.yaml)
# Made of docs/openapi.yaml by the build itself; and what tests the pages is none of them.
list(FILTER sources EXCLUDE REGEX "/schema\\.d\\.ts$|\\.test\\.tsx?$")
string(JOIN "\n" lines ${sources})
set(list ${CMAKE_CURRENT_BINARY_DIR}/pages_sources.txt)
file(CONFIGURE OUTPUT ${list} CONTENT "${lines}\n" @ONLY)
list(TRANSFORM sources PREPEND ${PROJECT_SOURCE_DIR}/)

set(WEBAPP_PAGES ${PROJECT_BINARY_DIR}/ui)
set(WEBAPP_PAGES_STAMP ${CMAKE_CURRENT_BINARY_DIR}/pages.stamp)
add_custom_command(OUTPUT ${WEBAPP_PAGES_STAMP}
  COMMAND ${CMAKE_COMMAND} -E env NODE=${MULTIPOST_NODE} NPM=${MULTIPOST_NPM}
    ${CMAKE_CURRENT_LIST_DIR}/build_pages ${list} ${PROJECT_SOURCE_DIR}/build/ui ${WEBAPP_PAGES}
  COMMAND ${CMAKE_COMMAND} -E touch ${WEBAPP_PAGES_STAMP}
  DEPENDS ${sources} ${list} ${CMAKE_CURRENT_LIST_DIR}/build_pages
  COMMENT "Building the web app's pages"
  VERBATIM)
