// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_PAGE_HPP
#define SANDBOX_PAGE_HPP

#include "response.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace sandbox {

/// A file of the page, compiled into the program.
struct page_file
{
    std::string_view name; ///< "index.html"
    std::string_view content;
};

/// All of them; defined by the build from the folder page/.
[[nodiscard]] const std::vector<page_file>& page_files();

/// Returns the answer for a file of the page, nothing when there is none of that name.
///
/// It may load nothing but its own files and run nothing that is written in it, whatever a message says.
[[nodiscard]] std::optional<response> page_response(std::string_view name);

} // namespace sandbox

#endif
