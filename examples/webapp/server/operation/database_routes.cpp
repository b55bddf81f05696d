// SPDX-License-Identifier: BSL-1.0
#include "operation/database_routes.hpp"

#include "api/bounded_pool.hpp"
#include "api/json_body.hpp"
#include "api/json_response.hpp"
#include "api/problem.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace webapp {

namespace asio = boost::asio;
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr unsigned ok = 200;
constexpr unsigned created = 201;
constexpr unsigned failed = 500;
constexpr std::size_t max_path = 4'096;

// The operator may read where the files are and what the system says about them.
template <class T>
T value_for_operator(multipost::result<T> r)
{
    if (!r) throw problem(failed, "store_failed", r.error().what);
    if constexpr (!std::is_void_v<T>) return *std::move(r);
}

std::uintmax_t bytes_of(const fs::path& file)
{
    std::error_code none;
    const auto size = fs::file_size(file, none);
    return none ? 0 : size;
}

json::object deliveries_by_state(multipost::sqlite_session& session)
{
    json::object counts;
    for (const auto& row : session.query("SELECT state, deliveries FROM outbox_counts WHERE deliveries > 0"))
        counts[row.text(0)] = row.integer(1);
    return counts;
}

/// What the routes work with; on threads of its own, because it takes as long as the database is large.
struct upkeep
{
    upkeep(multipost::sqlite_database d, security_log& log) : database(std::move(d)), security(log) {}

    multipost::sqlite_database database;
    security_log& security;
    bounded_pool threads{1, 2, "A backup or a check is under way already."};
};

using service = std::shared_ptr<upkeep>;

asio::awaitable<response> tell_status(service s)
{
    const auto read_schemas = [s] { return std::optional(s->database.schemas()); };
    auto schemas = co_await s->threads.async_run(read_schemas, asio::use_awaitable);
    json::array steps;
    for (const auto& found : value_for_operator(*std::move(schemas)))
        steps.push_back({{"component", found.component},
                         {"steps", found.steps},
                         {"last", found.last},
                         {"applied_at", found.applied_at}});
    auto file = s->database.file();
    json::object body;
    body["file"] = file.native();
    body["bytes"] = bytes_of(file);
    body["log_bytes"] = bytes_of(file += "-wal");
    body["schemas"] = std::move(steps);
    body["deliveries"] = co_await s->database.async_transact(deliveries_by_state, asio::use_awaitable);
    co_return json_response(ok, body);
}

asio::awaitable<response> check(service s)
{
    const auto look = [s] { return std::optional(s->database.check()); };
    auto found = co_await s->threads.async_run(look, asio::use_awaitable);
    json::array damage;
    for (const auto& what : value_for_operator(*std::move(found))) damage.push_back(json::value(what));
    json::object body;
    body["found"] = std::move(damage);
    co_return json_response(ok, body);
}

asio::awaitable<response> back_up(service s, request_context c)
{
    object_reader wanted(parse_json_body(c.request));
    const fs::path file = wanted.text("file", 1, max_path);
    wanted.done();
    if (!file.is_absolute()) throw bad_value("/file", "Must be an absolute path.");
    const auto copy = [s, file] { return std::optional(s->database.back_up(file)); };
    auto done = co_await s->threads.async_run(copy, asio::use_awaitable);
    value_for_operator(*std::move(done));
    s->security.note("database_copied", {{"file", file.native()}});
    json::object body;
    body["file"] = file.native();
    body["bytes"] = bytes_of(file);
    co_return json_response(created, body);
}

} // namespace

void add_database_routes(router& to, multipost::sqlite_database database, security_log& security)
{
    const auto s = std::make_shared<upkeep>(std::move(database), security);
    to.add("GET", "/operator/v1/database", access::operator_only,
           [s](const request_context&) { return tell_status(s); });
    to.add("POST", "/operator/v1/database/check", access::operator_only,
           [s](const request_context&) { return check(s); });
    to.add("POST", "/operator/v1/backups", access::operator_only,
           [s](request_context c) { return back_up(s, std::move(c)); });
}

} // namespace webapp
