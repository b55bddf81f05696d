// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_PREVIEW_REPORT_HPP
#define MULTIPOST_CLI_PREVIEW_REPORT_HPP

#include "cli/style.hpp"

#include <multipost/publisher.hpp>

#include <boost/json/object.hpp>

#include <ostream>
#include <vector>

namespace multipost::cli {

/// Prints for each channel how much of its limit the text takes, the text itself, what was changed to fit, and what
/// would be refused.
void print_previews(std::ostream& out, const std::vector<channel_preview>& previews, const style& colors);

/// Prints for each channel the requests as they would be sent, secrets masked.
void print_dry_run(std::ostream& out, const std::vector<channel_preview>& previews, const style& colors);

/// {"previews": [...]}: one object for each channel, in their order. Its names are public.
[[nodiscard]] boost::json::object preview_json(const std::vector<channel_preview>& previews);

/// {"dry_run": true, "deliveries": [], "previews": [...]}: as preview_json(), with the requests.
[[nodiscard]] boost::json::object dry_run_json(const std::vector<channel_preview>& previews);

} // namespace multipost::cli

#endif
