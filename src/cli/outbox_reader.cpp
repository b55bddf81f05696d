// SPDX-License-Identifier: BSL-1.0
#include "cli/outbox_reader.hpp"

#include "cli/connectors.hpp"
#include "cli/log.hpp"
#include "cli/refusal.hpp"

#include <multipost/outbox.hpp>

#include <boost/asio/use_future.hpp>

namespace multipost::cli {

namespace {

template <class T>
T value_or_refusal(result<T> r)
{
    if (r.has_value()) return *std::move(r);
    const auto& e = r.error();
    const bool configured_wrongly = e.code == errc::wrong_master_key || e.code == errc::bad_master_key;
    throw refusal(configured_wrongly ? exit_code::configuration : exit_code::failure, e.code.message(), e.what);
}

// A database that is not there is not made: its absence is what the user has to hear of.
outbox open_outbox(const data_folder& data, const global_options& global)
{
    if (!std::filesystem::exists(data.database))
        throw refusal(exit_code::configuration, "no_outbox",
                      "There is no outbox: " + data.database.string() +
                          " does not exist. Name the server's data folder with --data or MULTIPOST_DATA.");
    sqlite_options options;
    options.owner = "multipost posts";
    options.log = make_log(global);
    auto database = value_or_refusal(sqlite_database::open(data.database, options));
    return value_or_refusal(outbox::open(std::move(database), load_connectors(global).registry,
                                         value_or_refusal(master_key::read(data.master_key))));
}

} // namespace

post_page list_posts(const data_folder& data, const posts_list_command& command, const global_options& global)
{
    post_query query;
    query.scope = owner_scope::everyone();
    if (command.state) query.states = {*command.state};
    if (!command.channel.empty()) query.channel = command.channel;
    query.limit = command.limit;
    auto from = open_outbox(data, global);
    return value_or_refusal(from.async_list_posts(std::move(query), boost::asio::use_future).get());
}

std::optional<post> find_post(const data_folder& data, const posts_show_command& command, const global_options& global)
{
    auto from = open_outbox(data, global);
    auto found = from.async_find_post(owner_scope::everyone(), command.id, boost::asio::use_future).get();
    if (!found && found.error().code == errc::not_found) return std::nullopt;
    return value_or_refusal(std::move(found));
}

} // namespace multipost::cli
