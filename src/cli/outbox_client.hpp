// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_OUTBOX_CLIENT_HPP
#define MULTIPOST_CLI_OUTBOX_CLIENT_HPP

#include "cli/data_folder.hpp"
#include "cli/invocation.hpp"

#include <multipost/post.hpp>
#include <multipost/publisher.hpp>
#include <multipost/secret_string.hpp>

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace multipost::cli {

/// What to change in a channel. What is not given stays.
struct channel_edit
{
    std::optional<std::string> name;
    std::optional<secret_string> url;
    std::optional<channel_state> state; ///< active or paused
};

/// The outbox of a data folder, whoever holds it: a server, or nobody and then this process.
///
/// It answers as the server's API does (docs/openapi.yaml), so that a reader need not know who answered. It sees what all
/// owners have. Every member throws a refusal when what is asked cannot be had; its text says why.
class outbox_client
{
public:
    virtual ~outbox_client() = default;

    /// Whether somebody else sends what is accepted; else nobody does until a worker or a server comes.
    [[nodiscard]] virtual bool has_server() const = 0;

    [[nodiscard]] virtual boost::json::object list_posts(const post_query& query) = 0; ///< PostList
    [[nodiscard]] virtual boost::json::object find_post(const std::string& id) = 0;    ///< PostDetail
    /// What each of these channels' readers would get. Nothing is sent or kept.
    [[nodiscard]] virtual std::vector<channel_preview> preview(const std::string& text,
                                                               const std::vector<std::string>& channels) = 0;
    /// Accepts a post in the name of whoever owns its channels; new_post::owner is not looked at. PostDetail.
    virtual boost::json::object accept(const new_post& p) = 0;
    virtual boost::json::object change_post(const std::string& id, const post_change& change) = 0; ///< PostDetail
    virtual boost::json::object cancel_post(const std::string& id) = 0;                            ///< PostDetail
    virtual boost::json::object restore_post(const std::string& id) = 0;                           ///< PostDetail
    virtual boost::json::object retry_post(const std::string& id) = 0;                             ///< PostDetail

    /// Settles an unconfirmed delivery by what the user saw. Delivery.
    virtual boost::json::object resolve_delivery(const std::string& id, resolution as) = 0;

    [[nodiscard]] virtual boost::json::object list_channels() = 0;                                     ///< ChannelList
    virtual boost::json::object add_channel(const std::string& name, const secret_string& url) = 0;    ///< Channel
    virtual boost::json::object change_channel(const std::string& id, const channel_edit& change) = 0; ///< Channel
    virtual boost::json::object test_channel(const std::string& id) = 0;                               ///< ChannelTest
    virtual void remove_channel(const std::string& id) = 0;

protected:
    outbox_client() = default;
    outbox_client(const outbox_client&) = default;
    outbox_client& operator=(const outbox_client&) = default;
};

/// What is wanted of an outbox beside reading and changing it.
struct outbox_needs
{
    /// A folder, a database and a master key are made where there are none.
    bool make = false;
    /// How this process itself reaches networks. A server decides that for itself.
    network_choice network = {};
};

/// The outbox of a data folder: its server's, or opened by this process where none runs.
///
/// A process that has it for a moment only is waited for.
/// @throws refusal  there is none, it cannot be opened, or another process has it; the text says which
[[nodiscard]] std::unique_ptr<outbox_client> find_outbox(const data_folder& data, const global_options& global,
                                                         const outbox_needs& needs = {});

} // namespace multipost::cli

#endif
