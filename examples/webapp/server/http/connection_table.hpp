// SPDX-License-Identifier: BSL-1.0
/// @file
/// Decides who may be connected. No I/O.
#ifndef WEBAPP_HTTP_CONNECTION_TABLE_HPP
#define WEBAPP_HTTP_CONNECTION_TABLE_HPP

#include <boost/asio/ip/address.hpp>
#include <boost/intrusive/list.hpp>

#include <cstddef>
#include <functional>
#include <map>

namespace webapp {

/// Somebody who is connected.
class table_member
{
public:
    virtual ~table_member() = default;
    table_member(const table_member&) = delete;
    table_member& operator=(const table_member&) = delete;

    /// Ends the connection and leaves the table. Its descriptor is free when this returns.
    virtual void drop() = 0;

protected:
    /// @param is_counted  whether the bound for one client holds for it: not for a proxy, which is many clients
    table_member(const boost::asio::ip::address& client, bool is_counted);

private:
    friend class connection_table;
    using hook = boost::intrusive::list_member_hook<boost::intrusive::link_mode<boost::intrusive::safe_link>>;

    boost::asio::ip::address client_; ///< of an IPv6 one its /64
    bool is_counted_;
    hook in_all_;
    hook in_line_;
    hook in_streams_;
};

/// All connections, and the line of those that wait for their client, the longest wait first.
///
/// At a bound the head of the line makes room. A bound alone would let whoever opens the most connections keep everybody
/// else out.
///
/// Those whose answer goes on, streams, are in no line: they wait for nobody, and make no room for a newcomer. But they take
/// three quarters of a bound at most; beyond that the oldest of them makes room for the next. The last quarter is always
/// left to those who ask and are answered.
class connection_table
{
public:
    /// @param at_most             connections
    /// @param at_most_per_client  connections from one IPv4 address, or one IPv6 /64
    /// @param emptied             called whenever the last one leaves
    connection_table(std::size_t at_most, std::size_t at_most_per_client, std::function<void()> emptied = {});

    /// Takes somebody in, at the end of the line; drops others for it when a bound is reached.
    /// @return  false: the bound is reached, and nobody waits for a client
    bool admit(table_member& newcomer);

    /// Takes somebody out; nothing when it is not in.
    void remove(table_member& member);

    /// It waits for its client from now on.
    void wait(table_member& member) noexcept;

    /// It works, and is not to be dropped.
    void work(table_member& member) noexcept;

    /// Its answer goes on until it is dropped. Drops the oldest stream when there are too many, of its client or in all.
    void stream(table_member& member);

    /// Drops who has waited longest.
    /// @return  false: nobody waits
    bool drop_longest_waiting();

    /// Calls for each member. It may leave the table meanwhile, others may not.
    template <class Action>
    void for_each(Action action)
    {
        for (auto at = all_.begin(); at != all_.end();) action(*at++);
    }

    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }

private:
    using address = boost::asio::ip::address;
    using everybody =
        boost::intrusive::list<table_member,
                               boost::intrusive::member_hook<table_member, table_member::hook, &table_member::in_all_>>;
    using line = boost::intrusive::list<
        table_member, boost::intrusive::member_hook<table_member, table_member::hook, &table_member::in_line_>>;

    using streams = boost::intrusive::list<
        table_member, boost::intrusive::member_hook<table_member, table_member::hook, &table_member::in_streams_>>;

    bool drop_longest_waiting_of(const address& client);
    void drop_oldest_stream_beyond(std::size_t at_most, const address& client);

    std::size_t at_most_;
    std::size_t at_most_per_client_;
    std::function<void()> emptied_;
    everybody all_;
    line waiting_;
    streams streams_; ///< the oldest first
    std::map<address, std::size_t> per_client_;
};

} // namespace webapp

#endif
