// SPDX-License-Identifier: BSL-1.0
#ifndef INTEGRATION_RECORDING_SERVER_HPP
#define INTEGRATION_RECORDING_SERVER_HPP

#include <sandbox/http_server.hpp>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace integration {

/// Answers every request in one way, and keeps what was asked.
class recording_server
{
public:
    explicit recording_server(sandbox::response answer);
    ~recording_server();
    recording_server(const recording_server&) = delete;
    recording_server& operator=(const recording_server&) = delete;

    [[nodiscard]] std::string authority() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::vector<sandbox::request> requests() const;

    /// Returns once a request is there.
    void wait_for_request() const;

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable came_;
    std::vector<sandbox::request> requests_;
    sandbox::http_server server_;
    std::uint16_t port_;
    std::thread thread_;
};

} // namespace integration

#endif
