// SPDX-License-Identifier: BSL-1.0
#include "demo_accounts.hpp"

#include "api/problem.hpp"

#include <boost/asio/use_awaitable.hpp>

namespace webapp {

namespace asio = boost::asio;

asio::awaitable<user> demo_accounts::add(new_user u, asio::ip::address client)
{
    auto added = co_await kept_->add(std::move(u), client);
    co_await add_channel(added.id, "Slack of the sandbox", "slack:" + sandbox_ + "/services/TDEMO/BDEMO/" + added.id);
    co_await add_channel(added.id, "Discord of the sandbox", "discord:" + sandbox_ + "/api/webhooks/1/" + added.id);
    co_return added;
}

asio::awaitable<void> demo_accounts::add_channel(std::string owner, std::string name, std::string url)
{
    multipost::new_channel wanted{std::move(owner), std::move(name),
                                  value_or_problem(connectors_.channel_from_url(url))};
    value_or_problem(co_await outbox_.async_add_channel(std::move(wanted), asio::use_awaitable));
}

} // namespace webapp
