// SPDX-License-Identifier: BSL-1.0
#include "outbox/channel_hint.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <string_view>

namespace multipost {

namespace {

constexpr std::size_t shown = 4;
constexpr std::size_t shortest_shown_of = 12;

const setting_info* find_setting(const connector_info& info, std::string_view name)
{
    const auto found = std::find_if(info.settings.begin(), info.settings.end(),
                                    [name](const setting_info& s) { return s.name == name; });
    return found == info.settings.end() ? nullptr : &*found;
}

std::string host_in(std::string_view setting)
{
    const auto url = boost::urls::parse_uri({setting.data(), setting.size()});
    if (!url || (url->scheme() != "https" && url->scheme() != "http")) return {};
    const auto host = url->encoded_host_and_port();
    return {host.data(), host.size()};
}

/// The end of a secret, whole characters of printable ASCII; else nothing.
std::string end_of(std::string_view secret)
{
    if (secret.size() < shortest_shown_of) return {};
    const auto end = secret.substr(secret.size() - shown);
    const bool printable = std::all_of(end.begin(), end.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    return printable ? std::string(end) : std::string();
}

} // namespace

std::map<std::string, std::string, std::less<>> public_settings(const channel_settings& settings,
                                                                const connector_info* info)
{
    std::map<std::string, std::string, std::less<>> shown_settings;
    if (!info) return shown_settings;
    for (const auto& [name, value] : settings)
    {
        const auto* const declared = find_setting(*info, name);
        if (declared && !declared->secret) shown_settings.emplace(name, value.reveal());
    }
    return shown_settings;
}

std::string hint_of(const channel& c, const connector_info* info)
{
    std::string hint;
    for (const auto& [name, value] : public_settings(c.settings, info))
        if (hint.empty()) hint = host_in(value);
    if (hint.empty()) hint = c.label;

    if (!info) return hint;
    for (const auto& declared : info->settings)
    {
        const auto found = c.settings.find(declared.name);
        if (!declared.secret || found == c.settings.end()) continue;
        if (const auto end = end_of(found->second.reveal()); !end.empty()) hint += " …" + end;
        break;
    }
    return hint;
}

} // namespace multipost
