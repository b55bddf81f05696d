// SPDX-License-Identifier: BSL-1.0
/// @file
/// An outbox in a folder of the test's own, asked by blocking calls.
#ifndef MULTIPOST_TESTS_OUTBOX_KEPT_OUTBOX_HPP
#define MULTIPOST_TESTS_OUTBOX_KEPT_OUTBOX_HPP

#include "outbox/outbox_access.hpp"
#include "outbox/store.hpp"
#include "printing.hpp"
#include "temporary_folder.hpp"

#include <multipost/connector_registry.hpp>
#include <multipost/outbox.hpp>

#include <boost/asio/use_future.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace multipost::test {

/// The connectors of the publisher's tests: "plain" takes 20 characters, the network of "keyed" recognises a repetition.
[[nodiscard]] const connector_registry& test_connectors();

/// A channel to nowhere: nothing is sent in these tests.
[[nodiscard]] channel nowhere(std::string_view connector = "plain", std::string_view token = "secret-token-9876");

class kept_outbox
{
public:
    explicit kept_outbox(outbox_options wanted = {});

    /// As if the process had ended and begun again.
    void close();
    void open();

    [[nodiscard]] std::filesystem::path file() const { return folder / "outbox.db"; }

    [[nodiscard]] stored_channel add_channel(std::string owner = "ann", std::string_view connector = "plain",
                                             std::string name = "Team");
    [[nodiscard]] accepted_post accept(std::vector<std::string> channels, std::string text = "hello",
                                       std::string owner = "ann", std::string key = {});
    [[nodiscard]] post find(const std::string& id);
    [[nodiscard]] post_page list(post_query query);

    /// Runs work of the worker's in a transaction.
    void work(const std::function<void(store_session&)>& what);
    [[nodiscard]] claim_result claim(wall_time at, std::size_t limit = 100, const std::vector<std::string>& busy = {});

    /// Runs SQL as somebody with the database's file could.
    void sql(std::string_view statement, std::vector<sqlite_value> parameters = {});
    [[nodiscard]] std::vector<sqlite_row> rows(std::string_view statement, std::vector<sqlite_value> parameters = {});
    /// All that is known of a delivery, in a text.
    [[nodiscard]] std::string row_of(const std::string& delivery);

    /// Later than all that was accepted so far.
    [[nodiscard]] static wall_time soon();

    temporary_folder folder;
    outbox_options options;
    master_key key = master_key::random();
    std::optional<sqlite_database> database;
    std::optional<outbox> box;
};

} // namespace multipost::test

#endif
