// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_LOGIN_THROTTLE_HPP
#define WEBAPP_ACCOUNTS_LOGIN_THROTTLE_HPP

#include "accounts/attempt_backoff.hpp"
#include "accounts/attempt_budget.hpp"

#include <boost/asio/ip/address.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

namespace webapp {

struct throttle_settings
{
    attempt_backoff::settings account;
    /// Of a browser that has logged in to the account before.
    attempt_backoff::settings device{.places = 8'192};
    /// Failed logins of an IP address; of IPv6, of a /64, which is what one subscriber has.
    attempt_budget::settings address{50, std::chrono::seconds(6), 16'384};
    /// Failed logins of an IPv4 /24, or an IPv6 /48, which is the most that one subscriber has.
    attempt_budget::settings network{200, std::chrono::seconds(2), 16'384};
    /// Failed logins of all together. Beyond them nobody is refused, but waits in a line.
    attempt_budget::settings everybody{600, std::chrono::milliseconds(100), 1};
    attempt_budget::duration longest_delay = std::chrono::seconds(5);
    std::size_t line = 256;
    std::size_t line_of_network = 4;
    /// Registrations of an IP address.
    attempt_budget::settings registration{60, std::chrono::seconds(3), 16'384};
};

/// Slows down guessing, and never locks anybody out.
///
/// Failed logins count against the account, known or not, against the client's address and the network around it, and against
/// all. What all have used up refuses nobody, for then whoever has enough addresses could keep everybody else out: an attempt
/// waits some seconds in a line, in which a network has few places. A browser that has
/// logged in to the account before is counted by itself: somebody who fails on purpose for a victim does not keep the victim
/// out. The line bounds the guesses over all addresses, which keeps the fixed tables from filling up. Pure: the time is an
/// argument.
///
/// @par Specification
/// OWASP ASVS 5.0 V6.3.1; OWASP, "Slow Down Online Guessing Attacks with Device Cookies"
class login_throttle
{
public:
    using time = attempt_backoff::time;
    using duration = attempt_backoff::duration;

    /// @param secret  decides who shares a place of the tables, so that nobody outside can choose to
    login_throttle(const throttle_settings& s, const std::array<unsigned char, 16>& secret);

    struct login
    {
        std::string_view account; ///< email_key()
        std::string_view device;  ///< what names a browser that is known to this account, or empty
        boost::asio::ip::address client;
        bool is_counted_for_all = true; ///< as admit() said
    };

    struct admission
    {
        duration refused_for{0}; ///< not zero: try again then; nothing was counted
        duration delay{0};       ///< not zero: go on after it, then call leaves_line()
        /// Else it gives nothing back to all: who logs in again and again would make room for guesses.
        bool is_counted_for_all = true;
    };

    /// Counts an attempt as failed, if it may go on.
    [[nodiscard]] admission admit(const login& l, time now);
    /// An attempt that was delayed waits no more.
    void leaves_line(const boost::asio::ip::address& client);
    /// The password was right.
    void succeeded(const login& l);
    /// It never came to compare the password.
    void withdrawn(const login& l);

    /// The same for registrations, each of which counts.
    [[nodiscard]] duration admit_registration(const boost::asio::ip::address& client, time now);
    void registration_withdrawn(const boost::asio::ip::address& client);

private:
    [[nodiscard]] std::uint64_t key(std::string_view text) const;
    [[nodiscard]] std::uint64_t key(const boost::asio::ip::address& client) const;
    [[nodiscard]] std::uint64_t network_key(const boost::asio::ip::address& client) const;
    [[nodiscard]] std::uint64_t key_of_first(const boost::asio::ip::address& client, std::size_t v4_bytes,
                                             std::size_t v6_bytes) const;
    [[nodiscard]] admission enter_line(std::uint64_t network, duration delay);

    std::array<unsigned char, 16> secret_;
    attempt_backoff accounts_;
    attempt_backoff devices_;
    attempt_budget addresses_;
    attempt_budget networks_;
    attempt_budget everybody_;
    attempt_budget registrations_;
    duration longest_delay_;
    std::size_t max_line_;
    std::size_t max_line_of_network_;
    std::size_t in_line_ = 0;
    std::map<std::uint64_t, std::size_t> in_line_of_; ///< of each network that has any
};

} // namespace webapp

#endif
