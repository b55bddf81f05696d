// SPDX-License-Identifier: BSL-1.0
#include "handlers/account_handlers.hpp"

#include "accounts/secret_token.hpp"
#include "api/json_body.hpp"
#include "api/json_response.hpp"
#include "api/problem.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace webapp {

namespace {

using multipost::secret_string;

// In characters; docs/openapi.yaml.
constexpr std::size_t max_email = 254;
constexpr std::size_t max_password = 256;
constexpr std::size_t max_name = 100;
constexpr std::size_t max_code = 100;

secret_string secret_member(object_reader& body, std::string_view name, std::size_t max_length)
{
    return take_secret(body.text(name, 1, max_length));
}

secret_string optional_secret_member(object_reader& body, std::string_view name, std::size_t max_length)
{
    auto text = body.optional_text(name, 1, max_length);
    return text ? take_secret(*std::move(text)) : secret_string();
}

secret_string cookie_of(const request& r, std::string_view name)
{
    return secret_string(r.cookie(name).value_or(std::string_view()));
}

boost::json::object json_of(const user& u)
{
    boost::json::object o;
    o["id"] = u.id;
    o["email"] = u.email;
    o["display_name"] = u.display_name;
    o["administrator"] = u.role == role::administrator;
    o["created_at"] = rfc3339(u.created_at);
    o["password_changed_at"] = u.password_changed_at ? boost::json::value(rfc3339(*u.password_changed_at)) : nullptr;
    return o;
}

boost::json::object json_of(const session_info& s)
{
    boost::json::object o;
    o["id"] = s.id;
    o["created_at"] = rfc3339(s.created_at);
    o["last_used_at"] = rfc3339(s.last_used_at);
    o["user_agent"] = s.user_agent;
    o["current"] = s.current;
    return o;
}

boost::json::object json_of(const current_login& l)
{
    boost::json::object session;
    session["id"] = l.session.id;
    session["created_at"] = rfc3339(l.session.created_at);
    session["expires_at"] = rfc3339(l.session.expires_at);
    boost::json::object o;
    o["user"] = json_of(l.user);
    o["session"] = std::move(session);
    return o;
}

boost::json::object json_of(const invitation& i)
{
    boost::json::object o;
    o["code"] = i.code.reveal();
    o["expires_at"] = rfc3339(i.expires_at);
    return o;
}

/// The handlers; those of the router are calls of its members.
class account_handlers
{
public:
    account_handlers(accounts& service, std::shared_ptr<const session_cookies> cookies)
        : service_(service),
          cookies_(std::move(cookies))
    {}

    boost::asio::awaitable<response> add_user(request_context c)
    {
        object_reader body(parse_json_body(c.request));
        auto u = common_members(body);
        u.invitation = optional_secret_member(body, "invitation", max_code);
        u.setup_token = optional_secret_member(body, "setup_token", max_code);
        body.done();
        const auto added = co_await service_.add(std::move(u), c.request.client);
        co_return json_response(201, json_of(added));
    }

    boost::asio::awaitable<response> add_administrator(request_context c)
    {
        object_reader body(parse_json_body(c.request));
        auto u = common_members(body);
        u.by_operator_as_administrator = true;
        body.done();
        const auto added = co_await service_.add(std::move(u), c.request.client);
        co_return json_response(201, json_of(added));
    }

    boost::asio::awaitable<response> rename(request_context c)
    {
        object_reader body(parse_json_body(c.request));
        auto name = body.text("display_name", 1, max_name);
        body.done();
        const auto renamed = co_await service_.rename(c.user(), std::move(name));
        co_return json_response(200, json_of(renamed));
    }

    boost::asio::awaitable<response> change_password(request_context c)
    {
        object_reader body(parse_json_body(c.request));
        auto current = secret_member(body, "current_password", max_password);
        auto next = secret_member(body, "new_password", max_password);
        body.done();
        co_await service_.change_password(c.user(), std::move(current), std::move(next));
        co_return no_content();
    }

    boost::asio::awaitable<response> reset_password(request_context c)
    {
        object_reader body(parse_json_body(c.request));
        auto email = body.text("email", 1, max_email);
        auto next = secret_member(body, "password", max_password);
        body.done();
        co_await service_.reset_password(std::move(email), std::move(next));
        co_return no_content();
    }

    boost::asio::awaitable<response> invite(request_context c)
    {
        object_reader body(parse_json_body(c.request));
        auto email = body.optional_text("email", 1, max_email);
        body.done();
        const auto made = co_await service_.invite(c.user(), std::move(email).value_or(std::string()));
        co_return json_response(201, json_of(made));
    }

