// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_LEDGER_HPP
#define SANDBOX_LEDGER_HPP

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// A message that a reader of a network sees.
struct published_message
{
    std::string network;                      ///< "slack", "discord"
    std::string channel;                      ///< stable name of the webhook, without its secret: "T1/B1", "1"
    std::string id;                           ///< the network's id of the message
    std::string text;                         ///< as the network stores it
    boost::json::value request;               ///< the JSON that asked for it
    std::optional<std::string> key;           ///< idempotency key, when the request had one
    std::chrono::system_clock::time_point at; ///< when it was published
    std::vector<std::string> notified;        ///< who is pinged: "everyone", "here", "channel", "user:U1", "role:2"
    std::optional<std::chrono::system_clock::time_point> edited_at;
    std::uint64_t revision = 0; ///< given by the ledger, grows with every change
    std::size_t size_bytes = 0; ///< of the request, for the ledger's bound
};

/// Returns a message as GET /ledger and the page's events show it.
[[nodiscard]] boost::json::object to_json(const published_message& message);

/// All that was published, oldest first; the oldest is forgotten above the bounds.
///
/// Thread-safe: every member may be called from any thread.
class ledger
{
public:
    static constexpr std::size_t max_messages = 10'000;
    static constexpr std::size_t max_bytes = 64 * 1024 * 1024; ///< sum of size_bytes

    /// What a watcher has to know since a revision.
    struct changes
    {
        bool from_scratch = false; ///< something was removed: forget all, then take `messages`
        std::vector<published_message> messages;
        std::uint64_t revision = 0; ///< pass it next time
    };

    using watcher_id = std::uint64_t;

    void publish(published_message message);

    [[nodiscard]] std::optional<published_message> find(std::string_view network, std::string_view channel,
                                                        std::string_view id) const;

    /// Replaces the message of the same network, channel and id.
    /// @return  false when there is none
    bool replace(published_message message);

    /// @return  false when there is none
    bool remove(std::string_view network, std::string_view channel, std::string_view id);

    void clear();

    /// Returns the messages whose text contains `mark`, oldest first; all of them for an empty mark.
    [[nodiscard]] std::vector<published_message> published(std::string_view mark = {}) const;

    /// Returns what changed after `revision`, at most the `newest` newest messages.
    [[nodiscard]] changes since(std::uint64_t revision, std::size_t newest) const;

    /// Calls `changed` after every change, on the changing thread, until unwatch().
    [[nodiscard]] watcher_id watch(std::function<void()> changed);

    /// Once it has returned, the watcher is not called any more.
    void unwatch(watcher_id id);

private:
    using messages = std::deque<published_message>;

    messages::iterator locate(std::string_view network, std::string_view channel, std::string_view id);
    void forget_oldest();
    void tell();

    mutable std::mutex mutex_;
    messages messages_;
    std::size_t bytes_ = 0;
    std::uint64_t revision_ = 0;
    std::uint64_t last_removal_ = 0;

    // Apart from mutex_, so that a watcher may read the ledger.
    std::mutex watchers_mutex_;
    std::map<watcher_id, std::function<void()>> watchers_;
    watcher_id next_watcher_ = 0;
};

} // namespace sandbox

#endif
