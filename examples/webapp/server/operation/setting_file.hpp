// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_SETTING_FILE_HPP
#define WEBAPP_OPERATION_SETTING_FILE_HPP

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace webapp {

/// The settings that stand in a file, still as texts.
struct setting_file
{
    struct entry
    {
        std::string text;
        std::string where; ///< "/etc/multipost/config.toml, line 3: listen"
    };
    std::map<std::string, entry, std::less<>> settings; ///< by the setting's name
    std::vector<std::string> errors;
};

/// Reads a configuration file: TOML 1.0, where a dot in a setting's name leads into a table and a list is an array.
///
/// @param name  of the file, for the errors
[[nodiscard]] setting_file read_setting_file(std::string_view name, std::string_view text);

} // namespace webapp

#endif
