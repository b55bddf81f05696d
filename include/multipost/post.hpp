// SPDX-License-Identifier: BSL-1.0
/// @file
/// Describes a post as an outbox keeps it: one message, a delivery for each channel, and every attempt.
#ifndef MULTIPOST_POST_HPP
#define MULTIPOST_POST_HPP

#include <multipost/export.h>
#include <multipost/outcome.hpp>
#include <multipost/schedule.hpp>
#include <multipost/stored_channel.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// What to say, and to whom.
struct new_post
{
    std::string owner;
    std::string text; ///< Markdown; see parse_markdown
    std::string title;
    std::string link;
    std::vector<std::string> channels; ///< ids; each once
    /// The client's key, unique for an owner: the same post accepted again under it is the same post. Empty: none.
    std::string idempotency_key;
    /// Whether a channel that is paused or needs attention refuses the post; else what goes there waits, or fails.
    bool only_if_usable = false;
    /// How many posts of its owner may be accepted on one day, of UTC; nothing: as many as there are.
    std::optional<std::size_t> max_per_day = {};
    /// When it goes out; nothing: at once.
    std::optional<schedule> when = {};
};

/// One try of a delivery.
struct delivery_attempt
{
    unsigned number = 1;
    wall_time started_at{};
    std::optional<wall_time> ended_at; ///< nothing while it is under way, or when the process died meanwhile
    delivery_state state = delivery_state::sending; ///< what it led to
    std::optional<multipost::failure> failure;
    std::chrono::milliseconds elapsed{0};
};

/// One message on its way to one channel.
struct post_delivery
{
    std::string id; ///< UUID; the network's idempotency key, where it takes one
    std::string post;
    std::string channel;      ///< id
    std::string channel_name; ///< at the time it was accepted
    std::string connector;
    delivery_state state = delivery_state::queued;
    wall_time due_at{}; ///< when it is tried (again)
    unsigned attempts = 0;
    multipost::proof proof = proof::none;
    std::string remote_id;
    std::string permalink;
    /// Why it is not delivered: of an end that is none, or of the last try while it waits.
    std::optional<multipost::failure> failure;
    wall_time updated_at{};
    std::vector<delivery_attempt> attempts_made; ///< outbox::async_find_post only
};

/// Where a post stands; derived from its deliveries, never stored.
enum class post_state {
    draft,            ///< it has no deliveries
    sending,          ///< some delivery is queued, sending or waiting
    scheduled,        ///< else: some delivery is scheduled
    unconfirmed,      ///< else: some delivery is unconfirmed
    delivered,        ///< all are
    failed,           ///< all are, or no other word fits
    missed,           ///< all are
    cancelled,        ///< all are
    partly_delivered, ///< some are delivered
};

/// "draft", "sending", ...
[[nodiscard]] MULTIPOST_EXPORT std::string_view to_string(post_state state) noexcept;
[[nodiscard]] MULTIPOST_EXPORT std::optional<post_state> post_state_from_string(std::string_view name) noexcept;
/// The state of a post whose deliveries are in these; the first in the order of the enumeration that fits.
[[nodiscard]] MULTIPOST_EXPORT post_state state_of(std::span<const delivery_state> deliveries) noexcept;

/// When a post goes out, or went out.
struct post_schedule
{
    schedule asked;
    wall_time instant{}; ///< what it means by the zone's rules as they are known now

    friend bool operator==(const post_schedule&, const post_schedule&) = default;
};

struct post
{
    std::string id; ///< UUID, sorts by time
    std::string owner;
    std::string text;
    std::string title;
    std::string link;
    wall_time created_at{};
    wall_time updated_at{};
    post_state state = post_state::draft;
    std::optional<post_schedule> when; ///< nothing: it went out, or goes out, at once
    /// Counted up when its user changes, cancels or restores it; what happens to its deliveries does not count.
    std::int64_t revision = 1;
    std::vector<post_delivery> deliveries; ///< in the order of new_post::channels
};

/// What to change in a post before any of it has gone out. What is not given stays.
struct post_change
{
    /// post::revision as its user saw it; nothing: whatever it is now.
    std::optional<std::int64_t> revision;
    std::optional<std::string> text;
    std::optional<std::string> title;
    std::optional<std::string> link;
    std::optional<std::vector<std::string>> channels; ///< new_post::channels
    /// When it goes out.
    std::optional<schedule> when;
    /// It goes out now; `when` is not looked at.
    bool at_once = false;
};

/// Which posts, newest first; what is to come, soonest first. What is not given does not matter.
struct post_query
{
    owner_scope scope = owner_scope::of({});
    std::set<post_state> states;        ///< in one of these; empty: in any
    std::optional<std::string> channel; ///< id
    std::string text;                   ///< part of the text or title, whatever the case of its letters
    /// Only posts of which some delivery is scheduled.
    bool to_come = false;
    std::optional<wall_time> from; ///< created at or after; of what is to come: it goes out at or after
    std::optional<wall_time> to;   ///< created before; of what is to come: it goes out before
    std::size_t limit = 20;        ///< 1 to 100
    std::string cursor;            ///< post_page::next of the page before
};

struct post_page
{
    std::vector<post> items;
    std::string next; ///< empty: there are no more
};

/// How many posts stand where, among the newest of a scope.
struct post_counts
{
    std::map<post_state, std::size_t> posts; ///< states without posts are left out
    std::size_t total = 0;
    bool capped = false;     ///< there are older ones, which are not counted
    std::size_t to_come = 0; ///< posts of which some delivery is scheduled, however old; at most 1,000 are counted
};

/// Why a channel cannot get a message.
struct channel_refusal
{
    std::string channel; ///< id
    multipost::failure failure;
    std::size_t length = 0; ///< when the text is too long: what the network counts, and takes
    std::size_t limit = 0;
};

/// What became of a new_post or a post_change: accepted whole or not at all.
struct accepted_post
{
    /// As it was when it was accepted, also when it is told again under the same key; a post that its user has changed,
    /// cancelled or restored since as it is now.
    post accepted;
    bool replayed = false; ///< it had been accepted before, under the same key
    /// Why not; one for each channel that cannot get it. Empty: accepted.
    std::vector<channel_refusal> refusals;
    /// What its schedule means, when it is given one.
    std::optional<planned_time> planned = {};
};

/// What the user found out about an unconfirmed delivery.
enum class resolution {
    delivered,     ///< it is there
    not_delivered, ///< it is not: send it again
};

} // namespace multipost

#endif
