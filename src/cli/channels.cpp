// SPDX-License-Identifier: BSL-1.0
#include "cli/channels.hpp"

#include "cli/channel_urls.hpp"
#include "cli/refusal.hpp"

#include <algorithm>
#include <iterator>

namespace multipost::cli {

namespace {

// What is wrong with the channels, all of it at once.
class complaints
{
public:
    void add(const channel_url& url, const error& e)
    {
        if (!text_.empty()) text_ += '\n';
        text_ += url.where + ": " + e.what;
        if (e.code != errc::unknown_connector) all_unknown_ = false;
    }

    void refuse_if_any() const
    {
        if (text_.empty()) return;
        if (all_unknown_) throw refusal(exit_code::no_channel, "unknown_connector", text_);
        throw refusal(exit_code::configuration, "bad_channel", text_);
    }

private:
    std::string text_;
    bool all_unknown_ = true;
};

bool has_secret(const channel& c, const connector_info* connector)
{
    if (connector == nullptr) return false;
    return std::any_of(connector->settings.begin(), connector->settings.end(), [&c](const setting_info& setting) {
        const auto found = c.settings.find(setting.name);
        return setting.secret && found != c.settings.end() && !found->second.empty();
    });
}

bool same_place(const channel& a, const channel& b) { return a.connector == b.connector && a.settings == b.settings; }

} // namespace

std::vector<channel_url> read_targets(const message_options& options, std::istream& standard_input)
{
    if (options.text == "-" && std::count(options.channels.begin(), options.channels.end(), "-") != 0)
        throw refusal(exit_code::usage, "usage", "Standard input cannot be the text and the channels at once.");
    return read_channel_urls(options.channels, standard_input);
}

bool is_url(const channel_url& target, const connector_registry& connectors)
{
    if (looks_like_url(target.url) || connectors.channel_from_url(target.url)) return true;
    // One that is wrong is still none of a stored channel's names, but a name may have a colon.
    const auto scheme = target.url.substr(0, target.url.find(':'));
    return scheme.size() != target.url.size() && connectors.find(scheme) != nullptr;
}

bool are_stored(const std::vector<channel_url>& targets, const connector_registry& connectors)
{
    const auto urls = std::count_if(targets.begin(), targets.end(),
                                    [&connectors](const auto& target) { return is_url(target, connectors); });
    if (urls == 0) return !targets.empty();
    if (urls == std::ssize(targets)) return false;
    throw refusal(exit_code::usage, "usage",
                  "A message goes either to URLs, directly, or to stored channels, through the outbox. Keep the others "
                  "too, with multipost channels add, or send twice.");
}

chosen_channels choose_channels(const std::vector<channel_url>& targets, const connector_registry& connectors)
{
    chosen_channels chosen;
    complaints wrong;
    for (const auto& url : targets)
    {
        auto found = connectors.channel_from_url(url.url);
        if (!found)
        {
            wrong.add(url, found.error());
            continue;
        }
        if (url.in_arguments && has_secret(*found, connectors.find(found->connector)))
            chosen.secret_in_arguments = true;
        const bool known = std::any_of(chosen.channels.begin(), chosen.channels.end(),
                                       [&found](const channel& other) { return same_place(*found, other); });
        if (known)
            ++chosen.repeated;
        else
            chosen.channels.push_back(std::move(*found));
    }
    wrong.refuse_if_any();
    if (chosen.channels.empty())
        throw refusal(exit_code::no_channel, "no_channel",
                      "There is no channel to send to: name one with -t NAME, -t URL, -t @FILE or -t -.");
    return chosen;
}

} // namespace multipost::cli
