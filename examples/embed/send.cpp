// SPDX-License-Identifier: BSL-1.0
// Sends one message to one channel: embed_send PLUGIN_FOLDER CHANNEL_URL TEXT
#include <multipost/connector_registry.hpp>
#include <multipost/publisher.hpp>

#include <cstdlib>
#include <iostream>

int main(int argc, char** argv)
{
    if (argc != 4) return 2;
    multipost::connector_registry connectors;
    connectors.load_folder(argv[1]);

    multipost::publisher_options options; // everything but the public internet over https has to be allowed
    if (const char* hosts = std::getenv("MULTIPOST_ALLOW_HOSTS"))
        options.allow = multipost::allow_list::parse(hosts).value();
    multipost::publisher publisher(connectors, options);

    const auto channel = connectors.channel_from_url(argv[2]).value();
    for (const auto& result : publisher.publish(multipost::message::from_markdown(argv[3]).value(), {channel}))
        std::cout << result.channel << ": " << to_string(result.state) << '\n';
}
