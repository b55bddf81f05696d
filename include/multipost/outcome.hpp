// SPDX-License-Identifier: BSL-1.0
/// @file
/// Tells what became of one delivery.
#ifndef MULTIPOST_OUTCOME_HPP
#define MULTIPOST_OUTCOME_HPP

#include <multipost/channel.hpp>
#include <multipost/export.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// A point in time, UTC.
using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

/// How far a delivery is. A publisher's result is one of the first four; an outbox knows the others too.
enum class delivery_state {
    delivered,   ///< a reader of the network sees the message, by the proof given
    failed,      ///< it was not published
    unconfirmed, ///< it may have been published; nobody can know
    cancelled,   ///< it was called off before anything was published
    missed,      ///< its time passed while nothing could be sent, and it was too late to be of use
    scheduled,   ///< its time has not come
    queued,      ///< it is due and waits for its turn
    sending,     ///< it is under way
    waiting,     ///< a try failed; it is tried again later
};

/// How the network proved a delivery.
enum class proof {
    none,
    id,       ///< it named the message: delivery_result::remote_id
    accepted, ///< it documents this very answer as success, and names nothing
};

/// Why a delivery did not succeed, by what may be done about it. Values are those of the plugin ABI (MP_FAILURE_...).
enum class failure_class : std::uint32_t {
    message_rejected = 1, ///< this message, never again
    channel_dead = 2,     ///< the hook or room is gone: nothing more to it until it is edited
    auth = 3,             ///< credentials: the channel needs attention
    rate_limited = 4,     ///< not applied; not again before retry_after
    transient = 5,        ///< known not applied: may be tried again later
    unconfirmed = 6,      ///< may have been applied
};

/// The enumerator's name: "delivered".
[[nodiscard]] MULTIPOST_EXPORT std::string_view to_string(delivery_state state) noexcept;
/// The state of that name, or nothing.
[[nodiscard]] MULTIPOST_EXPORT std::optional<delivery_state> delivery_state_from_string(std::string_view name) noexcept;
/// Whether nothing more happens to it by itself.
[[nodiscard]] MULTIPOST_EXPORT bool is_end(delivery_state state) noexcept;
/// "none", "id", "accepted".
[[nodiscard]] MULTIPOST_EXPORT std::string_view to_string(proof p) noexcept;
/// "message_rejected", "channel_dead", ...
[[nodiscard]] MULTIPOST_EXPORT std::string_view to_string(failure_class kind) noexcept;
/// The class or proof of that name, or nothing.
[[nodiscard]] MULTIPOST_EXPORT std::optional<failure_class> failure_class_from_string(std::string_view name) noexcept;
[[nodiscard]] MULTIPOST_EXPORT std::optional<proof> proof_from_string(std::string_view name) noexcept;

/// What a rate limit or a pause holds for. Values are those of the plugin ABI (MP_SCOPE_...).
enum class limit_scope : std::uint32_t {
    channel = 1,
    credential = 2,
    origin = 3,
};

/// Why a delivery did not succeed. No text here ever holds a secret.
struct failure
{
    failure_class kind = failure_class::unconfirmed;
    std::string code;         ///< stable: "no_service", "timeout", "certificate_expired"
    std::string what;         ///< one sentence: what happened
    std::string advice;       ///< one sentence: what to do; may be empty
    std::string remote_words; ///< the network's own words, to be shown as a quotation; may be empty
    /// How long the network asked to wait; nothing if it did not say.
    std::optional<std::chrono::milliseconds> retry_after;
    limit_scope retry_scope = limit_scope::channel;
};

/// What a preview or a delivery changed in the message to fit the network.
struct notice
{
    std::string code; ///< stable: "link_flattened", "heading_as_bold", "attachment_dropped"
    std::string what; ///< one sentence
};

/// What became of one delivery: one channel, one message.
struct delivery_result
{
    std::string delivery_id; ///< UUID, the same for every attempt
    std::string connector;
    std::string channel; ///< its label
    delivery_state state = delivery_state::failed;
    multipost::proof proof = proof::none;
    std::string remote_id;
    std::string permalink;
    /// Present unless delivered.
    std::optional<multipost::failure> failure;
    std::vector<notice> notices;
    /// Settings the network changed meanwhile (a rotated token), by name: store them with the channel, whatever the state
    /// is, because those it was sent with may be void. Empty: none changed.
    channel_settings changed_settings;
    unsigned attempts = 0; ///< how often something was sent
    std::chrono::milliseconds elapsed{0};
};

} // namespace multipost

#endif
