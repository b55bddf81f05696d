// SPDX-License-Identifier: BSL-1.0
#include "webhook_url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace slack {
namespace {

namespace urls = boost::urls;
using namespace multipost::connector;

constexpr std::array<std::string_view, 2> webhook_hosts{"hooks.slack.com", "hooks.slack-gov.com"};
constexpr std::string_view find_it =
    "In Slack it stands under your app's Features, Incoming Webhooks (hooks.slack.com/services/…).";

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

settings settings_of(std::string_view origin, std::vector<std::string> segments)
{
    settings s;
    s["token"] = segments.back();
    segments.pop_back();
    std::string endpoint(origin);
    for (const auto& segment : segments) (endpoint += '/') += segment;
    s["endpoint"] = endpoint;
    return s;
}

bool is_slack_site(std::string_view host)
{
    return host == "slack.com" || host.ends_with(".slack.com") || host.ends_with(".slack-gov.com");
}

// What people paste in the webhook's stead.
[[noreturn]] void reject_other_page(std::string_view host, const std::vector<std::string>& segments)
{
    const std::string_view first = segments.empty() ? std::string_view() : segments.front();
    if (first == "archives" || first == "client" || host.starts_with("app."))
        reject("This is a link to a channel or message in Slack, not a webhook URL.");
    reject("This is a page of Slack, not a webhook URL.");
}

settings from_slack_host(std::string_view host, std::string_view origin, const std::vector<std::string>& segments)
{
    if (std::ranges::find(webhook_hosts, host) == webhook_hosts.end()) reject_other_page(host, segments);
    const std::string_view first = segments.empty() ? std::string_view() : segments.front();
    if (first == "workflows" || first == "triggers")
        reject("This URL starts a workflow of Slack's Workflow Builder; it is not an incoming webhook.");
    const std::size_t complete = first == "services" ? 4 : 3;
    if (segments.size() < complete) reject("This webhook URL is incomplete: its last part, the token, is missing.");
    if (segments.size() > complete) reject("This webhook URL has more parts than Slack's have.");
    return settings_of(origin, segments);
}

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

// One segment of a path, not empty: RFC 3986 section 3.3, segment-nz.
bool is_segment(std::string_view text)
{
    constexpr std::string_view marks = "-._~!$&'()*+,;=:@";
    for (std::size_t i = 0; i != text.size(); ++i)
    {
        const char c = text[i];
        if (is_hex_digit(c) || (c >= 'G' && c <= 'Z') || (c >= 'g' && c <= 'z') || marks.find(c) != marks.npos)
            continue;
        if (c != '%' || text.size() - i < 3 || !is_hex_digit(text[i + 1]) || !is_hex_digit(text[i + 2])) return false;
        i += 2;
    }
    return !text.empty();
}

} // namespace

std::optional<settings> webhook_settings(std::string_view url, bool named)
{
    url = unwrapped(url);
    const auto scheme = lower(url.substr(0, url.find(':')));
    if (scheme == "slack")
    {
        const auto segments = segments_of(url.substr(scheme.size() + 1));
        if (segments.size() != 3) reject("The short form of a webhook is slack://, then its three last parts.");
        const auto whole = "https://hooks.slack.com/services/" + segments[0] + '/' + segments[1] + '/' + segments[2];
        return webhook_settings(whole, false);
    }
    const auto parsed = urls::parse_uri(urls::string_view(url.data(), url.size()));
    if (!parsed || parsed->encoded_host().empty())
    {
        if (named || lower(url).starts_with("hooks.slack")) reject("This is not a whole URL.");
        return std::nullopt;
    }
    const auto host = lower(view(parsed->encoded_host()));
    if (!named && !is_slack_site(host)) return std::nullopt;
    if (scheme != "https" && is_slack_site(host)) reject("A webhook URL of Slack begins with https://.");
    if (scheme != "https" && scheme != "http") reject("A webhook URL begins with https:// or http://.");
    if (parsed->has_userinfo()) reject("A webhook URL holds no user name.");
    if (parsed->has_query() || parsed->has_fragment()) reject("A webhook URL has neither \"?\" nor \"#\" in it.");

    const bool has_usual_port = parsed->port().empty() || parsed->port_number() == (scheme == "https" ? 443 : 80);
    if (is_slack_site(host) && !has_usual_port) reject("A webhook URL of Slack names no port.");

    auto origin = scheme + "://" + host;
    if (!has_usual_port) (origin += ':') += view(parsed->port());
    const auto segments = segments_of(view(parsed->encoded_path()));
    if (is_slack_site(host)) return from_slack_host(host, origin, segments);
    if (segments.empty()) reject("This webhook URL is incomplete: its last part, the token, is missing.");
    return settings_of(origin, segments);
}

std::string webhook_url(const settings& s)
{
    const std::string_view endpoint = s.at("endpoint");
    const std::string_view token = s.at("token");
    const auto base = urls::parse_uri(urls::string_view(endpoint.data(), endpoint.size()));
    const bool usable = base && (base->scheme() == "https" || base->scheme() == "http") &&
                        !base->encoded_host().empty() && !base->has_query() && !base->has_fragment();
    if (!usable) throw std::invalid_argument("the setting \"endpoint\" is no http or https URL");
    std::string url(endpoint);
    while (url.ends_with('/')) url.pop_back();
    (url += '/') += token;
    if (!is_segment(token)) throw std::invalid_argument("the setting \"token\" is not the last part of a webhook URL");
    return url;
}

} // namespace slack
