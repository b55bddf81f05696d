// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

namespace multipost::test {

std::string http_answer(int status, std::string_view body, std::string_view head)
{
    return "HTTP/1.1 " + std::to_string(status) + " Said\r\n" + std::string(head) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

network::network(answers answer) : answer_(std::move(answer)), server_([this](peer& client, int) { talk(client); }) {}

std::vector<std::string> network::requests() const
{
    const std::lock_guard lock(mutex_);
    return requests_;
}

void network::await_requests(std::size_t count)
{
    std::unique_lock lock(mutex_);
    came_.wait(lock, [&] { return requests_.size() >= count; });
}

channel network::channel_of(std::string_view connector, std::string_view token) const
{
    channel c;
    c.connector = connector;
    c.settings.emplace("url", secret_string(url()));
    c.settings.emplace("token", secret_string(token));
    c.label = c.connector + " here";
    return c;
}

void network::talk(peer& client)
{
    for (;;)
    {
        const auto request = client.read_request();
        if (request.empty()) return;
        int number = 0;
        {
            const std::lock_guard lock(mutex_);
            number = static_cast<int>(requests_.size());
            requests_.push_back(request);
        }
        came_.notify_all();
        const auto answer = answer_(request, number);
        if (answer.empty()) return client.reset();
        if (answer == "hang") return client.wait_for_abort();
        client.write(answer);
    }
}

const connector_registry& connectors()
{
    static const connector_registry loaded = [] {
        connector_registry registry;
        registry.load(TEST_CONNECTORS).value();
        return registry;
    }();
    return loaded;
}

publisher_options options_for(const network& n)
{
    publisher_options options;
    options.allow = allow_list::parse(n.authority()).value();
    return options;
}

message text(std::string_view plain)
{
    message m;
    m.text = plain_text(plain).value();
    return m;
}

} // namespace multipost::test
