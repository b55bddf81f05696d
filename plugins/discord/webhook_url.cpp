// SPDX-License-Identifier: BSL-1.0
#include "webhook_url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace discord {
namespace {

namespace urls = boost::urls;
using namespace multipost::connector;

constexpr std::string_view find_it =
    "In Discord it is copied from the channel's settings, Integrations, Webhooks (discord.com/api/webhooks/…).";

[[noreturn]] void reject(std::string_view what) { throw bad_url(std::string(what) + ' ' + std::string(find_it)); }

std::string_view view(urls::string_view s) { return {s.data(), s.size()}; }

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// As people paste it: with white space around it, or in angle brackets.
std::string_view unwrapped(std::string_view url)
{
    constexpr std::string_view wrapping = " \t\r\n<>";
    const auto first = url.find_first_not_of(wrapping);
    if (first == std::string_view::npos) return {};
    return url.substr(first, url.find_last_not_of(wrapping) - first + 1);
}

// Empty segments, such as the one after a last slash, name nothing.
std::vector<std::string> segments_of(std::string_view path)
{
    std::vector<std::string> out;
    while (!path.empty())
    {
        const auto end = std::min(path.find('/'), path.size());
        if (end > 0) out.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return out;
}

bool is_number(std::string_view text)
{
    return !text.empty() && text.size() <= 20 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_discord_site(std::string_view host)
{
    return host == "discord.com" || host.ends_with(".discord.com") || host == "discordapp.com" ||
           host.ends_with(".discordapp.com") || host == "discord.gg";
}

bool is_version(std::string_view segment) { return segment.starts_with('v') && is_number(segment.substr(1)); }

std::string_view at(const std::vector<std::string>& segments, std::size_t i)
{
    return i < segments.size() ? std::string_view(segments[i]) : std::string_view();
}

// Reads the path /api[/vN]/webhooks/{id}/{token}[/slack|/github].
settings read_path(const std::vector<std::string>& segments)
{
    if (at(segments, 0) == "channels") reject("This is a link to a channel or message in Discord, not a webhook URL.");
    std::size_t next = at(segments, 0) == "api" ? 1 : 0;
    if (next == 1 && is_version(at(segments, 1))) next = 2;
    if (next == 0 || at(segments, next) != "webhooks") reject("This is no webhook URL of Discord.");
    const auto id = at(segments, next + 1);
    const auto token = at(segments, next + 2);
    const auto suffix = at(segments, next + 3);
    if (!is_number(id)) reject("This webhook URL has no number after /webhooks/.");
    if (token.empty()) reject("This webhook URL is incomplete: its last part, the token, is missing.");
    const bool known_suffix = suffix.empty() || suffix == "slack" || suffix == "github";
    if (!known_suffix || segments.size() > next + 4) reject("This webhook URL has more parts than Discord's have.");
    settings s;
    s["webhook_id"] = id;
    s["token"] = token;
    return s;
}

// Other parameters than "thread_id" say how to send, which is the connector's business.
void read_query(const urls::url_view& url, settings& s)
{
    for (const auto parameter : url.encoded_params())
    {
        if (view(parameter.key) != "thread_id") continue;
        const auto id = view(parameter.value);
        if (!is_number(id)) reject("The \"thread_id\" in this webhook URL is no number.");
        s["thread_id"] = id;
    }
}

} // namespace

std::optional<settings> webhook_settings(std::string_view url, bool named)
{
    url = unwrapped(url);
    const auto scheme = lower(url.substr(0, url.find(':')));
    if (scheme == "discord")
    {
        const auto rest = url.substr(scheme.size() + 1);
        return webhook_settings(
            "https://discord.com/api/webhooks/" + std::string(rest.substr(rest.starts_with("//") ? 2 : 0)), false);
    }
    const auto parsed = urls::parse_uri(urls::string_view(url.data(), url.size()));
    if (!parsed || parsed->encoded_host().empty())
    {
        if (named || lower(url).starts_with("discord")) reject("This is not a whole URL.");
        return std::nullopt;
    }
    const auto host = lower(view(parsed->encoded_host()));
    const bool official = is_discord_site(host);
    if (!named && !official) return std::nullopt;
    if (scheme != "https" && !(named && scheme == "http"))
        reject(named ? "A webhook URL begins with https:// or http://."
                     : "A webhook URL of Discord begins with https://.");
    if (parsed->has_userinfo()) reject("A webhook URL holds no user name.");
    if (host == "discord.gg") reject("This is an invitation to a Discord server, not a webhook URL.");

    auto s = read_path(segments_of(view(parsed->encoded_path())));
    read_query(*parsed, s);
    // The other names lead to the same service, and not all of them for ever.
    s["endpoint"] = official ? "https://discord.com" : scheme + "://" + lower(view(parsed->encoded_host_and_port()));
    return s;
}

std::string webhook_url(const settings& s)
{
    const std::string_view endpoint = s.at("endpoint");
    const std::string_view id = s.at("webhook_id");
    const std::string_view token = s.at("token");
    const auto thread_id = s.get("thread_id");
    const auto base = urls::parse_uri(urls::string_view(endpoint.data(), endpoint.size()));
    const bool usable =
        base && (base->scheme() == "https" || base->scheme() == "http") && !base->encoded_host().empty() &&
        (base->encoded_path().empty() || base->encoded_path() == "/") && !base->has_query() && !base->has_fragment();
    if (!usable) throw std::invalid_argument("the setting \"endpoint\" is no http or https origin");
    if (!is_number(id)) throw std::invalid_argument("the setting \"webhook_id\" is no number");
    if (!thread_id.empty() && !is_number(thread_id))
        throw std::invalid_argument("the setting \"thread_id\" is no number");
    std::string url(endpoint);
    while (url.ends_with('/')) url.pop_back();
    url += "/api/v10/webhooks/";
    ((url += id) += '/') += token;
    const auto whole = urls::parse_uri(url);
    const bool one_segment = !token.empty() && token.find_first_of("/?#") == std::string_view::npos;
    if (!whole || !one_segment)
        throw std::invalid_argument("the setting \"token\" is not the last part of a webhook URL");
    return url;
}

} // namespace discord
