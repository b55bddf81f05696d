// SPDX-License-Identifier: BSL-1.0
#include "handlers/channel_settings.hpp"

#include "api/problem.hpp"

#include <algorithm>
#include <cstddef>

namespace webapp {

namespace {

constexpr std::size_t max_name = 100;
constexpr std::size_t max_url = 2048;
constexpr std::size_t max_settings = 100;
constexpr std::size_t max_setting = 4096;
constexpr std::size_t max_connector_id = 32;

std::string checked_name(std::string name)
{
    if (name.find_first_not_of(" \t\r\n\v\f") == std::string::npos) throw bad_value("/name", "Must not be blank.");
    return name;
}

/// A URL as it comes with the clipboard: with blanks around it, or in the angle brackets of RFC 3986 appendix C.
std::string_view pasted(std::string_view url)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto trim = [&] {
        url.remove_prefix(std::min(url.size(), url.find_first_not_of(blanks)));
        url.remove_suffix(url.size() - std::min(url.size(), url.find_last_not_of(blanks) + 1));
    };
    trim();
    if (url.size() < 2 || !url.starts_with('<') || !url.ends_with('>')) return url;
    url = url.substr(1, url.size() - 2);
    trim();
    return url;
}

/// connector_info::id
std::string checked_connector(std::string id)
{
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto allowed = [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '-'; };
    if (id.empty() || !lower(id.front()) || !std::ranges::all_of(id, allowed))
        throw bad_value("/connector", "Must be the id of a connector, such as \"slack\".");
    return id;
}

multipost::channel channel_of_same_kind(const multipost::channel& now, std::string_view url,
                                        const multipost::connector_registry& connectors)
{
    auto next = connectors.channel_from_url(url);
    const bool nobodys = next.has_error() && next.error().code == multipost::errc::unknown_connector;
    if (nobodys || (next.has_value() && next->connector != now.connector))
    {
        const auto* kind = connectors.find(now.connector);
        next = multipost::error{make_error_code(multipost::errc::bad_channel),
                                "This URL is not one of " + (kind ? kind->name : now.connector) +
                                    ". Add a channel of its own for another network."};
    }
    return value_or_problem_at("/url", std::move(next));
}

} // namespace

wanted_channel read_new_channel(object_reader body, const multipost::connector_registry& connectors)
{
    wanted_channel wanted;
    wanted.name = checked_name(body.text("name", 1, max_name));
    if (body.has("url"))
    {
        const multipost::secret_string url(body.text("url", 1, max_url));
        body.done();
        wanted.where = value_or_problem_at("/url", connectors.channel_from_url(pasted(url.reveal())));
        return wanted;
    }
    if (!body.has("connector")) throw bad_value("/url", "Is missing: give it, or a connector and its settings.");
    const auto connector = checked_connector(body.text("connector", 1, max_connector_id));
    const auto given = body.optional_text_members("settings", max_settings, max_setting);
    if (!given) throw bad_value("/settings", "Is missing.");
    body.done();

    // A field of a form that was left empty is a setting that was not given.
    multipost::channel_settings settings;
    for (const auto& [name, value] : *given)
        if (!value.empty()) settings.insert_or_assign(name, multipost::secret_string(value));
    auto made = connectors.make_channel(connector, std::move(settings));
    const bool unknown = made.has_error() && made.error().code == multipost::errc::unknown_connector;
    wanted.where = value_or_problem_at(unknown ? "/connector" : "/settings", std::move(made));
    return wanted;
}

wanted_change read_channel_change(object_reader body)
{
    wanted_change change;
    const bool says_nothing = !body.has("name") && !body.has("url") && !body.has("settings") && !body.has("state");
    change.name = body.optional_text("name", 1, max_name);
    if (change.name) change.name = checked_name(*std::move(change.name));
    if (const auto url = body.optional_text("url", 1, max_url)) change.url.emplace(*url);
    if (const auto state = body.optional_word("state", {"active", "paused"}))
        change.state = *state == "paused" ? multipost::channel_state::paused : multipost::channel_state::active;
    if (const auto given = body.optional_text_members("settings", max_settings, max_setting))
    {
        if (change.url) throw bad_value("/settings", "Must not be given beside a URL.");
        for (const auto& [name, value] : *given) change.settings.emplace_back(name, multipost::secret_string(value));
    }
    body.done();
    if (says_nothing) throw bad_value("", "Must name something to change.");
    return change;
}

multipost::channel changed_channel(multipost::channel now, const wanted_change& change,
                                   const multipost::connector_registry& connectors)
{
    if (change.url) return channel_of_same_kind(now, pasted(change.url->reveal()), connectors);
    for (const auto& [name, value] : change.settings)
    {
        if (value.empty())
            now.settings.erase(name);
        else
            now.settings.insert_or_assign(name, value);
    }
    return value_or_problem_at("/settings", connectors.make_channel(now.connector, std::move(now.settings)));
}

} // namespace webapp
