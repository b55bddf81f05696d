// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_FAULT_HPP
#define SANDBOX_FAULT_HPP

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// What can be made to go wrong.
enum class fault_kind {
    reset_before, ///< the request is read, nothing is published, the connection is reset
    reset_after,  ///< published, then the connection is reset
    truncate,     ///< published, then the answer is cut short of its Content-Length
    garbage,      ///< published, then the answer is no HTTP
    html,         ///< 200 and a page, as a captive portal answers; nothing is published
    slow,         ///< published, and answered properly after `time`
    hang,         ///< the request is read and never answered; nothing is published
    rate,         ///< once a token: 429 asking to wait `time`; then as if there were no fault
    status,       ///< `status` and `word` in the network's own form; nothing is published
    unknown,      ///< a name that is none of these, in `word`
};

/// A fault, as asked for by the name of a token.
struct fault
{
    fault_kind kind = fault_kind::unknown;
    std::chrono::milliseconds time{0}; ///< slow and rate: at most one hour
    unsigned status = 0;               ///< status: 200 to 599
    std::string word;                  ///< status: may be empty; unknown: the name
};

/// Reads the fault that a token asks for: "fault.NAME" anywhere in it, NAME running to its end.
///
/// Seconds may have decimals: "fault.slow-0.25".
///
/// @return  nothing when the token asks for none
[[nodiscard]] std::optional<fault> fault_in(std::string_view token);

/// The names that fault_in() knows, for people.
[[nodiscard]] std::string_view fault_names() noexcept;

} // namespace sandbox

#endif
