// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_SEND_REPORT_HPP
#define MULTIPOST_CLI_SEND_REPORT_HPP

#include "cli/invocation.hpp"
#include "cli/style.hpp"

#include <multipost/outcome.hpp>

#include <boost/json/object.hpp>

#include <ostream>
#include <vector>

namespace multipost::cli {

/// Prints a line for each channel: where it is now, or what happened, why, and what to do. With -q only those that are
/// not delivered; with -v also what was changed in the message to fit the network.
void print_results(std::ostream& out, const std::vector<delivery_result>& results, const global_options& options,
                   const style& colors);

/// {"deliveries": [...]}: one object for each channel, in their order. Its names are public.
[[nodiscard]] boost::json::object send_json(const std::vector<delivery_result>& results);

/// A failure as it stands in "failure".
[[nodiscard]] boost::json::object to_json(const failure& f);

/// Notices as they stand in "notices".
[[nodiscard]] boost::json::array to_json(const std::vector<notice>& notices);

/// "what happened, what to do, the network's words", on one line.
[[nodiscard]] std::string explanation(const failure& f);

} // namespace multipost::cli

#endif
