// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_CONNECTORS_REPORT_HPP
#define MULTIPOST_CLI_CONNECTORS_REPORT_HPP

#include "cli/connectors.hpp"
#include "cli/style.hpp"

#include <multipost/connector_info.hpp>

#include <boost/json/object.hpp>

#include <ostream>
#include <vector>

namespace multipost::cli {

/// Prints a table: id, name, version, file.
void print_connectors(std::ostream& out, const std::vector<connector_info>& connectors, const style& colors);

/// {"connectors": [...], "refused": [{"code", "reason", "what"}]}. Its names are public.
[[nodiscard]] boost::json::object connectors_json(const loaded_connectors& loaded);

/// Prints a connector's limits, settings, operations and documented errors.
void print_connector(std::ostream& out, const connector_info& connector, const style& colors);

/// The same as an object. Its names are public.
[[nodiscard]] boost::json::object to_json(const connector_info& connector);

} // namespace multipost::cli

#endif
