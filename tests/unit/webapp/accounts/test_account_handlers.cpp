// SPDX-License-Identifier: BSL-1.0
#include "accounts/session_cookies.hpp"
#include "accounts_fixture.hpp"
#include "api/router.hpp"
#include "handlers/account_handlers.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace webapp;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr std::string_view origin = "https://post.example.org";

/// A browser before the routes: it keeps the cookies that it is given.
struct fixture : accounts_fixture
{
    std::shared_ptr<const session_cookies> cookies = std::make_shared<session_cookies>(origin, 720h);
    std::string session_cookie;
    std::string device_cookie;
    bool is_operator = false;
    router routes{account_authenticator(*service, cookies), std::string(origin)};
    response last;

    fixture() { add_account_routes(routes, *service, cookies); }

    /// "200", or "401 not_logged_in" with pointers after it.
    std::string ask(std::string_view method, std::string_view path, const json::value& body = nullptr)
    {
        request r;
        r.method = method;
        r.path = path;
        r.id = "0199f3a4-7c1e-7a53-9d0e-00000000002a";
        r.client = client;
        r.over_local_socket = is_operator;
        r.headers.emplace_back("user-agent", "Browser/1.0");
        if (!is_operator) r.headers.emplace_back("sec-fetch-site", "same-origin");
        r.headers.emplace_back("x-requested-with", "multipost");
        if (!body.is_null())
        {
            r.headers.emplace_back("content-type", "application/json");
            r.body = json::serialize(body);
        }
        if (!session_cookie.empty() || !device_cookie.empty())
            r.headers.emplace_back("cookie", "__Host-multipost_session=" + session_cookie +
                                                 "; __Host-multipost_device=" + device_cookie);
        last = run(routes.answer(std::move(r)));
        keep_cookies();
        if (last.status < 400) return std::to_string(last.status);
        const auto problem = answer();
        auto told = std::to_string(last.status) + ' ' + std::string(problem.at("code").as_string());
        if (const auto* errors = problem.if_contains("errors"))
            for (const auto& e : errors->as_array()) told += ' ' + std::string(e.as_object().at("pointer").as_string());
        return told;
    }

    void keep_cookies()
    {
        for (const auto& [name, value] : last.headers)
        {
            if (name != "Set-Cookie") continue;
            const auto begin = value.find('=') + 1;
            auto& jar = value.starts_with(cookies->device_name()) ? device_cookie : session_cookie;
            jar = value.substr(begin, value.find(';') - begin);
        }
    }

    json::object answer() const { return json::parse(last.body).as_object(); }

    std::string text(std::string_view name) const { return std::string(answer().at(name).as_string()); }

    std::set<std::string> members(const json::value& of) const
    {
        std::set<std::string> names;
        for (const auto& m : of.as_object()) names.insert(std::string(m.key()));
        return names;
    }

    static json::object registration(std::string_view email)
    {
        return {{"email", email}, {"password", good_password}, {"display_name", "Ada"}};
    }

    static json::object credentials(std::string_view email, std::string_view password = good_password)
    {
        return {{"email", email}, {"password", password}};
    }

    void register_and_log_in()
    {
        BOOST_TEST_REQUIRE(ask("POST", "/api/v1/users", registration("ada@example.org")) == "201");
        BOOST_TEST_REQUIRE(ask("POST", "/api/v1/session", credentials("ada@example.org")) == "200");
    }
};

const std::set<std::string> user_members{
    "id", "email", "display_name", "administrator", "created_at", "password_changed_at"};

} // namespace

BOOST_FIXTURE_TEST_SUITE(account_handling, fixture)

BOOST_AUTO_TEST_CASE(registration_answers_with_the_user_and_logs_nobody_in)
{
    BOOST_TEST(ask("POST", "/api/v1/users", registration("ada@example.org")) == "201");
    BOOST_TEST((members(answer()) == user_members));
    BOOST_TEST(text("email") == "ada@example.org");
    BOOST_TEST(answer().at("administrator").as_bool() == false);
    BOOST_TEST(text("created_at") == "2026-11-21T12:00:00.000Z");
    BOOST_TEST(session_cookie == "");
    BOOST_TEST(ask("GET", "/api/v1/session") == "401 not_logged_in");
}

