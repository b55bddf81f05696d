// SPDX-License-Identifier: BSL-1.0
#include "api/json_response.hpp"
#include "api/problem.hpp"
#include "api/router.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace webapp;
namespace asio = boost::asio;

namespace {

constexpr std::string_view id = "0199f3a6-2c34-7f64-93e5-708192a3b4c5";

/// The one whom the cookie names: "ada" a user, "root" an administrator; the operator through the local socket.
asio::awaitable<std::optional<identity>> who_is(const request& r)
{
    std::optional<identity> who;
    if (r.over_local_socket)
    {
        who.emplace();
        who->role = role::operator_;
    }
    else if (const auto cookie = r.cookie("multipost_session"); cookie == "ada" || cookie == "root")
    {
        who.emplace();
        who->user_id = std::string(*cookie);
        who->role = cookie == "root" ? role::administrator : role::user;
    }
    co_return who;
}

asio::awaitable<response> echo(std::string_view route, request_context c)
{
    std::string told(route);
    for (const auto& [name, value] : c.path_parameters) told += ' ' + name + '=' + value;
    if (c.who) told += " by " + (c.who->role == role::operator_ ? "the operator" : c.user().user_id);
    if (!c.request.body.empty()) told += " with " + c.request.body;
    response r;
    r.body = std::move(told);
    co_return r;
}

asio::awaitable<response> conflict(request_context)
{
    throw problem(409, "nothing_to_retry", "No delivery of this post has failed.");
    co_return response();
}

asio::awaitable<response> breaks(request_context)
{
    throw std::runtime_error("SQL logic error near hush-hush");
    co_return response();
}

struct fixture
{
    std::vector<std::string> seen;
    std::vector<std::string> faults;
    router routes{
        who_is, "http://127.0.0.1:8080",
        [this](const request& r, std::string_view route, const std::optional<identity>& who, const response& told) {
            BOOST_TEST(r.body.empty());
            seen.push_back(r.method + ' ' + std::string(route) + ' ' + (who ? who->user_id : "nobody") + ' ' +
                           std::to_string(told.status));
        },
        [this](const request&, std::string_view route, std::string_view what) {
            faults.push_back(std::string(route) + ": " + std::string(what));
        }};

    fixture()
    {
        const auto add = [this](std::string_view method, std::string_view path, webapp::access who) {
            const std::string name = std::string(method) + ' ' + std::string(path);
            routes.add(method, path, who, [name](request_context c) { return echo(name, std::move(c)); });
        };
        add("GET", "/livez", webapp::access::anybody);
        add("GET", "/api/v1/channels", webapp::access::session);
        routes.add(
            "POST", "/api/v1/preview", webapp::access::session,
            [](request_context c) { return echo("preview", std::move(c)); }, route_class::costly);
        routes.add(
            "GET", "/readyz", webapp::access::anybody, [](request_context c) { return echo("ready", std::move(c)); },
            route_class::unbounded);
        add("POST", "/api/v1/channels", webapp::access::session);
        add("GET", "/api/v1/channels/{id}", webapp::access::session);
        add("DELETE", "/api/v1/channels/{id}", webapp::access::session);
        add("POST", "/api/v1/channels/{id}/test", webapp::access::session);
        add("POST", "/api/v1/session", webapp::access::anybody);
        add("POST", "/api/v1/invitations", webapp::access::administrator);
        add("POST", "/api/v1/users/me/reset", webapp::access::operator_only);
        routes.add("POST", "/api/v1/posts/{id}/retry", webapp::access::session, conflict);
        routes.add("GET", "/broken", webapp::access::anybody, breaks);
    }

