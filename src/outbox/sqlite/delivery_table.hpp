// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps the deliveries of posts, as their owners see and change them.
#ifndef MULTIPOST_OUTBOX_SQLITE_DELIVERY_TABLE_HPP
#define MULTIPOST_OUTBOX_SQLITE_DELIVERY_TABLE_HPP

#include <multipost/outbox.hpp>
#include <multipost/outcome.hpp>
#include <multipost/post.hpp>
#include <multipost/sqlite_database.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// The table of deliveries, within a transaction. Throws store_exception. Each transition is one statement that names the state
/// it expects; the worker's are in worker_session.
class delivery_table
{
public:
    explicit delivery_table(sqlite_session& session) noexcept : session_(session) {}

    /// @param position  among the post's, from 0
    void insert(const post& of, const post_delivery& d, std::size_t position);

    /// Of several posts, in their positions, by post; without attempts.
    [[nodiscard]] std::map<std::string, std::vector<post_delivery>>
    of_posts(const std::vector<std::string>& posts) const;
    [[nodiscard]] std::optional<post_delivery> find(const owner_scope& scope, std::string_view id) const;
    /// Every attempt of a post's deliveries, by delivery, in their order.
    [[nodiscard]] std::map<std::string, std::vector<delivery_attempt>> attempts_of(std::string_view post) const;

    /// How many of an owner's are not at an end.
    [[nodiscard]] std::size_t pending_of(std::string_view owner) const;

    /// `failed` or `missed` becomes `queued`, with its attempts counted anew; one whose channel is gone stays. Returns how many did.
    std::size_t retry_failed(std::string_view post, wall_time now);

    /// What has not gone out becomes `cancelled`; `unconfirmed`, when an attempt may have left something. Returns how many did.
    std::size_t cancel_post(std::string_view post, wall_time now);
    /// `cancelled` becomes `scheduled`; one whose channel is gone or leads to another network stays. Returns how many did.
    std::size_t restore_post(std::string_view post, wall_time due_at, wall_time now);
    /// The post's own words were changed, which is shown with what has not gone out.
    void note_change(std::string_view post, wall_time now);
    /// What is `scheduled` or `queued` and was never tried becomes due then.
    ///
    /// @param to  scheduled or queued
    void move_post(std::string_view post, delivery_state to, wall_time due_at, wall_time now);
    /// Takes away the deliveries to other channels, none of which may have been tried, and puts those that stay in the order
    /// of the channels.
    void keep_only(std::string_view post, const std::vector<std::string>& channels, wall_time now);

    /// `unconfirmed` becomes `delivered`. False: it is not.
    [[nodiscard]] bool settle_delivered(const owner_scope& scope, std::string_view id, wall_time now);
    /// `unconfirmed` becomes `queued`, or `failed` when its channel is gone. What a checkpoint knows to be there is not sent
    /// again. False: it is not.
    [[nodiscard]] bool settle_not_delivered(const owner_scope& scope, std::string_view id, wall_time now);

    /// What has not gone out of a channel becomes `cancelled`; `unconfirmed`, when an attempt may have left something.
    /// Returns how many were cancelled.
    std::size_t cancel_channel(std::string_view channel, wall_time now);

    /// What waits for a channel goes to another network now: nothing there knows what the network before may know.
    void move_channel(std::string_view channel, std::string_view connector, wall_time now);

    [[nodiscard]] outbox_counts counts(wall_time now) const;

private:
    sqlite_session& session_;
};

} // namespace multipost

#endif
