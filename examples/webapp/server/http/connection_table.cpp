// SPDX-License-Identifier: BSL-1.0
#include "http/connection_table.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace webapp {

namespace {

/// An IPv6 client owns a whole /64 as a rule, and could come from another address each time.
boost::asio::ip::address counted_as(const boost::asio::ip::address& client)
{
    if (client.is_v4()) return client;
    auto bytes = client.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return boost::asio::ip::address_v6(bytes);
}

constexpr std::size_t share_of_streams(std::size_t bound) noexcept
{
    return std::max<std::size_t>(bound - bound / 4, 1);
}

} // namespace

table_member::table_member(const boost::asio::ip::address& client, bool is_counted)
    : client_(counted_as(client)),
      is_counted_(is_counted)
{}

connection_table::connection_table(std::size_t at_most, std::size_t at_most_per_client, std::function<void()> emptied)
    : at_most_(at_most),
      at_most_per_client_(at_most_per_client),
      emptied_(std::move(emptied))
{}

bool connection_table::admit(table_member& newcomer)
{
    if (newcomer.is_counted_)
    {
        const auto known = per_client_.find(newcomer.client_);
        const bool is_full = known != per_client_.end() && known->second >= at_most_per_client_;
        if (is_full && !drop_longest_waiting_of(newcomer.client_)) return false;
    }
    if (all_.size() >= at_most_ && !drop_longest_waiting()) return false;

    if (newcomer.is_counted_) ++per_client_[newcomer.client_];
    all_.push_back(newcomer);
    waiting_.push_back(newcomer);
    return true;
}

void connection_table::remove(table_member& member)
{
    if (!member.in_all_.is_linked()) return;
    work(member);
    if (member.in_streams_.is_linked()) streams_.erase(streams_.iterator_to(member));
    all_.erase(all_.iterator_to(member));
    if (member.is_counted_)
    {
        const auto count = per_client_.find(member.client_);
        if (--count->second == 0) per_client_.erase(count);
    }
    if (all_.empty() && emptied_) emptied_();
}

void connection_table::wait(table_member& member) noexcept
{
    work(member);
    if (member.in_all_.is_linked()) waiting_.push_back(member);
}

void connection_table::work(table_member& member) noexcept
{
    if (member.in_line_.is_linked()) waiting_.erase(waiting_.iterator_to(member));
}

void connection_table::stream(table_member& member)
{
    work(member);
    if (!member.in_all_.is_linked() || member.in_streams_.is_linked()) return;
    streams_.push_back(member);
    if (member.is_counted_) drop_oldest_stream_beyond(share_of_streams(at_most_per_client_), member.client_);
    if (streams_.size() > share_of_streams(at_most_)) streams_.front().drop();
}

bool connection_table::drop_longest_waiting()
{
    if (waiting_.empty()) return false;
    waiting_.front().drop();
    return true;
}

bool connection_table::drop_longest_waiting_of(const address& client)
{
    const auto found = std::find_if(waiting_.begin(), waiting_.end(),
                                    [&](const auto& member) { return member.client_ == client && member.is_counted_; });
    if (found == waiting_.end()) return false;
    found->drop();
    return true;
}

void connection_table::drop_oldest_stream_beyond(std::size_t at_most, const address& client)
{
    const auto is_of_client = [&](const auto& member) { return member.client_ == client && member.is_counted_; };
    const auto count = std::count_if(streams_.begin(), streams_.end(), is_of_client);
    if (static_cast<std::size_t>(count) <= at_most) return;
    std::find_if(streams_.begin(), streams_.end(), is_of_client)->drop();
}

} // namespace webapp
