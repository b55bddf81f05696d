// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_DEMO_ACCOUNTS_HPP
#define WEBAPP_DEMO_ACCOUNTS_HPP

#include "accounts/accounts.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/outbox.hpp>

#include <memory>
#include <string>

namespace webapp {

/// Accounts of a demonstration: who registers finds two channels, which lead to a sandbox's Slack and Discord.
class demo_accounts final : public accounts
{
public:
    /// @param sandbox  its origin: "http://127.0.0.1:8090"
    demo_accounts(std::unique_ptr<accounts> kept, multipost::outbox outbox, multipost::connector_registry connectors,
                  std::string sandbox)
        : kept_(std::move(kept)),
          outbox_(std::move(outbox)),
          connectors_(std::move(connectors)),
          sandbox_(std::move(sandbox))
    {}

    boost::asio::awaitable<user> add(new_user u, boost::asio::ip::address client) override;

    boost::asio::awaitable<bool> has_users() override { return kept_->has_users(); }
    boost::asio::awaitable<new_session> log_in(login_attempt a) override { return kept_->log_in(std::move(a)); }
    boost::asio::awaitable<std::optional<identity>> find_session(multipost::secret_string token) override
    {
        return kept_->find_session(std::move(token));
    }
    boost::asio::awaitable<current_login> current(identity who) override { return kept_->current(std::move(who)); }
    boost::asio::awaitable<std::vector<session_info>> sessions(identity who) override
    {
        return kept_->sessions(std::move(who));
    }
    boost::asio::awaitable<std::vector<std::string>> living_sessions(std::vector<std::string> ids) override
    {
        return kept_->living_sessions(std::move(ids));
    }
    boost::asio::awaitable<void> end_session(identity who, std::string session_id) override
    {
        return kept_->end_session(std::move(who), std::move(session_id));
    }
    boost::asio::awaitable<void> change_password(identity who, multipost::secret_string current,
                                                 multipost::secret_string next) override
    {
        return kept_->change_password(std::move(who), std::move(current), std::move(next));
    }
    boost::asio::awaitable<void> reset_password(std::string email, multipost::secret_string next) override
    {
        return kept_->reset_password(std::move(email), std::move(next));
    }
    boost::asio::awaitable<user> rename(identity who, std::string display_name) override
    {
        return kept_->rename(std::move(who), std::move(display_name));
    }
    boost::asio::awaitable<invitation> invite(identity by, std::string email) override
    {
        return kept_->invite(std::move(by), std::move(email));
    }
    boost::asio::awaitable<void> sweep() override { return kept_->sweep(); }

private:
    boost::asio::awaitable<void> add_channel(std::string owner, std::string name, std::string url);

    std::unique_ptr<accounts> kept_;
    multipost::outbox outbox_;
    multipost::connector_registry connectors_;
    std::string sandbox_;
};

} // namespace webapp

#endif