    response answer(request r)
    {
        asio::io_context context;
        auto answered = asio::co_spawn(context, routes.answer(std::move(r)), asio::use_future);
        context.run();
        return answered.get();
    }
};

request made(std::string method, std::string path, std::string_view user = "")
{
    request r;
    r.method = std::move(method);
    r.path = std::move(path);
    r.id = "request-1";
    if (!user.empty()) r.headers.emplace_back("cookie", "multipost_session=" + std::string(user));
    return r;
}

request from_own_page(request r, std::string body = "{}")
{
    r.headers.emplace_back("sec-fetch-site", "same-origin");
    r.headers.emplace_back("content-type", "application/json");
    r.body = std::move(body);
    return r;
}

request from_other_site(request r)
{
    r.headers.emplace_back("sec-fetch-site", "cross-site");
    r.headers.emplace_back("content-type", "text/plain");
    r.body = "{}";
    return r;
}

request over_local_socket(request r)
{
    r.over_local_socket = true;
    return r;
}

std::string code_of(const response& r)
{
    const auto body = boost::json::parse(r.body);
    return std::to_string(r.status) + ' ' + std::string(body.at("code").as_string());
}

std::string header_of(const response& r, std::string_view name)
{
    for (const auto& [field, value] : r.headers)
        if (field == name) return value;
    return {};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(routing, fixture)

BOOST_AUTO_TEST_CASE(a_request_reaches_the_handler_of_its_route)
{
    const std::string one = "/api/v1/channels/" + std::string(id);
    BOOST_TEST(answer(made("GET", "/livez")).body == "GET /livez");
    BOOST_TEST(answer(made("GET", "/api/v1/channels", "ada")).body == "GET /api/v1/channels by ada");
    BOOST_TEST(answer(from_own_page(made("POST", "/api/v1/channels", "ada"))).body ==
               "POST /api/v1/channels by ada with {}");
    BOOST_TEST(answer(made("GET", one, "ada")).body == "GET /api/v1/channels/{id} id=" + std::string(id) + " by ada");
    BOOST_TEST(answer(over_local_socket(made("DELETE", one))).body ==
               "DELETE /api/v1/channels/{id} id=" + std::string(id) + " by the operator");
}

BOOST_AUTO_TEST_CASE(head_is_answered_as_get)
{
    BOOST_TEST(answer(made("HEAD", "/livez")).body == "GET /livez");
    BOOST_TEST(code_of(answer(made("HEAD", "/api/v1/channels"))) == "401 not_logged_in");
    BOOST_TEST(code_of(answer(made("HEAD", "/api/v1/session"))) == "405 method_not_allowed");
}

BOOST_AUTO_TEST_CASE(a_path_that_is_not_there_is_not_found)
{
    const std::string one = "/api/v1/channels/" + std::string(id);
    for (const std::string& path :
         {std::string(""), std::string("/"), std::string("*"), std::string("/Livez"), std::string("/livez/"),
          std::string("//livez"), std::string("/api"), std::string("/api/v1/channels/"), one + "/", one + "/test/x",
          one + "//test", std::string("/api/v1/channels/{id}/nothing"), std::string("/api/v2/channels")})
        for (const std::string method : {"GET", "POST", "OPTIONS", "BREW"})
            BOOST_TEST(code_of(answer(made(method, path, "ada"))) == "404 not_found", method << ' ' << path);
}

BOOST_AUTO_TEST_CASE(another_method_is_told_which_there_are)
{
    const std::pair<std::string, std::string_view> paths[] = {
        {"/livez", "GET, HEAD"},
        {"/api/v1/channels", "GET, HEAD, POST"},
        {"/api/v1/channels/" + std::string(id), "DELETE, GET, HEAD"},
        {"/api/v1/channels/no-id", "DELETE, GET, HEAD"},
        {"/api/v1/session", "POST"},
    };
    for (const auto& [path, methods] : paths)
    {
        for (const std::string method : {"PUT", "OPTIONS", "TRACE", "get", ""})
        {
            auto r = made(method, path, "ada");
            r.headers.emplace_back("origin", "https://evil.example");
            r.headers.emplace_back("access-control-request-method", "DELETE");
            const auto told = answer(std::move(r));
            BOOST_TEST(code_of(told) == "405 method_not_allowed");
            BOOST_TEST(header_of(told, "Allow") == methods);
            for (const auto& [name, value] : told.headers) BOOST_TEST(!name.starts_with("Access-Control"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_named_path_goes_before_one_that_takes_any_whatever_the_method)
{
    const auto add = [this](std::string_view method, std::string_view path) {
        const std::string name = std::string(method) + ' ' + std::string(path);
        routes.add(method, path, webapp::access::anybody,
                   [name](request_context c) { return echo(name, std::move(c)); });
    };
    for (const std::string_view path : {"/{any}/{more}", "/posts/{id}", "/posts/counts", "/{any}/counts"})
        add("GET", path);
    add("DELETE", "/posts/{id}");
    BOOST_TEST(answer(made("GET", "/posts/counts")).body == "GET /posts/counts");
    const auto told = answer(from_own_page(made("DELETE", "/posts/counts")));
    BOOST_TEST(code_of(told) == "405 method_not_allowed");
    BOOST_TEST(header_of(told, "Allow") == "GET, HEAD");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_first_is_told_first)
{
    const std::string one = "/api/v1/channels/" + std::string(id);
    // Not there; another site; not JSON; nobody; no administrator; no id.
    BOOST_TEST(code_of(answer(from_other_site(made("POST", "/api/v1/nothing")))) == "404 not_found");
    BOOST_TEST(code_of(answer(from_other_site(made("PUT", one)))) == "405 method_not_allowed");
    BOOST_TEST(code_of(answer(from_other_site(made("DELETE", "/api/v1/channels/no-id")))) == "403 cross_site");
    auto form = made("DELETE", "/api/v1/channels/no-id");
    form.headers.emplace_back("content-type", "text/plain");
    BOOST_TEST(code_of(answer(form)) == "415 not_json");
    BOOST_TEST(code_of(answer(from_own_page(made("DELETE", "/api/v1/channels/no-id")))) == "401 not_logged_in");
    BOOST_TEST(code_of(answer(from_own_page(made("DELETE", "/api/v1/channels/no-id", "eve")))) == "401 not_logged_in");
    BOOST_TEST(code_of(answer(from_own_page(made("DELETE", "/api/v1/channels/no-id", "ada")))) == "404 not_found");
    BOOST_TEST(code_of(answer(from_own_page(made("POST", "/api/v1/invitations", "ada")))) == "403 administrator_only");
    BOOST_TEST(answer(from_own_page(made("POST", "/api/v1/invitations", "root"))).status == 200U);
    BOOST_TEST(answer(over_local_socket(made("POST", "/api/v1/invitations"))).status == 200U);
}

BOOST_AUTO_TEST_CASE(an_operators_route_is_there_for_the_operator_alone)
{
    BOOST_TEST(code_of(answer(from_own_page(made("POST", "/api/v1/users/me/reset", "root")))) == "404 not_found");
    BOOST_TEST(answer(over_local_socket(made("POST", "/api/v1/users/me/reset"))).status == 200U);
}

BOOST_AUTO_TEST_CASE(a_login_from_another_site_is_refused_too)
{
    BOOST_TEST(code_of(answer(from_other_site(made("POST", "/api/v1/session")))) == "403 cross_site");
    auto form = made("POST", "/api/v1/session");
    form.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    form.body = "email=a";
    BOOST_TEST(code_of(answer(form)) == "415 not_json");
}

BOOST_AUTO_TEST_CASE(who_asks_in_a_loop_is_told_when_to_come_back_and_nobody_else_is)
{
    const auto until_refused = [this](const request& r) {
        response told;
        std::size_t answered = 0;
        while (answered != 2'000 && (told = answer(r)).status == 200) ++answered;
        BOOST_TEST(code_of(told) == "429 too_many_requests");
        BOOST_TEST(header_of(told, "Retry-After") == "1");
        return answered;
    };
    const auto channels = made("GET", "/api/v1/channels", "ada");
    const auto preview = from_own_page(made("POST", "/api/v1/preview", "ada"));
    BOOST_TEST(until_refused(preview) >= request_rates::costly.burst);
    BOOST_TEST(until_refused(channels) >= request_rates::reading.burst);
    BOOST_TEST(answer(made("GET", "/api/v1/channels", "root")).status == 200U);
    BOOST_TEST(answer(over_local_socket(channels)).status == 200U);
    BOOST_TEST(answer(made("GET", "/readyz", "ada")).status == 200U);
}

BOOST_AUTO_TEST_CASE(who_is_not_logged_in_is_counted_by_the_network)
{
    auto r = made("GET", "/api/v1/channels");
    r.client = asio::ip::make_address("2001:db8::1");
    std::size_t refused = 0;
    while (refused != 2'000 && answer(r).status == 401) ++refused;
    BOOST_TEST(refused >= request_rates::reading.burst);
    r.client = asio::ip::make_address("2001:db8::2");
    BOOST_TEST(code_of(answer(r)) == "429 too_many_requests");
    r.client = asio::ip::make_address("2001:db8:0:1::1");
    BOOST_TEST(code_of(answer(r)) == "401 not_logged_in");
}

BOOST_AUTO_TEST_CASE(a_problem_becomes_the_answer)
{
    const std::string path = "/api/v1/posts/" + std::string(id) + "/retry";
    const auto told = answer(from_own_page(made("POST", path, "ada")));
    BOOST_TEST(code_of(told) == "409 nothing_to_retry");
    BOOST_TEST(boost::json::parse(told.body).at("request_id").as_string() == "request-1");
    BOOST_TEST(header_of(told, "Cache-Control") == "no-store");
}

BOOST_AUTO_TEST_CASE(another_exception_is_for_the_log_alone)
{
    const auto told = answer(made("GET", "/broken"));
    BOOST_TEST(code_of(told) == "500 internal");
    BOOST_TEST(told.body.find("hush") == std::string::npos);
    BOOST_REQUIRE(faults.size() == 1U);
    BOOST_TEST(faults.front() == "/broken: SQL logic error near hush-hush");
}

BOOST_AUTO_TEST_CASE(each_answer_is_observed_with_its_route)
{
    (void)answer(made("GET", "/api/v1/channels/" + std::string(id), "ada"));
    (void)answer(made("GET", "/api/v1/nothing", "ada"));
    (void)answer(made("PUT", "/livez"));
    (void)answer(from_own_page(made("POST", "/api/v1/channels", "eve"), "{\"secret\":1}"));
    (void)answer(made("GET", "/broken"));
    const std::vector<std::string> expected = {"GET /api/v1/channels/{id} ada 200", "GET  nobody 404",
                                               "PUT  nobody 405", "POST /api/v1/channels nobody 401",
                                               "GET /broken nobody 500"};
    BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fallback_is_asked_for_what_no_route_has_and_for_nothing_else)
{
    routes.add_fallback("/*", [](request_context c) { return echo("fallback", std::move(c)); });
    BOOST_TEST(answer(made("GET", "/anything/at/all")).body == "fallback");
    BOOST_TEST(seen.back() == "GET /* nobody 200");
    BOOST_TEST(answer(made("GET", "/livez")).body == "GET /livez");
    BOOST_TEST(code_of(answer(made("GET", "/api/v1/session"))) == "405 method_not_allowed");
    BOOST_TEST(code_of(answer(made("GET", "/api/v1/channels/x", "ada"))) == "404 not_found");
    BOOST_TEST(code_of(answer(made("POST", "/anything/at/all"))) == "404 not_found");
}

BOOST_AUTO_TEST_CASE(answers_are_json_that_no_cache_keeps)
{
    const auto told = json_response(201, boost::json::object{{"id", id}});
    BOOST_TEST(told.status == 201U);
    BOOST_TEST(header_of(told, "Content-Type") == "application/json");
    BOOST_TEST(header_of(told, "Cache-Control") == "no-store");
    BOOST_TEST(told.body == "{\"id\":\"" + std::string(id) + "\"}");
    BOOST_TEST(no_content().status == 204U);
    BOOST_TEST(no_content().body.empty());
    BOOST_TEST(header_of(no_content(), "Cache-Control") == "no-store");
}

BOOST_AUTO_TEST_SUITE_END()
