// SPDX-License-Identifier: BSL-1.0
#include "server.hpp"

#include "discord_webhook.hpp"
#include "router.hpp"
#include "slack_webhook.hpp"

#include <mutex>
#include <thread>
#include <vector>

namespace sandbox {

namespace {

std::vector<std::unique_ptr<network>> networks(ledger& published, bool rate_limits)
{
    std::vector<std::unique_ptr<network>> all;
    all.push_back(std::make_unique<slack_webhook>(published, rate_limits));
    all.push_back(std::make_unique<discord_webhook>(published, rate_limits));
    return all;
}

} // namespace

class server::implementation
{
public:
    explicit implementation(server_options options)
        : router_{published_, networks(published_, options.rate_limits)},
          http_{[this](const request& r) { return router_.answer(r); }, options.limits},
          http_at_{options.http}
    {
        http_at_.port = http_.listen(options.http);
        if (options.https)
        {
            const auto identity = options.identity ? *options.identity : make_server_identity();
            ca_pem_ = identity.ca_pem;
            https_at_ = options.https;
            https_at_->port = http_.listen_tls(*options.https, identity);
        }
        thread_ = std::thread{[this] { http_.run(); }};
    }

    ~implementation() { stop(); }

    void stop()
    {
        const std::lock_guard lock{stopping_};
        http_.stop();
        if (thread_.joinable()) thread_.join();
    }

    const endpoint& http_at() const noexcept { return http_at_; }

    const std::optional<endpoint>& https_at() const noexcept { return https_at_; }

    const std::string& ca_pem() const noexcept { return ca_pem_; }

    ledger& published() noexcept { return published_; }

private:
    ledger published_;
    router router_;
    http_server http_; // after what its connections use
    endpoint http_at_;
    std::optional<endpoint> https_at_;
    std::string ca_pem_;
    std::mutex stopping_;
    std::thread thread_;
};

server::server(server_options options) : implementation_{std::make_unique<implementation>(std::move(options))} {}

server::~server() = default;

std::uint16_t server::port() const noexcept { return implementation_->http_at().port; }

std::uint16_t server::https_port() const noexcept
{
    const auto& at = implementation_->https_at();
    return at ? at->port : std::uint16_t{0};
}

std::string server::url() const { return "http://" + to_string(implementation_->http_at()); }

std::string server::https_url() const
{
    const auto& at = implementation_->https_at();
    return at ? "https://" + to_string(*at) : std::string{};
}

const std::string& server::ca_pem() const noexcept { return implementation_->ca_pem(); }

ledger& server::published() noexcept { return implementation_->published(); }

void server::stop() { implementation_->stop(); }

} // namespace sandbox
