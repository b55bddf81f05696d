// SPDX-License-Identifier: BSL-1.0
#include "kept_outbox.hpp"

#include <future>
#include <utility>

namespace multipost::test {

namespace asio = boost::asio;

const connector_registry& test_connectors()
{
    static const connector_registry loaded = [] {
        connector_registry connectors;
        connectors.load(built_plugin("publisher_test_connectors.so")).value();
        return connectors;
    }();
    return loaded;
}

channel nowhere(std::string_view connector, std::string_view token)
{
    channel_settings settings;
    settings["url"] = secret_string("https://hooks.example/here");
    settings["token"] = secret_string(token);
    return test_connectors().make_channel(connector, std::move(settings)).value();
}

kept_outbox::kept_outbox(outbox_options wanted) : options(std::move(wanted)) { open(); }

void kept_outbox::close()
{
    box.reset();
    database.reset();
}

void kept_outbox::open()
{
    database = sqlite_database::open(file()).value();
    box = outbox::open(*database, test_connectors(), key, options).value();
}

stored_channel kept_outbox::add_channel(std::string owner, std::string_view connector, std::string name)
{
    return box->async_add_channel({std::move(owner), std::move(name), nowhere(connector)}, asio::use_future)
        .get()
        .value();
}

accepted_post kept_outbox::accept(std::vector<std::string> channels, std::string text, std::string owner,
                                  std::string idempotency_key)
{
    new_post p;
    p.owner = std::move(owner);
    p.text = std::move(text);
    p.channels = std::move(channels);
    p.idempotency_key = std::move(idempotency_key);
    return box->async_accept(std::move(p), asio::use_future).get().value();
}

post kept_outbox::find(const std::string& id)
{
    return box->async_find_post(owner_scope::everyone(), id, asio::use_future).get().value();
}

post_page kept_outbox::list(post_query query)
{
    return box->async_list_posts(std::move(query), asio::use_future).get().value();
}

void kept_outbox::work(const std::function<void(store_session&)>& what)
{
    std::promise<std::exception_ptr> over;
    auto answer = over.get_future();
    outbox_access::store_of(*box)->transact(what, [&over](std::exception_ptr why) { over.set_value(std::move(why)); });
    if (const auto why = answer.get()) std::rethrow_exception(why);
}

claim_result kept_outbox::claim(wall_time now, std::size_t limit, const std::vector<std::string>& busy)
{
    claim_result found;
    work([&](store_session& s) { found = s.claim(now, limit, busy); });
    return found;
}

void kept_outbox::sql(std::string_view statement, std::vector<sqlite_value> parameters)
{
    static_cast<void>(rows(statement, std::move(parameters)));
}

std::vector<sqlite_row> kept_outbox::rows(std::string_view statement, std::vector<sqlite_value> parameters)
{
    auto ask = [&](sqlite_session& session) { return session.query(statement, parameters); };
    return database->async_transact(ask, asio::use_future).get();
}

std::string kept_outbox::row_of(const std::string& delivery)
{
    return rows("SELECT json_array(state, due_since, due_at, attempt, tries, rate_limited, interruptions, "
                "first_attempt_at,"
                " exposure, hex(checkpoint), proof, remote_id, permalink, failure, updated_at)"
                " FROM outbox_deliveries WHERE id = ?",
                {delivery})
        .at(0)
        .text(0);
}

wall_time kept_outbox::soon()
{
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::system_clock::now()) +
           std::chrono::milliseconds(1);
}

} // namespace multipost::test
