// SPDX-License-Identifier: BSL-1.0
#include "ledger.hpp"

#include "timestamp.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace sandbox {

boost::json::object to_json(const published_message& message)
{
    boost::json::array notified;
    for (const auto& name : message.notified) notified.emplace_back(name);
    boost::json::object o;
    o["network"] = message.network;
    o["channel"] = message.channel;
    o["id"] = message.id;
    o["text"] = message.text;
    o["request"] = message.request;
    o["key"] = message.key ? boost::json::value(*message.key) : boost::json::value(nullptr);
    o["at"] = rfc3339(message.at);
    o["notified"] = std::move(notified);
    o["edited_at"] = message.edited_at ? boost::json::value(rfc3339(*message.edited_at)) : boost::json::value(nullptr);
    return o;
}

ledger::messages::iterator ledger::locate(std::string_view network, std::string_view channel, std::string_view id)
{
    // From the newest: what is edited or removed was mostly published a moment ago.
    const auto found = std::find_if(messages_.rbegin(), messages_.rend(), [&](const published_message& m) {
        return m.id == id && m.channel == channel && m.network == network;
    });
    return found == messages_.rend() ? messages_.end() : std::prev(found.base());
}

void ledger::forget_oldest()
{
    while (messages_.size() > max_messages || (bytes_ > max_bytes && messages_.size() > 1))
    {
        bytes_ -= messages_.front().size_bytes;
        messages_.pop_front();
    }
}

void ledger::publish(published_message message)
{
    {
        const std::lock_guard lock{mutex_};
        message.revision = ++revision_;
        bytes_ += message.size_bytes;
        messages_.push_back(std::move(message));
        forget_oldest();
    }
    tell();
}

std::optional<published_message> ledger::find(std::string_view network, std::string_view channel,
                                              std::string_view id) const
{
    const std::lock_guard lock{mutex_};
    const auto found = std::find_if(messages_.rbegin(), messages_.rend(), [&](const published_message& m) {
        return m.id == id && m.channel == channel && m.network == network;
    });
    return found == messages_.rend() ? std::nullopt : std::optional{*found};
}

bool ledger::replace(published_message message)
{
    {
        const std::lock_guard lock{mutex_};
        const auto found = locate(message.network, message.channel, message.id);
        if (found == messages_.end()) return false;
        message.revision = ++revision_;
        bytes_ = bytes_ - found->size_bytes + message.size_bytes;
        *found = std::move(message);
        forget_oldest();
    }
    tell();
    return true;
}

bool ledger::remove(std::string_view network, std::string_view channel, std::string_view id)
{
    {
        const std::lock_guard lock{mutex_};
        const auto found = locate(network, channel, id);
        if (found == messages_.end()) return false;
        bytes_ -= found->size_bytes;
        messages_.erase(found);
        last_removal_ = ++revision_;
    }
    tell();
    return true;
}

void ledger::clear()
{
    {
        const std::lock_guard lock{mutex_};
        messages_.clear();
        bytes_ = 0;
        last_removal_ = ++revision_;
    }
    tell();
}

std::vector<published_message> ledger::published(std::string_view mark) const
{
    const std::lock_guard lock{mutex_};
    std::vector<published_message> found;
    for (const auto& m : messages_)
        if (m.text.find(mark) != std::string::npos) found.push_back(m);
    return found;
}

ledger::changes ledger::since(std::uint64_t revision, std::size_t newest) const
{
    const std::lock_guard lock{mutex_};
    changes c;
    c.revision = revision_;
    c.from_scratch = revision < last_removal_;
    const auto after = c.from_scratch ? 0 : revision;
    for (auto m = messages_.rbegin(); m != messages_.rend() && c.messages.size() < newest; ++m)
        if (m->revision > after) c.messages.push_back(*m);
    std::reverse(c.messages.begin(), c.messages.end());
    return c;
}

ledger::watcher_id ledger::watch(std::function<void()> changed)
{
    const std::lock_guard lock{watchers_mutex_};
    watchers_.emplace(++next_watcher_, std::move(changed));
    return next_watcher_;
}

void ledger::unwatch(watcher_id id)
{
    const std::lock_guard lock{watchers_mutex_};
    watchers_.erase(id);
}

void ledger::tell()
{
    const std::lock_guard lock{watchers_mutex_};
    for (const auto& [id, changed] : watchers_) changed();
}

} // namespace sandbox
