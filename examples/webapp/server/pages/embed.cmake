# SPDX-License-Identifier: BSL-1.0
# Writes the C++ file that embeds a folder: cmake -D FOLDER=DIR -D OUTPUT=FILE -P embed.cmake
#
# FILE.gz and FILE.br are FILE compressed. The assembler takes the bytes from where they are, so that their number costs the
# compiler nothing.
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(FILTER files EXCLUDE REGEX "\\.(gz|br)$")

set(count 0)
set(rows "")
set(bytes "")
set(total 0)
foreach(file IN LISTS files)
  file(SHA256 ${FOLDER}/${file} digest)
  string(SUBSTRING ${digest} 0 32 digest)
  string(APPEND rows "    {\"/${file}\", \"${digest}\"")
  foreach(suffix IN ITEMS "" .gz .br)
    set(size 0)
    if(EXISTS ${FOLDER}/${file}${suffix})
      file(SIZE ${FOLDER}/${file}${suffix} size)
      string(APPEND bytes ".incbin \"${FOLDER}/${file}${suffix}\"\n")
    endif()
    string(APPEND rows ", {webapp_embedded_bytes + ${total}, ${size}}")
    math(EXPR total "${total} + ${size}")
  endforeach()
  string(APPEND rows "},\n")
  math(EXPR count "${count} + 1")
endforeach()

configure_file(${CMAKE_CURRENT_LIST_DIR}/embedded_files.cpp.in ${OUTPUT} @ONLY)
