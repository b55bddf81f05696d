// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_CONTENT_CODING_HPP
#define WEBAPP_PAGES_CONTENT_CODING_HPP

#include <optional>
#include <string_view>

namespace webapp {

/// How the bytes of an answer are compressed.
enum class content_coding { identity, gzip, brotli };

/// As it is written in Content-Encoding: "br".
[[nodiscard]] std::string_view name_of(content_coding c) noexcept;

/// Which codings there are of something; identity there always is.
struct content_codings
{
    bool gzip = false;
    bool brotli = false;
};

/// The coding that a client likes best of those there are; of several it likes equally the smallest, brotli before gzip.
///
/// Members of the list that are malformed are passed over. A client that accepts nothing there is gets identity, as
/// RFC 9110 section 12.5.3 advises.
///
/// @param accept_encoding  the value of the header; nothing when it is absent
/// @par Specification
/// RFC 9110 sections 12.4.2 and 12.5.3
[[nodiscard]] content_coding choose_coding(std::optional<std::string_view> accept_encoding,
                                           content_codings there) noexcept;

} // namespace webapp

#endif
