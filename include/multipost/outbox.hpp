// SPDX-License-Identifier: BSL-1.0
/// @file
/// Remembers posts until they are told, and what became of each delivery.
///
/// @code
/// auto database = multipost::sqlite_database::open("/var/lib/announcer/announcer.db").value();
/// auto outbox = multipost::outbox::open(database, connectors, key).value();
/// multipost::outbox_worker worker(outbox, publisher);
/// worker.start();
/// auto channel = outbox.async_add_channel(wanted, asio::use_future).get().value();
/// auto accepted = outbox.async_accept({.owner = "me", .text = "**1.0** is out", .channels = {channel.id}},
///                                     asio::use_future).get().value();
/// @endcode
///
/// States and transitions of a delivery are drawn in docs/outbox.md.
#ifndef MULTIPOST_OUTBOX_HPP
#define MULTIPOST_OUTBOX_HPP

#include <multipost/connector_registry.hpp>
#include <multipost/error.hpp>
#include <multipost/export.h>
#include <multipost/log_sink.hpp>
#include <multipost/master_key.hpp>
#include <multipost/post.hpp>
#include <multipost/sqlite_database.hpp>
#include <multipost/stored_channel.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace multipost {

/// That something of an owner's is no longer as it was. What it is now, or whether it is gone, is to be asked.
struct outbox_change
{
    enum class subject { post, channel };

    subject what = subject::post;
    std::string owner;
    std::string id;

    friend bool operator==(const outbox_change&, const outbox_change&) = default;
};

/// Told what has changed. See outbox_options::on_change.
using change_listener = std::function<void(std::span<const outbox_change>)>;

/// Bounds of what one owner may keep; beyond them errc::limit_reached.
struct outbox_options
{
    std::size_t max_channels_per_owner = 100;
    std::size_t max_channels_per_post = 50;
    /// Deliveries of an owner that are not at an end.
    std::size_t max_pending_per_owner = 10'000;
    /// How far ahead a post may be scheduled.
    std::chrono::days max_days_ahead{731};
    log_sink log;
    /// Told after each commit what it changed: posts by their deliveries, from acceptance to the last attempt, and channels.
    /// Each once, in the order of their first change; works that share a commit are told of together. What was rolled back
    /// is not told; what outbox::open finds interrupted is, before it returns.
    ///
    /// Called on the database's thread, before the operations that made the changes complete: nothing is stored meanwhile,
    /// so it must neither block nor wait. What it throws is caught and logged. May be called until the database is closed.
    change_listener on_change;
};

/// How full an outbox is, over all owners.
struct outbox_counts
{
    std::map<delivery_state, std::size_t> deliveries;
    /// Since when the oldest delivery that could go out has been due; nothing: none is.
    std::optional<wall_time> oldest_due;
};

/// A durable outbox. A handle: copies share the same one.
///
/// What was accepted is stored: every operation completes after its commit. Ids that do not exist and ids of another owner
/// are the same errc::not_found.
///
/// Threads: every member may be called from any thread. Operations complete through the handler's associated executor; a
/// handler without one runs on a thread of the system's pool. An exception out of a handler belongs to whoever runs its
/// executor; on the system's pool it ends the process. With asio::use_future they block. Each operation completes with one
/// result; beside the errors named, with errc::store_failed or errc::store_full, after which nothing has changed.
class MULTIPOST_EXPORT outbox
{
public:
    /// Opens the outbox kept in an SQLite database, bringing its tables up to date.
    ///
    /// Deliveries that were under way when the process before ended are judged here: what may have been published is
    /// `unconfirmed`, or tried again under the same id where the network recognises it; all else is due again.
    ///
    /// @par Errors
    /// @li errc::wrong_master_key  the database's secrets were stored under another key
    /// @li those of sqlite_database::migrate
    [[nodiscard]] static result<outbox> open(sqlite_database database, connector_registry connectors, master_key key,
                                             outbox_options options = {});

    /// Keeps a channel.
    ///
    /// @par Errors
    /// @li errc::bad_channel  the name is empty, too long (100 graphemes) or not UTF-8
    /// @li errc::limit_reached
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_add_channel(new_channel c, CompletionToken&& token = {})
    {
        return initiate<stored_channel>(&outbox::add_channel, token, std::move(c));
    }

    /// @par Errors
    /// @li errc::not_found
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_find_channel(owner_scope scope, std::string id, CompletionToken&& token = {})
    {
        return initiate<stored_channel>(&outbox::find_channel, token, std::move(scope), std::move(id));
    }

