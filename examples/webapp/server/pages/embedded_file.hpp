// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_EMBEDDED_FILE_HPP
#define WEBAPP_PAGES_EMBEDDED_FILE_HPP

#include <span>
#include <string_view>

namespace webapp {

/// A file of the pages as it was built, in the program itself: all of it lasts as long as the server.
struct embedded_file
{
    std::string_view path;     ///< as it is asked for: "/assets/index-BzQ2xk1a.js"
    std::string_view digest;   ///< of its bytes, in hexadecimal
    std::string_view identity; ///< its bytes
    std::string_view gzip;     ///< the same bytes compressed; empty when they are not
    std::string_view brotli;
};

/// All files of the pages; none when the program was built without them.
[[nodiscard]] std::span<const embedded_file> embedded_files() noexcept;

} // namespace webapp

#endif
