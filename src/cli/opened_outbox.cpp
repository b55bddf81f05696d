// SPDX-License-Identifier: BSL-1.0
#include "cli/opened_outbox.hpp"

#include "cli/channels_json.hpp"
#include "cli/connectors.hpp"
#include "cli/log.hpp"
#include "cli/network.hpp"
#include "cli/outbox_refusal.hpp"
#include "cli/posts_json.hpp"
#include "cli/text_input.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/json/array.hpp>

#include <sys/stat.h>

#include <iostream>

namespace multipost::cli {

namespace json = boost::json;

namespace {

using boost::asio::use_future;

const auto everyone = owner_scope::everyone();

refusal nowhere(const data_folder& data)
{
    return {exit_code::configuration, "no_outbox",
            "There is no outbox: " + data.database.string() +
                " does not exist. Name the data folder with --data or MULTIPOST_DATA; multipost channels add begins a "
                "new one."};
}

void make_folder(const data_folder& data)
{
    const auto before = umask(077);
    std::error_code error;
    std::filesystem::create_directories(data.folder, error);
    umask(before);
    if (error)
        throw refusal(exit_code::configuration, "bad_configuration",
                      "The data folder " + data.folder.string() + " cannot be made (" + error.message() + ").");
}

// A database without its key is not given a new one: that would only hide that the channels' secrets are lost.
void make_key_for_new_database(const data_folder& data, const global_options& global)
{
    if (std::filesystem::exists(data.master_key) || std::filesystem::exists(data.database)) return;
    value_or_refusal(master_key::create(data.master_key));
    if (!global.quiet)
        std::cerr << "multipost: a master key was made, " << data.master_key.string()
                  << ". Who loses it loses the channels' secrets: back it up, apart from the database.\n";
}

} // namespace

json::object opened_outbox::list_posts(const post_query& query)
{
    return to_json(value_or_refusal(outbox_.async_list_posts(query, use_future).get()));
}

json::object opened_outbox::find_post(const std::string& id)
{
    return to_json(value_or_refusal(outbox_.async_find_post(everyone, id, use_future).get()));
}

std::vector<channel_preview> opened_outbox::preview(const std::string& text, const std::vector<std::string>& channels)
{
    const auto message = parse_text(text, false);
    const publisher networks(connectors_, network_);
    std::vector<channel_preview> previews;
    for (const auto& id : channels)
    {
        const auto c = value_or_refusal(outbox_.async_open_channel(everyone, id, use_future).get());
        previews.push_back(networks.preview(message, c));
    }
    return previews;
}

std::string opened_outbox::owner_of(const std::vector<std::string>& channels)
{
    std::optional<std::string> owner;
    for (const auto& id : channels)
    {
        const auto c = value_or_refusal(outbox_.async_find_channel(everyone, id, use_future).get());
        if (owner && *owner != c.owner)
            throw refusal(exit_code::failure, "channels_of_several_users",
                          "These channels belong to several users. Send to each user's channels by a post of its own.");
        owner = c.owner;
    }
    return owner.value_or("");
}

json::object opened_outbox::accepted(result<accepted_post> r)
{
    const auto post = value_or_refusal(std::move(r));
    if (!post.refusals.empty())
    {
        json::array errors;
        for (const auto& why : post.refusals)
            errors.push_back({{"channel", why.channel}, {"what", why.failure.what}, {"advice", why.failure.advice}});
        throw refused_by_channels(errors, list_channels());
    }
    return find_post(post.accepted.id);
}

json::object opened_outbox::accept(const new_post& p)
{
    auto owned = p;
    owned.owner = owner_of(p.channels);
    // A channel that cannot be used now may be mended until then.
    owned.only_if_usable = !p.when;
    return accepted(outbox_.async_accept(std::move(owned), use_future).get());
}

json::object opened_outbox::change_post(const std::string& id, const post_change& change)
{
    return accepted(outbox_.async_change_post(everyone, id, change, use_future).get());
}

json::object opened_outbox::cancel_post(const std::string& id)
{
    value_or_refusal(outbox_.async_cancel(everyone, id, std::nullopt, use_future).get());
    return find_post(id);
}

json::object opened_outbox::restore_post(const std::string& id)
{
    value_or_refusal(outbox_.async_restore(everyone, id, std::nullopt, use_future).get());
    return find_post(id);
}

json::object opened_outbox::retry_post(const std::string& id)
{
    value_or_refusal(outbox_.async_retry(everyone, id, use_future).get());
    return find_post(id);
}

json::object opened_outbox::resolve_delivery(const std::string& id, resolution as)
{
    return to_json(value_or_refusal(outbox_.async_resolve(everyone, id, as, use_future).get()));
}

json::object opened_outbox::list_channels()
{
    json::array items;
    for (const auto& c : value_or_refusal(outbox_.async_list_channels(everyone, use_future).get()))
        items.push_back(to_json(c));
    return {{"items", std::move(items)}, {"next", nullptr}};
}

json::object opened_outbox::add_channel(const std::string& name, const secret_string& url)
{
    auto where = value_or_refusal(connectors_.channel_from_url(url.reveal()));
    return to_json(value_or_refusal(outbox_.async_add_channel({"", name, std::move(where)}, use_future).get()));
}

// A channel's posts are of its network: another network is another channel.
channel opened_outbox::changed(const std::string& id, const secret_string& url, channel_settings& from)
{
    auto now = value_or_refusal(outbox_.async_open_channel(everyone, id, use_future).get());
    from = now.settings;
    auto next = connectors_.channel_from_url(url.reveal());
    const bool nobodys = !next && next.error().code == errc::unknown_connector;
    if (nobodys || (next.has_value() && next->connector != now.connector))
        throw refusal(exit_code::configuration, "bad_channel",
                      "This URL is not one of " + now.connector + ". Add a channel of its own for another network.");
    return value_or_refusal(std::move(next));
}

json::object opened_outbox::change_channel(const std::string& id, const channel_edit& change)
{
    channel_change wanted;
    wanted.name = change.name;
    wanted.state = change.state;
    if (change.url) wanted.where = changed(id, *change.url, wanted.from.emplace());
    return to_json(value_or_refusal(outbox_.async_change_channel(everyone, id, std::move(wanted), use_future).get()));
}

json::object opened_outbox::test_channel(const std::string& id)
{
    auto which = value_or_refusal(outbox_.async_open_channel(everyone, id, use_future).get());
    publisher networks(connectors_, network_);
    const auto found = networks.check(std::move(which));
    if (says_clearly(found)) value_or_refusal(outbox_.async_note_check(everyone, id, found.failure, use_future).get());
    return test_json(found);
}

void opened_outbox::remove_channel(const std::string& id)
{
    value_or_refusal(outbox_.async_remove_channel(everyone, id, use_future).get());
}

std::unique_ptr<opened_outbox> open_outbox(const data_folder& data, const global_options& global,
                                           const outbox_needs& needs, const std::string& program, bool last_try)
{
    if (!needs.make && !std::filesystem::exists(data.database)) throw nowhere(data);
    auto network = network_options(needs.network, global);
    auto connectors = load_connectors(global).registry;
    if (needs.make)
    {
        make_folder(data);
        make_key_for_new_database(data, global);
    }
    const auto key = value_or_refusal(master_key::read(data.master_key));
    sqlite_options options;
    options.owner = program;
    options.log = make_log(global);
    auto database = sqlite_database::open(data.database, options);
    if (!database && database.error().code == errc::store_in_use && !last_try) return nullptr;
    auto opened = outbox::open(value_or_refusal(std::move(database)), connectors, key);
    return std::make_unique<opened_outbox>(value_or_refusal(std::move(opened)), std::move(connectors),
                                           std::move(network));
}

} // namespace multipost::cli
