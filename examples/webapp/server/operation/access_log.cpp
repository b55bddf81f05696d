// SPDX-License-Identifier: BSL-1.0
#include "operation/access_log.hpp"

namespace webapp {

using multipost::log_level;

namespace {

constexpr unsigned forbidden = 403;
constexpr unsigned too_many_requests = 429;
constexpr unsigned server_error = 500;

std::string client_of(const request& r) { return r.over_local_socket ? "local socket" : r.client.to_string(); }

// Whoever watches over the server asks every few seconds.
bool is_health_check(std::string_view route) { return route == "/livez" || route == "/readyz"; }

log_level level_of(std::string_view route, unsigned status)
{
    if (status >= server_error && !is_health_check(route)) return log_level::warning;
    return is_health_check(route) ? log_level::debug : log_level::info;
}

/// What the log says of a request.
struct line
{
    std::string id;
    std::string method;
    std::string route;
    unsigned code;
    std::string client;
    std::string user;
};

void write(const log& to, const line& of, std::chrono::steady_clock::duration took)
{
    const auto status = std::to_string(of.code);
    const auto ms = std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
    log::fields fields{{"request_id", of.id}, {"method", of.method}, {"route", of.route},
                       {"status", status},    {"duration_ms", ms},   {"client", of.client}};
    if (!of.user.empty()) fields.emplace_back("user_id", of.user);
    to.write(level_of(of.route, of.code), "http", "request", fields);
}

} // namespace

access_log::under_way::under_way(access_log& in, const request& r) : begun_(in.begun_), id_(r.id)
{
    (*begun_)[id_] = std::chrono::steady_clock::now();
}

access_log::under_way::~under_way() { begun_->erase(id_); }

void access_log::answered(const request& r, std::string_view route, const std::optional<identity>& who,
                          const response& told)
{
    const auto now = std::chrono::steady_clock::now();
    const auto begun = begun_->find(r.id);
    const auto took = begun == begun_->end() ? std::chrono::steady_clock::duration() : now - begun->second;
    metrics_.note_request(r.method, route, told.status, took);

    const auto client = client_of(r);
    const auto user = who ? who->user_id : std::string();
    line of_request{r.id, r.method, std::string(route), told.status, client, user};
    if (told.stream)
        told.stream->at_end([to = log_, of_request, begun_at = now - took] {
            write(to, of_request, std::chrono::steady_clock::now() - begun_at);
        });
    else
        write(log_, of_request, took);

    if (told.status == forbidden || told.status == too_many_requests)
        security_.note(told.status == forbidden ? "access_denied" : "rate_limited",
                       {{"request_id", r.id}, {"route", route}, {"client", client}, {"user_id", user}});
}

void access_log::failed(const request& r, std::string_view route, std::string_view what)
{
    log_.write(log_level::error, "http", "A request failed.",
               {{"request_id", r.id}, {"route", route}, {"error", what}});
}

void access_log::refused(unsigned status, std::string_view reason, const boost::asio::ip::address& client)
{
    metrics_.note_refusal(status);
    const auto code = std::to_string(status);
    const auto from = client.to_string();
    log_.write(status == server_error ? log_level::error : log_level::info, "http", reason,
               {{"status", code}, {"client", from}});
}

} // namespace webapp
