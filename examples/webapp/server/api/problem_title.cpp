// SPDX-License-Identifier: BSL-1.0
#include "api/problem_title.hpp"

#include <algorithm>
#include <utility>

namespace webapp {

namespace {

// Sorted by code. The codes are those of docs/openapi.yaml.
constexpr std::pair<std::string_view, std::string_view> titles[] = {
    {"administrator_only", "For administrators"},
    {"bad_channel", "This is no channel"},
    {"bad_json", "Not valid JSON"},
    {"bad_request", "Not a proper request"},
    {"bad_schedule", "This time cannot be planned"},
    {"bad_value", "A wrong value"},
    {"body_too_large", "Too large"},
    {"changed_meanwhile", "Changed meanwhile"},
    {"channel_unusable", "A channel cannot be used"},
    {"cross_site", "From another site"},
    {"email_taken", "This address has an account"},
    {"idempotency_key_reused", "Idempotency key used before"},
    {"internal", "Something went wrong"},
    {"invitation_invalid", "This invitation is not valid"},
    {"invitation_required", "An invitation is needed"},
    {"limit_reached", "No more of these"},
    {"message_refused", "Not every channel takes this message"},
    {"method_not_allowed", "Method not allowed"},
    {"no_channel", "No channel"},
    {"not_found", "Not found"},
    {"not_json", "Not JSON"},
    {"not_logged_in", "Not logged in"},
    {"not_unconfirmed", "Not unconfirmed"},
    {"nothing_to_retry", "Nothing to send again"},
    {"overloaded", "Not now"},
    {"password_changed", "The password was changed"},
    {"registration_closed", "Registration is closed"},
    {"setup_token_invalid", "This is not the setup token"},
    {"text_empty", "The text says nothing"},
    {"time_passed", "This time has passed"},
    {"too_late", "Too late"},
    {"too_many_attempts", "Too many attempts"},
    {"too_many_posts", "No more messages today"},
    {"too_many_requests", "Too many requests"},
    {"unavailable", "Not now"},
    {"unknown_channel", "Unknown channel"},
    {"unknown_connector", "Unknown connector"},
    {"unknown_member", "Not known here"},
    {"weak_password", "Too easy to guess"},
    {"wrong_credentials", "Wrong address or password"},
    {"wrong_password", "The current password is wrong"},
};

constexpr auto by_code = &std::pair<std::string_view, std::string_view>::first;

static_assert(std::ranges::is_sorted(titles, {}, by_code));

} // namespace

std::string_view title_of(std::string_view code) noexcept
{
    const auto found = std::ranges::lower_bound(titles, code, {}, by_code);
    return found != std::end(titles) && found->first == code ? found->second : "The request was refused";
}

} // namespace webapp
