// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_OPERATION_CONFIGURATION_HPP
#define WEBAPP_OPERATION_CONFIGURATION_HPP

#include "accounts/make_accounts.hpp"
#include "http/server.hpp"

#include <multipost/allow_list.hpp>
#include <multipost/log_sink.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace webapp {

/// How the server is to run. docs/configuration.md describes each setting.
struct configuration
{
    std::filesystem::path data;
    std::filesystem::path database;        ///< the SQLite file
    std::filesystem::path master_key_file; ///< made when it is the one in the data folder and is missing
    bool may_make_master_key = true;       ///< nobody named another file
    boost::asio::ip::tcp::endpoint listen{boost::asio::ip::address_v4::loopback(), 8080};
    boost::asio::ip::tcp::endpoint admin_listen{boost::asio::ip::address_v4::loopback(), 8081};
    std::string public_origin; ///< "https://post.example.org"; where nobody says it, http and the address it listens on
    registration_policy registration = registration_policy::open;
    multipost::allow_list allow;
    std::vector<std::filesystem::path> plugin_folders;                    ///< empty: those of the installation
    std::optional<multipost::log_level> log = multipost::log_level::info; ///< nothing: no log
    std::vector<std::string> trusted_proxies;
    http_limits limits;
    std::chrono::milliseconds session_idle_timeout = std::chrono::hours(24 * 14);
    std::chrono::milliseconds session_lifetime = std::chrono::hours(24 * 30);
    std::size_t posts_per_day = 10'000; ///< of each user
    std::string demo_sandbox; ///< the sandbox's origin, where each new user gets two channels of it; empty: no demo
};

/// Where the settings stand. Flags come before the environment, and the environment before the file.
struct configuration_sources
{
    struct text_file
    {
        std::string name;
        std::string text;
    };

    std::map<std::string, std::string, std::less<>> flags;       ///< by setting: "listen"
    std::map<std::string, std::string, std::less<>> environment; ///< all of it
    std::optional<text_file> file;                               ///< TOML
};

/// A configuration, or everything that is wrong with what was asked for.
struct configuration_result
{
    configuration value;
    /// One sentence or two each: the source, its line, the value unless it may hold a secret, and what it should look like.
    std::vector<std::string> errors;
    /// What is probably not as its writer thinks.
    std::vector<std::string> warnings;
};

/// Makes the configuration of what stands in the sources; every setting has a default. Pure.
[[nodiscard]] configuration_result read_configuration(const configuration_sources& sources);

/// A setting as the command line tells about it.
struct setting_help
{
    std::string name; ///< "session.idle_timeout"
    std::string flag; ///< "--session-idle-timeout"
    std::string text;
};

[[nodiscard]] std::vector<setting_help> settings();

} // namespace webapp

#endif
