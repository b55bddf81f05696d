// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_TESTS_SERVED_HPP
#define WEBAPP_TESTS_SERVED_HPP

#include "accounts/make_accounts.hpp"
#include "api/router.hpp"
#include "operation/security_log.hpp"
#include "temporary_folder.hpp"

#include <multipost/outbox.hpp>
#include <multipost/outbox_worker.hpp>
#include <multipost/publisher.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/value.hpp>

#include <sandbox/server.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// What a client gets.
struct answered
{
    unsigned status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string text;
    boost::json::value json; ///< null without a body

    [[nodiscard]] std::string header(std::string_view name) const;
    /// A member of the body, "" when it is no text.
    [[nodiscard]] std::string at(std::string_view name) const;
    /// "422 no_channel", "202".
    [[nodiscard]] std::string outcome() const;
    /// The pointers of its errors, each after a blank.
    [[nodiscard]] std::string pointers() const;
};

/// Remembers events, "channel_added ada".
class remembered_events final : public security_log
{
public:
    void note(std::string_view event, const fields& what) override;

    std::vector<std::string> events;
    std::string everything; ///< all values
};

/// All routes of the handlers over a real outbox, its worker and a sandbox; "ada" and "bob" are users, "operator" is who asks
/// through the local socket.
struct served
{
    served();
    ~served();

    answered ask(std::string_view who, std::string_view method, std::string_view path, std::string_view body = {},
                 std::vector<std::pair<std::string, std::string>> headers = {},
                 std::vector<std::pair<std::string, std::string>> query = {});

    /// Asks several things before any of them is answered: who, and with which body.
    std::vector<answered> ask_at_once(std::string_view method, std::string_view path,
                                      const std::vector<std::pair<std::string_view, std::string>>& requests);

    /// Adds a channel of ada's and returns its id.
    std::string add(std::string_view name, const std::string& url, std::string_view who = "ada");
    [[nodiscard]] std::string slack(const std::string& token = "slack-token-0001") const;
    [[nodiscard]] std::string discord(const std::string& token = "discord-token-0002") const;

    /// Sends a message of ada's and returns the post's id.
    std::string send(const std::string& text, const std::vector<std::string>& channels);
    /// The post once nothing more happens to it by itself.
    boost::json::value settled(const std::string& id);

    temporary_folder folder;
    remembered_events log;
    sandbox::server networks;
    multipost::sqlite_database database;
    std::unique_ptr<accounts> users;
    multipost::outbox outbox;
    multipost::publisher publisher;
    multipost::outbox_worker worker;
    boost::asio::io_context io;
    router routes;
    static constexpr std::size_t posts_per_day = 5;
    std::string everything_answered; ///< the bodies of all answers

private:
    answered read(response told);
};

/// "[a,b]" of texts, as JSON.
[[nodiscard]] std::string json_list(const std::vector<std::string>& texts);

} // namespace webapp

#endif