BOOST_AUTO_TEST_CASE(bodies_are_read_strictly)
{
    auto unknown = registration("ada@example.org");
    unknown["administrator"] = true;
    BOOST_TEST(ask("POST", "/api/v1/users", unknown) == "400 unknown_member /administrator");
    auto by_operator = registration("ada@example.org");
    by_operator["by_operator_as_administrator"] = true;
    BOOST_TEST(ask("POST", "/api/v1/users", by_operator) == "400 unknown_member /by_operator_as_administrator");
    auto missing = registration("ada@example.org");
    missing.erase("password");
    BOOST_TEST(ask("POST", "/api/v1/users", missing) == "400 bad_value /password");
    auto number = credentials("ada@example.org");
    number["password"] = 12345678;
    BOOST_TEST(ask("POST", "/api/v1/session", number) == "400 bad_value /password");
    BOOST_TEST(ask("POST", "/api/v1/session", credentials("ada@example.org", std::string(257, 'x'))) ==
               "400 bad_value /password");
    BOOST_TEST(count("users") == 0);
}

BOOST_AUTO_TEST_CASE(a_login_sets_both_cookies_and_shows_no_token)
{
    register_and_log_in();
    BOOST_TEST(session_cookie.size() == 43U);
    BOOST_TEST(device_cookie.size() == 43U);
    BOOST_TEST((members(answer()) == std::set<std::string>{"user"}));
    BOOST_TEST((members(answer().at("user")) == user_members));
    BOOST_TEST(last.body.find(session_cookie) == std::string::npos);
    BOOST_TEST(last.body.find(device_cookie) == std::string::npos);
    const auto first =
        std::find_if(last.headers.begin(), last.headers.end(), [](const auto& h) { return h.first == "Set-Cookie"; });
    BOOST_TEST(first->second == "__Host-multipost_session=" + session_cookie +
                                    "; Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Lax");
}

BOOST_AUTO_TEST_CASE(a_new_login_ends_the_session_of_its_cookie)
{
    register_and_log_in();
    const auto before = session_cookie;
    BOOST_TEST(ask("POST", "/api/v1/session", credentials("ada@example.org")) == "200");
    BOOST_TEST(session_cookie != before);
    BOOST_TEST(ask("GET", "/api/v1/sessions") == "200");
    BOOST_TEST(answer().at("items").as_array().size() == 1U);
    session_cookie = before;
    BOOST_TEST(ask("GET", "/api/v1/session") == "401 not_logged_in");
}

BOOST_AUTO_TEST_CASE(twenty_wrong_logins_are_throttled_and_the_known_browser_is_not)
{
    register_and_log_in();
    const auto known = device_cookie;
    device_cookie = "";
    std::string told;
    for (int i = 0; i != 20; ++i) told = ask("POST", "/api/v1/session", credentials("ada@example.org", "guess"));
    BOOST_TEST(told == "429 too_many_attempts");
    const auto wait =
        std::find_if(last.headers.begin(), last.headers.end(), [](const auto& h) { return h.first == "Retry-After"; });
    BOOST_TEST_REQUIRE((wait != last.headers.end()));
    BOOST_TEST(wait->second == "1");
    BOOST_TEST(ask("POST", "/api/v1/session", credentials("ada@example.org")) == "429 too_many_attempts");
    device_cookie = known;
    BOOST_TEST(ask("POST", "/api/v1/session", credentials("ada@example.org")) == "200");
}

