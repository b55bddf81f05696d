# SPDX-License-Identifier: BSL-1.0
# What every target of this tree is compiled with: warnings, sanitizers, ccache, and Asio and Beast compiled once.

set(MULTIPOST_SANITIZE "" CACHE STRING "Sanitizers for the whole tree: address,undefined or thread")

find_program(MULTIPOST_CCACHE ccache)
if(PROJECT_IS_TOP_LEVEL AND MULTIPOST_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${MULTIPOST_CCACHE})
  # A precompiled header carries its build time; without this ccache would never hit.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${MULTIPOST_CCACHE})
endif()

find_package(Boost 1.81 REQUIRED COMPONENTS system json url)
find_package(OpenSSL 3 REQUIRED)
find_package(Threads REQUIRED)

add_library(multipost_warnings INTERFACE)
target_compile_options(multipost_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow
  $<$<COMPILE_LANGUAGE:CXX>:-Wconversion -Wnon-virtual-dtor -Woverloaded-virtual>
  $<$<BOOL:${MULTIPOST_WERROR}>:-Werror>)
if(MULTIPOST_SANITIZE)
  # The checks a sanitizer inserts hide from g++ that a variable is set (GCC manual, -fsanitize).
  target_compile_options(multipost_warnings INTERFACE -Wno-maybe-uninitialized)
endif()

add_library(multipost_sanitize INTERFACE)
if(MULTIPOST_SANITIZE)
  target_compile_options(multipost_sanitize INTERFACE
    -fsanitize=${MULTIPOST_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(multipost_sanitize INTERFACE -fsanitize=${MULTIPOST_SANITIZE})
  if(MULTIPOST_SANITIZE STREQUAL "thread")
    # Asio's fences are not understood by TSan; g++ says so once a file.
    target_compile_options(multipost_sanitize INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
  endif()
endif()
target_link_libraries(multipost_warnings INTERFACE multipost_sanitize)

# Asio, its SSL part and Beast, compiled once instead of in every file that includes them. Private to this tree.
add_library(multipost_beast STATIC ${PROJECT_SOURCE_DIR}/cmake/beast.cpp)
target_compile_features(multipost_beast PUBLIC cxx_std_20)
target_compile_definitions(multipost_beast PUBLIC
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)
target_link_libraries(multipost_beast
  PUBLIC Boost::headers Boost::system OpenSSL::SSL OpenSSL::Crypto Threads::Threads
  PRIVATE multipost_sanitize)
set_target_properties(multipost_beast PROPERTIES
  POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
target_precompile_headers(multipost_beast PRIVATE
  <boost/asio.hpp> <boost/asio/ssl.hpp> <boost/beast/core.hpp> <boost/beast/http.hpp>
  <chrono> <memory> <optional> <string> <string_view> <utility> <variant> <vector>)
