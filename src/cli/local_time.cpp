// SPDX-License-Identifier: BSL-1.0
#include "cli/local_time.hpp"

#include "cli/printable.hpp"
#include "cli/rfc3339.hpp"

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace multipost::cli {

namespace {

namespace fs = std::filesystem;

std::string formatted(std::string_view time, const char* format)
{
    const auto at = read_rfc3339(time);
    if (!at) return printable(time);
    const auto whole =
        static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(*at).time_since_epoch().count());
    std::tm local{};
    char text[64];
    if (localtime_r(&whole, &local) == nullptr || std::strftime(text, sizeof text, format, &local) == 0)
        return printable(time);
    return printable(text); // TZ may name a zone in any characters
}

// "/usr/share/zoneinfo/Europe/Paris" without what leads to it.
std::string name_within(const std::string& file)
{
    constexpr std::string_view folder = "zoneinfo/";
    const auto found = file.find(folder);
    return found == std::string::npos ? std::string() : file.substr(found + folder.size());
}

std::string zone_of_variable(std::string value)
{
    if (value.starts_with(':')) value.erase(0, 1);
    return value.starts_with('/') ? name_within(value) : value;
}

} // namespace

std::string local_time(std::string_view time) { return formatted(time, "%Y-%m-%d %H:%M %Z"); }

std::string local_time_with_seconds(std::string_view time) { return formatted(time, "%Y-%m-%d %H:%M:%S %Z"); }

std::string local_zone()
{
    if (const char* variable = std::getenv("TZ"); variable != nullptr)
        return *variable == '\0' ? "UTC" : zone_of_variable(variable);
    std::error_code none;
    const fs::path link = "/etc/localtime";
    if (!fs::exists(link, none)) return "UTC";
    if (const auto name = name_within(fs::read_symlink(link, none).string()); !name.empty()) return name;
    std::ifstream in("/etc/timezone");
    std::string name;
    in >> name;
    return name;
}

} // namespace multipost::cli
