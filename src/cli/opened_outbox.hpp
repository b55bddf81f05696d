// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_OPENED_OUTBOX_HPP
#define MULTIPOST_CLI_OPENED_OUTBOX_HPP

#include "cli/outbox_client.hpp"

#include <multipost/outbox.hpp>
#include <multipost/publisher.hpp>

namespace multipost::cli {

/// An outbox that belongs to this process for as long as this object lives.
class opened_outbox final : public outbox_client
{
public:
    opened_outbox(outbox from, connector_registry connectors, publisher_options network)
        : outbox_(std::move(from)),
          connectors_(std::move(connectors)),
          network_(std::move(network))
    {}

    [[nodiscard]] const outbox& handle() const noexcept { return outbox_; }
    [[nodiscard]] const connector_registry& connectors() const noexcept { return connectors_; }
    [[nodiscard]] const publisher_options& network() const noexcept { return network_; }

    [[nodiscard]] bool has_server() const override { return false; }
    [[nodiscard]] boost::json::object list_posts(const post_query& query) override;
    [[nodiscard]] boost::json::object find_post(const std::string& id) override;
    [[nodiscard]] std::vector<channel_preview> preview(const std::string& text,
                                                       const std::vector<std::string>& channels) override;
    boost::json::object accept(const new_post& p) override;
    boost::json::object change_post(const std::string& id, const post_change& change) override;
    boost::json::object cancel_post(const std::string& id) override;
    boost::json::object restore_post(const std::string& id) override;
    boost::json::object retry_post(const std::string& id) override;
    boost::json::object resolve_delivery(const std::string& id, resolution as) override;
    [[nodiscard]] boost::json::object list_channels() override;
    boost::json::object add_channel(const std::string& name, const secret_string& url) override;
    boost::json::object change_channel(const std::string& id, const channel_edit& change) override;
    boost::json::object test_channel(const std::string& id) override;
    void remove_channel(const std::string& id) override;

private:
    boost::json::object accepted(result<accepted_post> r);
    [[nodiscard]] std::string owner_of(const std::vector<std::string>& channels);
    [[nodiscard]] channel changed(const std::string& id, const secret_string& url, channel_settings& from);

    outbox outbox_;
    connector_registry connectors_;
    publisher_options network_;
};

/// Opens the outbox of a data folder.
///
/// @param program  who has it, for the error that other processes get
/// @return  nullptr: another process has it
/// @throws refusal  there is none, or it cannot be opened; with the owner's name where `last_try` and another process has it
[[nodiscard]] std::unique_ptr<opened_outbox> open_outbox(const data_folder& data, const global_options& global,
                                                         const outbox_needs& needs, const std::string& program,
                                                         bool last_try = true);

} // namespace multipost::cli

#endif
