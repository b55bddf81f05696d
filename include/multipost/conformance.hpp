// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tests whether a plugin keeps the rules of the ABI.
#ifndef MULTIPOST_CONFORMANCE_HPP
#define MULTIPOST_CONFORMANCE_HPP

#include <multipost/export.h>

#include <filesystem>
#include <string>
#include <vector>

namespace multipost {

/// One rule, and whether the plugin keeps it.
struct conformance_finding
{
    enum class verdict { passed, failed, skipped };
    std::string connector; ///< its id; empty for what concerns the file
    std::string rule;      ///< stable: "lost_answer_is_unconfirmed"
    verdict how = verdict::passed;
    std::string what; ///< what was seen, when it did not pass
};

/// Loads a plugin as the host would and drives each of its connectors through scripted exchanges: every operation, with a
/// fault at every step (not sent, sent and lost, cancelled, redirected, refused, truncated, garbage, huge), answers in
/// every documented and undocumented status, hostile texts. Nothing is sent to any network.
///
/// @param plugin  absolute path
/// @return  the findings in the order of the rules; the plugin passes when none is `failed`
[[nodiscard]] MULTIPOST_EXPORT std::vector<conformance_finding> check_plugin(const std::filesystem::path& plugin);

} // namespace multipost

#endif
