// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_LOGIN_THROTTLE_HPP
#define WEBAPP_ACCOUNTS_LOGIN_THROTTLE_HPP

#include "accounts/attempt_backoff.hpp"
#include "accounts/attempt_budget.hpp"

#include <boost/asio/ip/address.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace webapp {

struct throttle_settings
{
    attempt_backoff::settings account;
    /// Of a browser that has logged in to the account before.
    attempt_backoff::settings device{.places = 8'192};
    /// Failed logins of an IP address; of IPv6, of a /64, which is what one subscriber has.
    attempt_budget::settings address{50, std::chrono::seconds(6), 16'384};
    /// Failed logins of all together.
    attempt_budget::settings everybody{600, std::chrono::milliseconds(100), 1};
    /// Registrations of an IP address.
    attempt_budget::settings registration{60, std::chrono::seconds(3), 16'384};
};

/// Slows down guessing, and never locks anybody out.
///
/// Failed logins count against the account, known or not, against the client's address, and against all. A browser that has
/// logged in to the account before is counted by itself: somebody who fails on purpose for a victim does not keep the victim
/// out. That an attacker's guesses over all addresses are bounded keeps the fixed tables from filling up. Pure: the time is
/// an argument.
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
    };

    /// Zero: go on, and it is counted as failed. Else how long to wait; nothing was counted.
    [[nodiscard]] duration admit(const login& l, time now);
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

    std::array<unsigned char, 16> secret_;
    attempt_backoff accounts_;
    attempt_backoff devices_;
    attempt_budget addresses_;
    attempt_budget everybody_;
    attempt_budget registrations_;
};

} // namespace webapp

#endif
