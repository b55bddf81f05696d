// SPDX-License-Identifier: BSL-1.0
#include "accounts/session_cookies.hpp"

namespace webapp {

namespace {

constexpr std::chrono::hours device_age{24 * 180};

} // namespace

session_cookies::session_cookies(std::string_view public_origin, std::chrono::seconds session_age)
    : session_age_(session_age),
      secure_(public_origin.starts_with("https://"))
{
    const std::string prefix = secure_ ? "__Host-" : "";
    session_name_ = prefix + "multipost_session";
    device_name_ = prefix + "multipost_device";
}

std::string session_cookies::set_session(std::string_view token) const
{
    return cookie(session_name_, token, session_age_);
}

std::string session_cookies::set_device(std::string_view token) const
{
    return cookie(device_name_, token, device_age);
}

std::string session_cookies::end_session() const { return cookie(session_name_, "", std::chrono::seconds(0)); }

std::string session_cookies::cookie(std::string_view name, std::string_view value, std::chrono::seconds age) const
{
    std::string out(name);
    out += '=';
    out += value;
    out += "; Path=/; Max-Age=" + std::to_string(age.count());
    if (secure_) out += "; Secure";
    return out + "; HttpOnly; SameSite=Lax";
}

} // namespace webapp
