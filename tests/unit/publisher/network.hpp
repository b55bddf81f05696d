// SPDX-License-Identifier: BSL-1.0
/// @file
/// A network on 127.0.0.1 that answers as a test says, and the channels of the test connectors to it.
#ifndef MULTIPOST_TESTS_PUBLISHER_NETWORK_HPP
#define MULTIPOST_TESTS_PUBLISHER_NETWORK_HPP

#include "printing.hpp"
#include "scripted_server.hpp"

#include <multipost/publisher.hpp>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace multipost::test {

/// A whole answer. @param head  further header lines, each with its CR LF
[[nodiscard]] std::string http_answer(int status, std::string_view body = {}, std::string_view head = {});

/// Remembers every request and answers it.
class network
{
public:
    /// Takes a request, head and body, and its number from 0; gives the bytes to answer, nothing to reset the connection, or
    /// "hang" to leave the client waiting.
    using answers = std::function<std::string(const std::string& request, int number)>;

    explicit network(answers answer);
    /// Answers each request 200 with the id "1".
    network() : network([](const std::string&, int) { return http_answer(200, "1"); }) {}

    [[nodiscard]] std::vector<std::string> requests() const;
    /// Returns when so many requests have come.
    void await_requests(std::size_t count);

    [[nodiscard]] channel channel_of(std::string_view connector, std::string_view token = "secret-token") const;
    [[nodiscard]] std::string url() const { return "http://" + server_.authority(); }
    [[nodiscard]] std::string authority() const { return server_.authority(); }
    [[nodiscard]] int connections() const { return server_.connections(); }

private:
    void talk(peer& client);

    answers answer_;
    mutable std::mutex mutex_;
    std::condition_variable came_;
    std::vector<std::string> requests_;
    scripted_server server_; ///< last: its threads use the rest
};

/// The test connectors, loaded once.
[[nodiscard]] const connector_registry& connectors();

/// Options that reach `n`.
[[nodiscard]] publisher_options options_for(const network& n);

[[nodiscard]] message text(std::string_view plain);

} // namespace multipost::test

#endif
