# SPDX-License-Identifier: BSL-1.0
# Writes the files of the page as C++: cmake -D "FILES=a;b" -D OUTPUT=page_files.cpp -P embed_page.cmake

set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} content)
  if(content MATCHES "\\)page_file\"")
    message(FATAL_ERROR "${file} holds the delimiter of its own raw string")
  endif()
  string(APPEND entries "        {\"${name}\", R\"page_file(${content})page_file\"},\n")
endforeach()

file(WRITE ${OUTPUT} "// Made by embed_page.cmake from the folder page/.
#include \"page.hpp\"

namespace sandbox {

const std::vector<page_file>& page_files()
{
    static const std::vector<page_file> files{
${entries}    };
    return files;
}

}  // namespace sandbox
")
