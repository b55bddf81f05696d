// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_FAILURE_JSON_HPP
#define WEBAPP_HANDLERS_FAILURE_JSON_HPP

#include <multipost/outcome.hpp>

#include <boost/json/value.hpp>

#include <optional>

namespace webapp {

/// A failure as the API tells it.
///
/// @param retry_at  when it will be, or may be, sent again
[[nodiscard]] boost::json::value failure_json(const multipost::failure& f,
                                              std::optional<multipost::wall_time> retry_at);

/// The same; the wait that the network asked for counts from the time given. No failure is null.
[[nodiscard]] boost::json::value failure_or_null(const std::optional<multipost::failure>& f, multipost::wall_time at);

/// A text, or null for none.
[[nodiscard]] boost::json::value text_or_null(const std::string& text);

} // namespace webapp

#endif