BOOST_AUTO_TEST_CASE(the_session_tells_who_is_logged_in_and_until_when)
{
    register_and_log_in();
    BOOST_TEST(ask("GET", "/api/v1/session") == "200");
    BOOST_TEST((members(answer().at("user")) == user_members));
    BOOST_TEST((members(answer().at("session")) == std::set<std::string>{"id", "created_at", "expires_at"}));
    BOOST_TEST(std::string(answer().at("session").as_object().at("expires_at").as_string()) ==
               "2026-12-05T12:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(logging_out_ends_the_session_and_clears_the_browser)
{
    register_and_log_in();
    const auto before = session_cookie;
    BOOST_TEST(ask("DELETE", "/api/v1/session") == "204");
    BOOST_TEST(session_cookie == "");
    BOOST_TEST(device_cookie != "");
    BOOST_TEST((std::find(last.headers.begin(), last.headers.end(),
                          std::pair<std::string, std::string>("Clear-Site-Data", "\"cache\", \"storage\"")) !=
                last.headers.end()));
    session_cookie = before;
    BOOST_TEST(ask("GET", "/api/v1/session") == "401 not_logged_in");
    BOOST_TEST(ask("DELETE", "/api/v1/session") == "401 not_logged_in");
}

BOOST_AUTO_TEST_CASE(sessions_are_listed_and_ended)
{
    register_and_log_in();
    const auto first = session_cookie;
    session_cookie = "";
    BOOST_TEST_REQUIRE(ask("POST", "/api/v1/session", credentials("ada@example.org")) == "200");
    BOOST_TEST(ask("GET", "/api/v1/sessions") == "200");
    BOOST_TEST(answer().at("next").is_null());
    const auto items = answer().at("items").as_array();
    BOOST_TEST_REQUIRE(items.size() == 2U);
    BOOST_TEST(
        (members(items[0]) == std::set<std::string>{"id", "created_at", "last_used_at", "user_agent", "current"}));
    for (const auto& item : items)
    {
        const auto& o = item.as_object();
        BOOST_TEST(std::string(o.at("user_agent").as_string()) == "Browser/1.0");
        if (!o.at("current").as_bool())
            BOOST_TEST(ask("DELETE", "/api/v1/sessions/" + std::string(o.at("id").as_string())) == "204");
    }
    BOOST_TEST(ask("GET", "/api/v1/session") == "200");
    session_cookie = first;
    BOOST_TEST(ask("GET", "/api/v1/session") == "401 not_logged_in");
}

BOOST_AUTO_TEST_CASE(ids_of_others_and_of_nobody_are_alike)
{
    register_and_log_in();
    ask("GET", "/api/v1/session");
    const std::string of_ada(answer().at("session").as_object().at("id").as_string());
    session_cookie = device_cookie = "";
    BOOST_TEST_REQUIRE(ask("POST", "/api/v1/users", registration("eve@example.org")) == "201");
    BOOST_TEST_REQUIRE(ask("POST", "/api/v1/session", credentials("eve@example.org")) == "200");
    BOOST_TEST(ask("DELETE", "/api/v1/sessions/" + of_ada) == "404 not_found");
    const auto foreign = last.body;
    BOOST_TEST(ask("DELETE", "/api/v1/sessions/0199f3a4-7c1e-7a53-9d0e-3f2b8a6c5d41") == "404 not_found");
    BOOST_TEST(last.body == foreign);
    BOOST_TEST(ask("DELETE", "/api/v1/sessions/1") == "404 not_found");
    BOOST_TEST(last.body == foreign);
}

BOOST_AUTO_TEST_CASE(profile_and_password_are_changed_by_their_owner)
{
    register_and_log_in();
    BOOST_TEST(ask("PATCH", "/api/v1/users/me", json::object{{"display_name", "Ada L."}}) == "200");
    BOOST_TEST(text("display_name") == "Ada L.");
    BOOST_TEST(ask("PATCH", "/api/v1/users/me", json::object{}) == "400 bad_value /display_name");
    BOOST_TEST(ask("PATCH", "/api/v1/users/me", json::object{{"display_name", "Ada"}, {"email", "e@example.org"}}) ==
               "400 unknown_member /email");

    const json::object change{{"current_password", good_password}, {"new_password", better_password}};
    const json::object wrong{{"current_password", "guess"}, {"new_password", better_password}};
    BOOST_TEST(ask("PUT", "/api/v1/users/me/password", wrong) == "422 wrong_password");
    BOOST_TEST(ask("PUT", "/api/v1/users/me/password", change) == "204");
    BOOST_TEST(ask("GET", "/api/v1/session") == "200");
    session_cookie = "";
    BOOST_TEST(ask("POST", "/api/v1/session", credentials("ada@example.org")) == "401 wrong_credentials");
    BOOST_TEST(ask("POST", "/api/v1/session", credentials("ada@example.org", better_password)) == "200");
}

BOOST_AUTO_TEST_CASE(administrators_invite_and_users_do_not)
{
    register_and_log_in();
    BOOST_TEST(ask("POST", "/api/v1/invitations", json::object{}) == "403 administrator_only");
    session_cookie = "";
    BOOST_TEST(ask("POST", "/api/v1/invitations", json::object{}) == "401 not_logged_in");

    auto first = registration("root@example.org");
    first["setup_token"] = setup_token;
    BOOST_TEST_REQUIRE(ask("POST", "/api/v1/users", first) == "201");
    BOOST_TEST(answer().at("administrator").as_bool());
    BOOST_TEST_REQUIRE(ask("POST", "/api/v1/session", credentials("root@example.org")) == "200");
    BOOST_TEST(ask("POST", "/api/v1/invitations", json::object{{"email", "grace@example.org"}}) == "201");
    BOOST_TEST((members(answer()) == std::set<std::string>{"code", "expires_at"}));
    BOOST_TEST(text("expires_at") == "2026-11-28T12:00:00.000Z");
    BOOST_TEST(ask("POST", "/api/v1/invitations", json::object{{"email", "grace"}}) == "400 bad_value /email");
}

BOOST_AUTO_TEST_CASE(the_operator_makes_administrators_invites_and_resets_passwords)
{
    is_operator = true;
    BOOST_TEST(ask("POST", "/operator/v1/administrators", registration("root@example.org")) == "201");
    BOOST_TEST(answer().at("administrator").as_bool());
    BOOST_TEST(ask("POST", "/operator/v1/administrators", registration("root@example.org")) == "409 email_taken");
    BOOST_TEST(ask("POST", "/operator/v1/invitations", json::object{}) == "201");
    BOOST_TEST(text("code").starts_with("mp-inv-"));
    BOOST_TEST(ask("POST", "/operator/v1/passwords", credentials("root@example.org", better_password)) == "204");
    BOOST_TEST(ask("POST", "/operator/v1/passwords", credentials("eve@example.org", better_password)) ==
               "404 not_found");
    BOOST_TEST(ask("GET", "/api/v1/session") == "401 not_logged_in");

    is_operator = false;
    BOOST_TEST(ask("POST", "/api/v1/session", credentials("root@example.org", better_password)) == "200");
    BOOST_TEST(ask("POST", "/operator/v1/administrators", registration("eve@example.org")) == "404 not_found");
    BOOST_TEST(ask("POST", "/operator/v1/passwords", credentials("root@example.org")) == "404 not_found");
}

BOOST_AUTO_TEST_CASE(each_route_that_needs_somebody_refuses_everybody_else)
{
    const struct
    {
        std::string_view method, path;
    } rows[] = {
        {"PATCH", "/api/v1/users/me"},
        {"PUT", "/api/v1/users/me/password"},
        {"POST", "/api/v1/invitations"},
        {"GET", "/api/v1/session"},
        {"DELETE", "/api/v1/session"},
        {"GET", "/api/v1/sessions"},
        {"DELETE", "/api/v1/sessions/0199f3a4-7c1e-7a53-9d0e-3f2b8a6c5d41"},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.method << ' ' << row.path)
        {
            session_cookie = "";
            BOOST_TEST(ask(row.method, row.path) == "401 not_logged_in");
            session_cookie = std::string(43, 'A');
            BOOST_TEST(ask(row.method, row.path) == "401 not_logged_in");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
