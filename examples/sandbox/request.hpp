// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_REQUEST_HPP
#define SANDBOX_REQUEST_HPP

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

/// What a client asked, as the networks' handlers see it: no socket and no HTTP library in it.
struct request
{
    using fields = std::vector<std::pair<std::string, std::string>>;

    std::string method;                             ///< as sent, upper case for the known ones
    std::vector<std::string> path;                  ///< segments, percent-decoded: {"services", "T1", "B1", "x"}
    fields query;                                   ///< parameters, percent-decoded, in the order sent
    fields headers;                                 ///< names in lower case, in the order sent
    std::string body;                               ///< whole; transfer coding removed
    std::chrono::system_clock::time_point received; ///< when the last byte was read

    /// Returns the first header of that (lower case) name, or nothing.
    [[nodiscard]] std::string_view header(std::string_view name) const noexcept;

    /// Tells a header that is not there from an empty one.
    [[nodiscard]] bool has_header(std::string_view name) const noexcept;

    /// Returns the first query parameter of that name, or nothing.
    [[nodiscard]] std::string_view parameter(std::string_view name) const noexcept;

    /// Returns the media type of the body in lower case, without its parameters: "application/json".
    [[nodiscard]] std::string media_type() const;
};

/// Splits a request target in origin form ("/path?query") into `path` and `query` of `into`.
///
/// @return  false when it is no valid origin form (RFC 9112 section 3.2.1)
[[nodiscard]] bool split_target(std::string_view target, request& into);

} // namespace sandbox

#endif
