// SPDX-License-Identifier: BSL-1.0
#include "cli/data_folder.hpp"

#include "cli/refusal.hpp"

#include <cstdlib>
#include <string_view>

namespace multipost::cli {

namespace {

std::string_view environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

std::filesystem::path usual_folder()
{
    if (const auto data = environment("MULTIPOST_DATA"); !data.empty()) return data;
    if (const auto home = environment("XDG_DATA_HOME"); !home.empty()) return std::filesystem::path(home) / "multipost";
    if (const auto home = environment("HOME"); !home.empty())
        return std::filesystem::path(home) / ".local/share/multipost";
    throw refusal(exit_code::configuration, "bad_configuration",
                  "There is no data folder: name it with --data or MULTIPOST_DATA.");
}

std::filesystem::path database_in(const std::filesystem::path& folder)
{
    constexpr std::string_view scheme = "sqlite:";
    const auto named = environment("MULTIPOST_DATABASE");
    if (named.empty()) return folder / "multipost.db";
    if (named.starts_with(scheme) && named.size() > scheme.size()) return named.substr(scheme.size());
    throw refusal(exit_code::configuration, "bad_configuration",
                  "MULTIPOST_DATABASE should be sqlite:FILE; this version keeps its data in SQLite only.");
}

} // namespace

data_folder find_data_folder(const std::filesystem::path& chosen)
{
    data_folder found;
    found.folder = std::filesystem::absolute(chosen.empty() ? usual_folder() : chosen).lexically_normal();
    found.database = std::filesystem::absolute(database_in(found.folder));
    const auto key = environment("MULTIPOST_MASTER_KEY_FILE");
    found.master_key = key.empty() ? found.folder / "master.key" : std::filesystem::path(key);
    found.socket = found.folder / "multipost.sock";
    return found;
}

} // namespace multipost::cli
