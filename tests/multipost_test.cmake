# SPDX-License-Identifier: BSL-1.0
# multipost_test(NAME [LABELS label...] SOURCES file... [LIBRARIES target...])
#
# A Boost.Test executable and its ctest entry; `tests_<label>` builds those of a label. The test sees the library's internal headers as the library does ("text/reduce.hpp").
# Tests of internals link the library's static twin, because internal symbols are hidden in the shared one.
function(multipost_test name)
  cmake_parse_arguments(arg "" "" "LABELS;SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_compile_definitions(${name} PRIVATE BOOST_TEST_DYN_LINK)
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} multipost_warnings Boost::unit_test_framework)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name} --log_level=message --color_output=no)
  set_tests_properties(${name} PROPERTIES TIMEOUT 120 LABELS "${arg_LABELS}")
  foreach(label ${arg_LABELS})
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    add_dependencies(tests_${label} ${name})
  endforeach()
endfunction()