    /// All channels of the scope, by name.
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_list_channels(owner_scope scope, CompletionToken&& token = {})
    {
        return initiate<std::vector<stored_channel>>(&outbox::list_channels, token, std::move(scope));
    }

    /// A channel with its secrets, to check it or to preview a message. Its label is its name.
    ///
    /// @par Errors
    /// @li errc::not_found
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_open_channel(owner_scope scope, std::string id, CompletionToken&& token = {})
    {
        return initiate<channel>(&outbox::open_channel, token, std::move(scope), std::move(id));
    }

    /// Changes a channel. Deliveries that have not gone out use it as it is then.
    ///
    /// @par Errors
    /// @li errc::not_found, errc::bad_channel
    /// @li errc::changed_meanwhile  it is not at if_revision any more
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_change_channel(owner_scope scope, std::string id, channel_change change, CompletionToken&& token = {})
    {
        return initiate<stored_channel>(&outbox::change_channel, token, std::move(scope), std::move(id),
                                        std::move(change));
    }

    /// Notes what a check of a channel found: nothing clears its problem, a failure of class auth or channel_dead sets it.
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_note_check(owner_scope scope, std::string id, std::optional<failure> found, CompletionToken&& token = {})
    {
        return initiate<stored_channel>(&outbox::note_check, token, std::move(scope), std::move(id), std::move(found));
    }

    /// Forgets a channel and its secrets at once. Deliveries to it that have not gone out are cancelled; the history stays.
    ///
    /// Completes with how many were cancelled.
    /// @par Errors
    /// @li errc::not_found
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_remove_channel(owner_scope scope, std::string id, CompletionToken&& token = {})
    {
        return initiate<std::size_t>(&outbox::remove_channel, token, std::move(scope), std::move(id));
    }

    /// Accepts a post for all its channels, or for none; due at once, or when its schedule says.
    ///
    /// @par Errors
    /// @li errc::bad_schedule  see plan; also when the time is more than outbox_options::max_days_ahead away
    /// @li errc::time_passed
    /// @li errc::bad_message, errc::text_too_long  see parse_markdown
    /// @li errc::not_found  a channel does not exist or is somebody else's; the text names its id
    /// @li errc::bad_channel  no channel is given, or one twice
    /// @li errc::idempotency_key_reused
    /// @li errc::limit_reached, errc::daily_limit_reached
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_accept(new_post p, CompletionToken&& token = {})
    {
        return initiate<accepted_post>(&outbox::accept, token, std::move(p));
    }

    /// Changes a post of which nothing has been tried yet. Either the change wins, and what goes out is the post as changed,
    /// or it was too late.
    ///
    /// A channel that stays keeps its delivery, one that is left out loses it, one that is cancelled stays so. Completes with
    /// the post, or with why one of its channels could not get it; then nothing is changed.
    ///
    /// @par Errors
    /// @li errc::not_found
    /// @li errc::too_late  an attempt has begun, or the post is at an end
    /// @li errc::changed_meanwhile  the revision is not the post's
    /// @li those of async_accept
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_change_post(owner_scope scope, std::string id, post_change change, CompletionToken&& token = {})
    {
        return initiate<accepted_post>(&outbox::change_post, token, std::move(scope), std::move(id), std::move(change));
    }

    /// Cancels what of a post has not gone out: `scheduled`, `queued` and `waiting` become `cancelled`, or `unconfirmed` where
    /// an attempt may have left something. Completes with the post.
    ///
    /// @param revision  post::revision as its user saw it; nothing: whatever it is now
    /// @par Errors
    /// @li errc::not_found
    /// @li errc::too_late  nothing of it could be cancelled
    /// @li errc::changed_meanwhile
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_cancel(owner_scope scope, std::string id, std::optional<std::int64_t> revision,
                      CompletionToken&& token = {})
    {
        return initiate<post>(&outbox::cancel, token, std::move(scope), std::move(id), revision);
    }

    /// Takes back a cancellation while the post's time has not come: its `cancelled` deliveries are `scheduled` again, those
    /// whose channel is gone stay. Completes with the post.
    ///
    /// @par Errors
    /// @li errc::not_found
    /// @li errc::too_late  it is due by now or never had a time, or none of its deliveries is cancelled
    /// @li errc::changed_meanwhile
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_restore(owner_scope scope, std::string id, std::optional<std::int64_t> revision,
                       CompletionToken&& token = {})
    {
        return initiate<post>(&outbox::restore, token, std::move(scope), std::move(id), revision);
    }

