// SPDX-License-Identifier: BSL-1.0
// Who gets an account.
#include "accounts/account_problems.hpp"
#include "accounts/display_name.hpp"
#include "accounts/email_address.hpp"
#include "accounts/new_password.hpp"
#include "accounts/secret_token.hpp"
#include "accounts/sqlite_accounts.hpp"
#include "accounts/uuid_v7.hpp"

namespace webapp {

namespace {

enum class way_in { open, invitation, setup_token, by_operator };

enum class refusal { none, invitation_invalid, setup_token_invalid, email_taken };

std::string_view name_of(way_in way)
{
    switch (way)
    {
    case way_in::open: return "nobody";
    case way_in::invitation: return "invitation";
    case way_in::setup_token: return "setup_token";
    case way_in::by_operator: return "operator";
    }
    return "";
}

/// @throws problem 403 registration_closed, invitation_required
way_in way_of(const new_user& u, registration_policy policy)
{
    if (u.by_operator_as_administrator) return way_in::by_operator;
    if (!u.setup_token.empty()) return way_in::setup_token;
    switch (policy)
    {
    case registration_policy::open: return way_in::open;
    case registration_policy::invite:
        if (u.invitation.empty()) throw invitation_required();
        return way_in::invitation;
    case registration_policy::closed: break;
    }
    throw registration_closed();
}

/// What the database is asked about somebody who wants an account.
struct application
{
    way_in way = way_in::open;
    bool token_matches = false; ///< the setup token is the one that was shown
    std::string invitation_digest;
    std::string email_key;
    session_clock::reading now{};
};

refusal refusal_of(multipost::sqlite_session& s, const application& a)
{
    namespace tables = account_tables;
    if (a.way == way_in::setup_token && (!a.token_matches || tables::has_administrator(s)))
        return refusal::setup_token_invalid;
    if (a.way == way_in::invitation && !tables::is_invited(s, a.invitation_digest, a.email_key, a.now))
        return refusal::invitation_invalid;
    if (tables::user_by_email(s, a.email_key)) return refusal::email_taken;
    return refusal::none;
}

void throw_if_refused(refusal r)
{
    switch (r)
    {
    case refusal::none: return;
    case refusal::invitation_invalid: throw invitation_invalid();
    case refusal::setup_token_invalid: throw setup_token_invalid();
    case refusal::email_taken: throw email_taken();
    }
}

} // namespace

boost::asio::awaitable<bool> sqlite_accounts::has_users()
{
    if (has_users_) co_return true;
    const bool found = co_await transact(account_tables::has_users);
    if (found) has_users_ = true;
    co_return found;
}

boost::asio::awaitable<user> sqlite_accounts::add(new_user u, boost::asio::ip::address client)
{
    const auto address = parse_email_address(u.email);
    if (!address) throw bad_value("/email", "Must be an e-mail address.");
    const auto display_name = parse_display_name(u.display_name);
    if (!display_name) throw bad_value("/display_name", display_name_rule);
    auto password = new_password(u.password.reveal(), "/password");

    application a;
    a.way = way_of(u, options_.registration);
    a.token_matches = !setup_digest_.empty() && equal_digests(token_digest(u.setup_token.reveal()), setup_digest_);
    a.invitation_digest = token_digest(u.invitation.reveal());
    a.email_key = address->key;
    a.now = now();
    if (a.way != way_in::by_operator) admit_registration(client);

    auto ask = [a](multipost::sqlite_session& s) { return refusal_of(s, a); };
    const auto refused = co_await transact(std::move(ask));
    if (refused == refusal::invitation_invalid || refused == refusal::setup_token_invalid)
        log_.note("access_denied", {{"what", "registration"}, {"by", name_of(a.way)}, {"client", client.to_string()}});
    throw_if_refused(refused);

    account_tables::user_row row;
    auto context = password_context(address->text, *display_name);
    row.password_hash = co_await hash_if_strong(std::move(password), std::move(context));
    row.user.id = new_uuid_v7(options_.wall_now());
    row.user.email = address->text;
    row.user.display_name = *display_name;
    const bool administrates = a.way == way_in::setup_token || a.way == way_in::by_operator;
    row.user.role = administrates ? role::administrator : role::user;
    row.user.created_at = options_.wall_now();

    auto insert = [a, row](multipost::sqlite_session& s) {
        const auto r = refusal_of(s, a);
        if (r != refusal::none) return r;
        if (a.way == way_in::invitation && !account_tables::use_invitation(s, a.invitation_digest, a.email_key, a.now))
            return refusal::invitation_invalid;
        account_tables::add_user(s, row, a.email_key);
        return refusal::none;
    };
    const auto refused_now = co_await transact(std::move(insert));
    throw_if_refused(refused_now);

    log_.note("registered", {{"user", row.user.id},
                             {"role", administrates ? "administrator" : "user"},
                             {"by", name_of(a.way)},
                             {"client", client.to_string()}});
    co_return row.user;
}

boost::asio::awaitable<invitation> sqlite_accounts::invite(identity by, std::string email)
{
    account_tables::invitation_row row;
    if (!email.empty())
    {
        const auto address = parse_email_address(email);
        if (!address) throw bad_value("/email", "Must be an e-mail address.");
        row.email_key = address->key;
    }
    if (!by.user_id.empty()) row.invited_by = by.user_id;

    invitation i;
    std::string code;
    code.reserve(64); // a buffer that grew would leave its beginning behind
    code.append("mp-inv-").append(new_token(16).reveal());
    i.code = take_secret(std::move(code));
    row.digest = token_digest(i.code.reveal());
    row.created_at = options_.wall_now();
    row.expires = now() + options_.invitation_age;
    i.expires_at = row.created_at + options_.invitation_age;

    auto insert = [row](multipost::sqlite_session& s) { account_tables::add_invitation(s, row); };
    co_await transact(std::move(insert));
    log_.note("invited", {{"by", by.user_id.empty() ? "operator" : std::string_view(by.user_id)},
                          {"for", row.email_key ? "one address" : "anybody"}});
    co_return i;
}

} // namespace webapp