    boost::asio::awaitable<response> log_in(request_context c)
    {
        login_attempt a;
        object_reader body(parse_json_body(c.request));
        a.email = body.text("email", 1, max_email);
        a.password = secret_member(body, "password", max_password);
        body.done();
        a.device_token = cookie_of(c.request, cookies_->device_name());
        a.session_token = cookie_of(c.request, cookies_->session_name());
        a.user_agent = c.request.header("user-agent").value_or(std::string_view());
        a.client = c.request.client;

        const auto begun = co_await service_.log_in(std::move(a));
        boost::json::object o;
        o["user"] = json_of(begun.user);
        auto answer = json_response(200, std::move(o));
        answer.headers.emplace_back("Set-Cookie", cookies_->set_session(begun.token.reveal()));
        answer.headers.emplace_back("Set-Cookie", cookies_->set_device(begun.device_token.reveal()));
        co_return answer;
    }

    boost::asio::awaitable<response> show_session(request_context c)
    {
        const auto login = co_await service_.current(c.user());
        co_return json_response(200, json_of(login));
    }

    boost::asio::awaitable<response> log_out(request_context c)
    {
        try
        {
            co_await service_.end_session(c.user(), c.user().session_id);
        }
        catch (const problem& p)
        {
            if (p.status != 404) throw; // it ended meanwhile, which is what was asked for
        }
        auto answer = no_content();
        answer.headers.emplace_back("Set-Cookie", cookies_->end_session());
        // Not "cookies": the browser stays one that is known.
        answer.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
        co_return answer;
    }

    boost::asio::awaitable<response> list_sessions(request_context c)
    {
        boost::json::array items;
        const auto sessions = co_await service_.sessions(c.user());
        for (const auto& s : sessions) items.push_back(json_of(s));
        co_return json_response(200, whole_list(std::move(items)));
    }

    boost::asio::awaitable<response> end_session(request_context c)
    {
        co_await service_.end_session(c.user(), c.path_parameter("id"));
        co_return no_content();
    }

private:
    static new_user common_members(object_reader& body)
    {
        new_user u;
        u.email = body.text("email", 1, max_email);
        u.password = secret_member(body, "password", max_password);
        u.display_name = body.text("display_name", 1, max_name);
        return u;
    }

    accounts& service_;
    std::shared_ptr<const session_cookies> cookies_;
};

boost::asio::awaitable<std::optional<identity>> who_is(accounts& service,
                                                       std::shared_ptr<const session_cookies> cookies, const request& r)
{
    if (r.over_local_socket)
    {
        identity operating;
        operating.role = role::operator_;
        co_return operating;
    }
    auto token = cookie_of(r, cookies->session_name());
    co_return co_await service.find_session(std::move(token));
}

} // namespace

authenticator account_authenticator(accounts& service, std::shared_ptr<const session_cookies> cookies)
{
    return [&service, cookies = std::move(cookies)](const request& r) { return who_is(service, cookies, r); };
}

void add_account_routes(router& routes, accounts& service, std::shared_ptr<const session_cookies> cookies)
{
    const auto handlers = std::make_shared<account_handlers>(service, std::move(cookies));
    using member = boost::asio::awaitable<response> (account_handlers::*)(request_context);
    const auto add = [&](std::string_view method, std::string_view path, access who, member handler,
                         std::optional<route_class> cost = std::nullopt) {
        const auto call = [handlers, handler](request_context c) { return (handlers.get()->*handler)(std::move(c)); };
        routes.add(method, path, who, call, cost);
    };
    // What compares or makes a password has a throttle of its own: accounts/login_throttle.hpp.
    constexpr auto throttled = route_class::unbounded;
    add("POST", "/api/v1/users", access::anybody, &account_handlers::add_user, throttled);
    add("PATCH", "/api/v1/users/me", access::session, &account_handlers::rename);
    add("PUT", "/api/v1/users/me/password", access::session, &account_handlers::change_password, throttled);
    add("POST", "/api/v1/invitations", access::administrator, &account_handlers::invite);
    add("POST", "/api/v1/session", access::anybody, &account_handlers::log_in, throttled);
    add("GET", "/api/v1/session", access::session, &account_handlers::show_session);
    add("DELETE", "/api/v1/session", access::session, &account_handlers::log_out);
    add("GET", "/api/v1/sessions", access::session, &account_handlers::list_sessions);
    add("DELETE", "/api/v1/sessions/{id}", access::session, &account_handlers::end_session);
    add("POST", "/operator/v1/administrators", access::operator_only, &account_handlers::add_administrator);
    add("POST", "/operator/v1/passwords", access::operator_only, &account_handlers::reset_password);
    add("POST", "/operator/v1/invitations", access::operator_only, &account_handlers::invite);
}

} // namespace webapp
