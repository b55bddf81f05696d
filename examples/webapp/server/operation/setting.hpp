// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_SETTING_HPP
#define WEBAPP_OPERATION_SETTING_HPP

#include "operation/configuration.hpp"

#include <span>
#include <string>
#include <string_view>

namespace webapp {

/// One setting: what it is called, what it looks like, and how it gets into the configuration.
struct setting
{
    std::string_view name;   ///< in the file; a dot leads into a table
    std::string_view help;   ///< of the flag
    std::string_view wanted; ///< "HOST:PORT, as in 127.0.0.1:8080"
    /// @return  whether the text is what is wanted
    bool (*put)(configuration& into, const std::string& text);
    char separator = '\0'; ///< of a list, which is an array in the file
};

[[nodiscard]] std::span<const setting> all_settings() noexcept;

/// "MULTIPOST_SESSION_IDLE_TIMEOUT" for "session.idle_timeout".
[[nodiscard]] std::string variable_of(std::string_view name);

/// "--session-idle-timeout" for "session.idle_timeout".
[[nodiscard]] std::string flag_of(std::string_view name);

} // namespace webapp

#endif