    /// A post with its deliveries and all their attempts.
    ///
    /// @par Errors
    /// @li errc::not_found
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_find_post(owner_scope scope, std::string id, CompletionToken&& token = {})
    {
        return initiate<post>(&outbox::find_post, token, std::move(scope), std::move(id));
    }

    /// A page of posts, newest first. A page that is not the last may have fewer than asked for, even none: where they are
    /// large, or where a long history is searched for a text.
    ///
    /// @par Errors
    /// @li errc::bad_configuration  the limit or the cursor is wrong
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_list_posts(post_query query, CompletionToken&& token = {})
    {
        return initiate<post_page>(&outbox::list_posts, token, std::move(query));
    }

    /// How many posts are in each state, among the newest 1,000 of the scope: a long history is not read whole.
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_count_posts(owner_scope scope, CompletionToken&& token = {})
    {
        return initiate<post_counts>(&outbox::count_posts, token, std::move(scope));
    }

    /// Sends a post's failed deliveries again, at once, with their attempts counted anew. Completes with the post.
    ///
    /// @par Errors
    /// @li errc::not_found
    /// @li errc::too_late  none of them is `failed`
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_retry(owner_scope scope, std::string post_id, CompletionToken&& token = {})
    {
        return initiate<post>(&outbox::retry, token, std::move(scope), std::move(post_id));
    }

    /// Settles an unconfirmed delivery by what the user saw.
    ///
    /// @par Errors
    /// @li errc::not_found
    /// @li errc::too_late  it is not `unconfirmed`
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_resolve(owner_scope scope, std::string delivery_id, resolution as, CompletionToken&& token = {})
    {
        return initiate<post_delivery>(&outbox::resolve, token, std::move(scope), std::move(delivery_id), as);
    }

    template <class CompletionToken = boost::asio::deferred_t>
    auto async_counts(CompletionToken&& token = {})
    {
        return initiate<outbox_counts>(&outbox::counts, token);
    }

    /// Stores every channel's secrets under a new data key, itself under the master key given. From then on the outbox
    /// opens with that master key only. Completes with how many channels there are.
    ///
    /// @par Errors
    /// @li errc::changed_meanwhile  it is being done already
    template <class CompletionToken = boost::asio::deferred_t>
    auto async_rotate_key(master_key next, CompletionToken&& token = {})
    {
        return initiate<std::size_t>(&outbox::rotate_key, token, std::move(next));
    }

private:
    friend struct outbox_access;
    class impl;

    template <class T>
    using handler = boost::asio::any_completion_handler<void(result<T>)>;

    template <class T, class CompletionToken, class... Arguments, class... Values>
    auto initiate(void (outbox::*start)(handler<T>, Arguments...), CompletionToken&& token, Values&&... values)
    {
        return boost::asio::async_initiate<CompletionToken, void(result<T>)>(
            [self = *this, start](auto completion, auto... arguments) mutable {
                (self.*start)(handler<T>(std::move(completion)), std::move(arguments)...);
            },
            token, std::forward<Values>(values)...);
    }

    void add_channel(handler<stored_channel> done, new_channel c);
    void find_channel(handler<stored_channel> done, owner_scope scope, std::string id);
    void list_channels(handler<std::vector<stored_channel>> done, owner_scope scope);
    void open_channel(handler<channel> done, owner_scope scope, std::string id);
    void change_channel(handler<stored_channel> done, owner_scope scope, std::string id, channel_change change);
    void note_check(handler<stored_channel> done, owner_scope scope, std::string id, std::optional<failure> found);
    void remove_channel(handler<std::size_t> done, owner_scope scope, std::string id);
    void accept(handler<accepted_post> done, new_post p);
    void change_post(handler<accepted_post> done, owner_scope scope, std::string id, post_change change);
    void cancel(handler<post> done, owner_scope scope, std::string id, std::optional<std::int64_t> revision);
    void restore(handler<post> done, owner_scope scope, std::string id, std::optional<std::int64_t> revision);
    void find_post(handler<post> done, owner_scope scope, std::string id);
    void list_posts(handler<post_page> done, post_query query);
    void count_posts(handler<post_counts> done, owner_scope scope);
    void retry(handler<post> done, owner_scope scope, std::string post_id);
    void resolve(handler<post_delivery> done, owner_scope scope, std::string delivery_id, resolution as);
    void counts(handler<outbox_counts> done);
    void rotate_key(handler<std::size_t> done, master_key next);

    explicit outbox(std::shared_ptr<impl> i) noexcept;
    std::shared_ptr<impl> impl_;
};

} // namespace multipost

#endif
