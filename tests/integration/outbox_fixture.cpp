// SPDX-License-Identifier: BSL-1.0
#include "outbox_fixture.hpp"

#include "web_server.hpp"

#include <multipost/connector_registry.hpp>

#include <boost/asio/use_future.hpp>

#include <utility>

namespace integration {

using boost::asio::use_future;

multipost::outbox outbox_fixture::open_outbox() const
{
    std::filesystem::create_directory(data);
    multipost::connector_registry connectors;
    connectors.load_folder(INTEGRATION_PLUGINS);
    const auto key_file = std::filesystem::path(data) / "master.key";
    const auto key = std::filesystem::exists(key_file) ? multipost::master_key::read(key_file)
                                                       : multipost::master_key::create(key_file);
    auto database = multipost::sqlite_database::open(database_file()).value();
    return multipost::outbox::open(std::move(database), connectors, key.value()).value();
}

std::string outbox_fixture::add_channel(const std::string& name, const std::string& token,
                                        const std::string& owner) const
{
    multipost::connector_registry connectors;
    connectors.load_folder(INTEGRATION_PLUGINS);
    const multipost::new_channel wanted{owner, name, connectors.channel_from_url(slack(token)).value()};
    return open_outbox().async_add_channel(wanted, use_future).get().value().id;
}

std::string outbox_fixture::accept(const std::string& channel, const std::string& text) const
{
    auto outbox = open_outbox();
    multipost::new_post p;
    p.owner = outbox.async_find_channel(multipost::owner_scope::everyone(), channel, use_future).get().value().owner;
    p.text = text;
    p.channels = {channel};
    return outbox.async_accept(p, use_future).get().value().accepted.id;
}

std::vector<std::string> outbox_fixture::environment(std::vector<std::string> added) const
{
    added.push_back("MULTIPOST_ALLOW_HOSTS=" + authority());
    return web_environment(data, std::move(added));
}

finished outbox_fixture::command(std::vector<std::string> arguments, std::string input,
                                 std::vector<std::string> environment) const
{
    environment.insert(environment.end(),
                       {"MULTIPOST_DATA=" + data, "MULTIPOST_ALLOW_HOSTS=" + authority(), "TZ=Europe/Paris"});
    return multipost(std::move(arguments), std::move(input), std::move(environment));
}

finished outbox_fixture::posts(std::vector<std::string> arguments) const
{
    arguments.insert(arguments.begin(), "posts");
    return command(std::move(arguments));
}

std::string outbox_fixture::state_of(const std::string& id) const
{
    return text(json_of(posts({"show", id, "--json"})), "/state");
}

void outbox_fixture::wait_for_state(const std::string& id, const std::string& state) const
{
    wait_until([&] { return state_of(id) == state; });
}

} // namespace integration
