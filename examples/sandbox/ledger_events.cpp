// SPDX-License-Identifier: BSL-1.0
#include "ledger_events.hpp"

#include <boost/json/serialize.hpp>

#include <charconv>
#include <chrono>

namespace sandbox {

namespace {

constexpr std::size_t newest = 200; // a page shows no more

// Tells this run of the server from another, whose revisions mean something else.
const std::string& run()
{
    static const auto name = std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
    return name;
}

std::optional<std::uint64_t> revision_in(std::string_view event_id)
{
    if (!event_id.starts_with(run() + "-")) return std::nullopt;
    event_id.remove_prefix(run().size() + 1);
    std::uint64_t revision = 0;
    const auto* end = event_id.data() + event_id.size();
    const auto [stop, error] = std::from_chars(event_id.data(), end, revision);
    return error == std::errc{} && stop == end ? std::optional{revision} : std::nullopt;
}

void append_event(std::string& out, std::string_view name, std::string_view data)
{
    out.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
}

} // namespace

ledger_events::ledger_events(ledger& watched, std::string_view last_event_id)
    : watched_{watched},
      revision_{revision_in(last_event_id)}
{}

ledger_events::~ledger_events()
{
    if (watcher_) watched_.unwatch(*watcher_);
}

void ledger_events::on_change(std::function<void()> wake) { watcher_ = watched_.watch(std::move(wake)); }

std::string ledger_events::next()
{
    const bool first = !revision_;
    const auto changes = watched_.since(revision_.value_or(0), newest);
    if (!first && changes.revision == *revision_) return {};
    revision_ = changes.revision;
    std::string out;
    if (first || changes.from_scratch) append_event(out, "reset", "{}");
    for (const auto& m : changes.messages) append_event(out, "message", boost::json::serialize(to_json(m)));
    // The only one with an id: a batch that was cut is sent again, whole.
    out.append("id: ").append(run()).append("-").append(std::to_string(changes.revision)).append("\n");
    append_event(out, "ready", "{}");
    return out;
}

} // namespace sandbox
