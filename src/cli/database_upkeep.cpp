// SPDX-License-Identifier: BSL-1.0
#include "cli/database_upkeep.hpp"

#include "cli/json_members.hpp"
#include "cli/log.hpp"
#include "cli/outbox_refusal.hpp"
#include "cli/server_socket.hpp"
#include "cli/short_patience.hpp"
#include "cli/utf8.hpp"

#include <multipost/sqlite_database.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <system_error>

namespace multipost::cli {

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::chrono::minutes patience_for_a_database{60};

std::uintmax_t bytes_of(const fs::path& file)
{
    std::error_code none;
    const auto size = fs::file_size(file, none);
    return none ? 0 : size;
}

class served_database final : public database_upkeep
{
public:
    explicit served_database(fs::path socket) : socket_(std::move(socket)) {}

    bool has_server() const override { return true; }
    json::object status() override { return ask({"GET", "/operator/v1/database"}); }
    json::object check() override { return ask({"POST", "/operator/v1/database/check"}); }

    json::object back_up(const fs::path& to) override
    {
        server_request r{"POST", "/operator/v1/backups"};
        r.body = json::serialize(json::object{{"file", as_utf8(to.native())}});
        return ask(std::move(r));
    }

private:
    [[nodiscard]] json::object ask(server_request r) const
    {
        r.patience = patience_for_a_database;
        const auto answer = ask_server(socket_, r);
        if (!answer)
            throw refusal(exit_code::failure, "server_unreachable",
                          "The server of " + socket_.parent_path().string() + " has just ended. Try again.");
        return body_or_refusal(*answer);
    }

    fs::path socket_;
};

json::object deliveries_by_state(sqlite_session& session)
{
    json::object counts;
    for (const auto& row : session.query("SELECT state, deliveries FROM outbox_counts WHERE deliveries > 0"))
        counts[row.text(0)] = row.integer(1);
    return counts;
}

class opened_database final : public database_upkeep
{
public:
    explicit opened_database(sqlite_database d) : database_(std::move(d)) {}

    bool has_server() const override { return false; }

    json::object status() override
    {
        const auto schemas = value_or_refusal(database_.schemas());
        json::array steps;
        for (const auto& found : schemas)
            steps.push_back({{"component", found.component},
                             {"steps", found.steps},
                             {"last", found.last},
                             {"applied_at", found.applied_at}});
        const bool has_outbox =
            std::any_of(schemas.begin(), schemas.end(), [](const auto& found) { return found.component == "outbox"; });
        auto log = database_.file();
        log += "-wal";
        return {{"file", as_utf8(database_.file().native())},
                {"bytes", bytes_of(database_.file())},
                {"log_bytes", bytes_of(log)},
                {"schemas", std::move(steps)},
                {"deliveries", has_outbox ? deliveries() : json::object()}};
    }

    json::object check() override
    {
        json::array damage;
        for (const auto& what : value_or_refusal(database_.check())) damage.emplace_back(as_utf8(what));
        return {{"found", std::move(damage)}};
    }

    json::object back_up(const fs::path& to) override
    {
        value_or_refusal(database_.back_up(to));
        return {{"file", as_utf8(to.native())}, {"bytes", bytes_of(to)}};
    }

private:
    json::object deliveries() { return database_.async_transact(deliveries_by_state, boost::asio::use_future).get(); }

    sqlite_database database_;
};

} // namespace

std::unique_ptr<database_upkeep> find_database(const data_folder& data, const global_options& global)
{
    for (short_patience patience;; patience.wait())
    {
        if (ask_server(data.socket, {"GET", "/livez"})) return std::make_unique<served_database>(data.socket);
        if (!fs::exists(data.database))
            throw refusal(exit_code::configuration, "no_outbox",
                          "There is no database: " + data.database.string() +
                              " does not exist. Name the data folder with --data or MULTIPOST_DATA.");
        sqlite_options options;
        options.owner = "multipost db";
        options.log = make_log(global);
        auto opened = sqlite_database::open(data.database, options);
        if (!opened && opened.error().code == errc::store_in_use && !patience.is_over()) continue;
        return std::make_unique<opened_database>(value_or_refusal(std::move(opened)));
    }
}

} // namespace multipost::cli
