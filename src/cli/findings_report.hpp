// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_FINDINGS_REPORT_HPP
#define MULTIPOST_CLI_FINDINGS_REPORT_HPP

#include "cli/invocation.hpp"
#include "cli/style.hpp"

#include <multipost/conformance.hpp>

#include <boost/json/object.hpp>

#include <filesystem>
#include <ostream>
#include <vector>

namespace multipost::cli {

/// Prints a line for each rule, with -q only for those that are broken, and how many were kept.
void print_findings(std::ostream& out, const std::filesystem::path& file,
                    const std::vector<conformance_finding>& findings, const global_options& options,
                    const style& colors);

/// {"file", "passed", "findings": [{"connector", "rule", "verdict", "what"}]}. Its names are public.
[[nodiscard]] boost::json::object findings_json(const std::filesystem::path& file,
                                                const std::vector<conformance_finding>& findings);

/// Whether there are findings and none of them has failed.
[[nodiscard]] bool passed(const std::vector<conformance_finding>& findings);

} // namespace multipost::cli

#endif
