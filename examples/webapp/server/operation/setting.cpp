// SPDX-License-Identifier: BSL-1.0
#include "operation/setting.hpp"

#include "operation/setting_values.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <system_error>

namespace webapp {

namespace {

template <class T, class Value>
bool assign(T& to, const std::optional<Value>& value)
{
    if (value) to = *value;
    return value.has_value();
}

bool put_data(configuration& c, const std::string& text)
{
    c.data = text;
    return true;
}

bool put_database(configuration& c, const std::string& text)
{
    constexpr std::string_view scheme = "sqlite:";
    if (!text.starts_with(scheme) || text.size() == scheme.size()) return false;
    c.database = text.substr(scheme.size());
    return true;
}

bool put_master_key_file(configuration& c, const std::string& text)
{
    c.master_key_file = text;
    c.may_make_master_key = false;
    return true;
}

bool put_listen(configuration& c, const std::string& text) { return assign(c.listen, parse_endpoint(text)); }
bool put_admin_listen(configuration& c, const std::string& text)
{
    return assign(c.admin_listen, parse_endpoint(text));
}
bool put_public_origin(configuration& c, const std::string& text)
{
    return assign(c.public_origin, parse_origin(text));
}
bool put_demo_sandbox(configuration& c, const std::string& text) { return assign(c.demo_sandbox, parse_origin(text)); }

bool put_registration(configuration& c, const std::string& text)
{
    if (text == "open")
        c.registration = registration_policy::open;
    else if (text == "invite")
        c.registration = registration_policy::invite;
    else if (text == "closed")
        c.registration = registration_policy::closed;
    else
        return false;
    return true;
}

bool put_allow_hosts(configuration& c, const std::string& text)
{
    const auto parsed = multipost::allow_list::parse(text);
    if (parsed) c.allow = *parsed;
    return parsed.has_value();
}

bool put_plugin_path(configuration& c, const std::string& text)
{
    const auto folders = split(text, ':');
    c.plugin_folders.assign(folders.begin(), folders.end());
    return std::all_of(c.plugin_folders.begin(), c.plugin_folders.end(), [](const auto& f) { return f.is_absolute(); });
}

bool put_log(configuration& c, const std::string& text)
{
    c.log = parse_log_level(text);
    return c.log.has_value() || text == "off";
}

bool put_trusted_proxies(configuration& c, const std::string& text)
{
    c.trusted_proxies = split(text, ',');
    return std::all_of(c.trusted_proxies.begin(), c.trusted_proxies.end(), is_address_or_block);
}

bool put_header_timeout(configuration& c, const std::string& t)
{
    return assign(c.limits.header_time, parse_duration(t));
}
bool put_body_timeout(configuration& c, const std::string& t) { return assign(c.limits.body_time, parse_duration(t)); }
bool put_idle_timeout(configuration& c, const std::string& t) { return assign(c.limits.idle_time, parse_duration(t)); }
bool put_write_timeout(configuration& c, const std::string& t)
{
    return assign(c.limits.write_time, parse_duration(t));
}
bool put_session_idle_timeout(configuration& c, const std::string& t)
{
    return assign(c.session_idle_timeout, parse_duration(t));
}
bool put_session_lifetime(configuration& c, const std::string& t)
{
    return assign(c.session_lifetime, parse_duration(t));
}

bool put_posts_per_day(configuration& c, const std::string& text)
{
    constexpr std::size_t most = 1'000'000'000;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > most) return false;
    c.posts_per_day = number;
    return true;
}

constexpr std::string_view a_duration = "a time with its unit, as in 30s, 5m, 12h or 14d";
constexpr std::string_view an_address = "HOST:PORT with an IP address, as in 127.0.0.1:8080 or [::1]:8080";
constexpr std::string_view an_origin = "http or https, a host and perhaps a port, as in https://post.example.org";

constexpr setting table[] = {
    {"data", "Where everything is kept", "a folder", put_data},
    {"database", "The database, sqlite:FILE (default: multipost.db in the data folder)",
     "sqlite:FILE, as in sqlite:/var/lib/multipost/multipost.db; this version keeps its data in SQLite only",
     put_database},
    {"listen", "Where to serve (default 127.0.0.1:8080)", an_address, put_listen},
    {"admin_listen", "Where to serve metrics and health (default 127.0.0.1:8081)", an_address, put_admin_listen},
    {"public_origin", "What users see in the browser's address bar (default: http and the address it listens on)",
     an_origin, put_public_origin},
    {"registration", "Who may make an account: open, invite or closed (default open)", "open, invite or closed",
     put_registration},
    {"master_key_file", "The key of the channels' secrets (default: master.key in the data folder, made when missing)",
     "the name of a file", put_master_key_file},
    {"allow_hosts", "What may be reached beside the public internet over https",
     "HOST:PORT or a block of addresses, as in 127.0.0.1:8090 or 10.1.0.0/16; several are separated by commas",
     put_allow_hosts, ','},
    {"plugin_path", "Folders to load plugins from (default: those installed)",
     "absolute paths of folders, separated by colons", put_plugin_path, ':'},
    {"log", "How much is logged: trace, debug, info, warning, error or off (default info)",
     "trace, debug, info, warning, error or off", put_log},
    {"trusted_proxies", "Whose X-Forwarded-For is believed",
     "addresses or blocks of addresses, as in 127.0.0.1 or 10.1.0.0/16; several are separated by commas",
     put_trusted_proxies, ','},
    {"posts_per_day", "How many messages each user may send a day (default 10000)",
     "a whole number from 1 to 1000000000", put_posts_per_day},
    {"request.header_timeout", "How long the head of a request may take (default 10s)", a_duration, put_header_timeout},
    {"request.body_timeout", "How long the body of a request may take (default 30s)", a_duration, put_body_timeout},
    {"request.idle_timeout", "How long a connection may rest between requests (default 60s)", a_duration,
     put_idle_timeout},
    {"request.write_timeout", "How long a client may take to read an answer (default 30s)", a_duration,
     put_write_timeout},
    {"session.idle_timeout", "How long a session lasts unused (default 14d)", a_duration, put_session_idle_timeout},
    {"session.lifetime", "How long a session lasts at most (default 30d)", a_duration, put_session_lifetime},
    {"demo_sandbox", "A demonstration: each new user gets two channels of the sandbox at this address", an_origin,
     put_demo_sandbox},
};

} // namespace

std::span<const setting> all_settings() noexcept { return table; }

std::string variable_of(std::string_view name)
{
    std::string variable = "MULTIPOST_";
    for (const char c : name)
        variable += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return variable;
}

std::string flag_of(std::string_view name)
{
    std::string flag = "--";
    for (const char c : name) flag += c == '.' || c == '_' ? '-' : c;
    return flag;
}

} // namespace webapp
