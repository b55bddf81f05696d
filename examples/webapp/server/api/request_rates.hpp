// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_API_REQUEST_RATES_HPP
#define WEBAPP_API_REQUEST_RATES_HPP

#include "api/request_budget.hpp"
#include "http/request.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace webapp {

/// How dear the answers of a route are, which says how many of them one user gets.
enum class route_class {
    reading,   ///< GET, unless it is said otherwise
    searching, ///< as costly with a parameter ?q=, else as reading
    changing,  ///< every other method, unless it is said otherwise
    costly,
    unbounded, ///< its handler has bounds of its own, or it has to be answered whatever happens
};

/// How many requests of a class are answered at once, and after how long there is one more.
struct request_rate
{
    std::size_t burst;
    std::chrono::milliseconds interval;
};

/// Bounds the requests of each user, and of each client of which nobody knows who it is: so generously that neither somebody
/// quick nor a page full of live queries meets a bound, and a program in a loop does (OWASP ASVS 5.0 V2.4.1). Not thread-safe.
class request_rates
{
public:
    static constexpr request_rate reading{600, std::chrono::milliseconds(50)};
    static constexpr request_rate changing{300, std::chrono::milliseconds(100)};
    static constexpr request_rate costly{120, std::chrono::milliseconds(200)};

    using time_point = request_budget::time_point;

    /// Spends a request of who makes it, or tells how long to wait and spends nothing.
    [[nodiscard]] std::chrono::milliseconds admit(route_class of, const request& r, std::string_view who,
                                                  time_point now);

private:
    [[nodiscard]] request_budget* budget_of(route_class of, const request& r) noexcept;

    request_budget reading_{reading.burst, reading.interval};
    request_budget changing_{changing.burst, changing.interval};
    request_budget costly_{costly.burst, costly.interval};
};

/// What clients that nobody knows are told apart by: an IPv4 address, or the /64 of an IPv6 one, which is what one subscriber
/// has.
[[nodiscard]] std::string network_of(const boost::asio::ip::address& client);

} // namespace webapp

#endif
