// SPDX-License-Identifier: BSL-1.0
/// @file
/// Takes the library's log out of it; the library itself writes nowhere.
#ifndef MULTIPOST_LOG_SINK_HPP
#define MULTIPOST_LOG_SINK_HPP

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace multipost {

enum class log_level { trace, debug, info, warning, error };

/// One event. The views are valid during the call. No part ever holds a secret.
struct log_record
{
    log_level level;
    std::string_view text;
    std::vector<std::pair<std::string_view, std::string_view>> fields; ///< "delivery", "channel", "status", ...
};

/// Called from the library's threads, possibly from several at once; must not throw or block for long. Empty: no logging.
using log_sink = std::function<void(const log_record&)>;

} // namespace multipost

#endif
