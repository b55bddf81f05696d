// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_EVENTS_CHANGE_INBOX_HPP
#define WEBAPP_EVENTS_CHANGE_INBOX_HPP

#include <multipost/outbox.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace webapp {

/// Takes what changed from the database's thread to the server's.
///
/// Threads: put() and close() may be called from any; everything else happens on the executor.
class change_inbox : public std::enable_shared_from_this<change_inbox>
{
public:
    /// What came since the last time; nothing: more than is kept.
    using reader = std::function<void(std::span<const multipost::outbox_change>)>;

    explicit change_inbox(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

    /// Who reads. Before anything comes.
    void read_by(reader r) { reader_ = std::move(r); }

    void put(std::span<const multipost::outbox_change> changes);

    /// Takes nothing more, and touches the executor no more.
    void close();

private:
    void deliver();

    const boost::asio::any_io_executor executor_;
    reader reader_;
    std::mutex mutex_;
    std::vector<multipost::outbox_change> waiting_;
    bool is_announced_ = false;
    bool has_overflown_ = false;
    bool is_closed_ = false;
};

} // namespace webapp

#endif
