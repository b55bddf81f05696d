// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_FORM_HPP
#define SANDBOX_FORM_HPP

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// Returns one field of an application/x-www-form-urlencoded body, decoded; nothing when it is not there.
///
/// As forgiving as the networks are, where people write `curl -d 'payload={"text": "..."}'` by hand: bytes that ought
/// to be percent-encoded stand for themselves, and so does a `%` without two hexadecimal digits.
[[nodiscard]] std::optional<std::string> form_field(std::string_view body, std::string_view name);

} // namespace sandbox

#endif
