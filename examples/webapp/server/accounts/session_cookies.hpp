// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_ACCOUNTS_SESSION_COOKIES_HPP
#define WEBAPP_ACCOUNTS_SESSION_COOKIES_HPP

#include <chrono>
#include <string>
#include <string_view>

namespace webapp {

/// Writes the cookies of a session and of a browser that is known.
///
/// HttpOnly, SameSite=Lax, Path=/. Where the public origin is https they are Secure and their names begin with `__Host-`, so
/// that neither another host nor plain http can set them. Where it is http, on a machine or network of one's own, a browser
/// would refuse such a cookie: there they have other names, which an https server never reads.
///
/// @par Specification
/// RFC 6265bis sections 4.1.2 and 4.1.3.2; OWASP ASVS 5.0 V3.3
class session_cookies
{
public:
    /// @param public_origin  "https://post.example.org"
    /// @param session_age    how long a browser keeps a session's cookie: as long as a session can last
    session_cookies(std::string_view public_origin, std::chrono::seconds session_age);

    [[nodiscard]] std::string_view session_name() const noexcept { return session_name_; }
    [[nodiscard]] std::string_view device_name() const noexcept { return device_name_; }

    // Values of Set-Cookie.
    [[nodiscard]] std::string set_session(std::string_view token) const;
    [[nodiscard]] std::string set_device(std::string_view token) const;
    [[nodiscard]] std::string end_session() const;

private:
    [[nodiscard]] std::string cookie(std::string_view name, std::string_view value, std::chrono::seconds age) const;

    std::string session_name_;
    std::string device_name_;
    std::chrono::seconds session_age_;
    bool secure_;
};

} // namespace webapp

#endif
