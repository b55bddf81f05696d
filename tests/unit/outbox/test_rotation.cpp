// SPDX-License-Identifier: BSL-1.0
#include "held_database.hpp"
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;

namespace asio = boost::asio;

namespace {

struct rotating
{
    result<outbox> reopen_with(const master_key& key)
    {
        kept.close();
        auto database = sqlite_database::open(kept.file()).value();
        return outbox::open(database, test_connectors(), key);
    }

    std::string token_in(outbox& box, const std::string& id)
    {
        const auto opened = box.async_open_channel(owner_scope::everyone(), id, asio::use_future).get();
        return std::string(opened.value().settings.at("token").reveal());
    }

    kept_outbox kept;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(the_keys_of_an_outbox, rotating)

BOOST_AUTO_TEST_CASE(another_master_key_opens_nothing_and_changes_nothing)
{
    const auto id = kept.add_channel().id;
    const auto refused = reopen_with(master_key::random());
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST(refused.error().code == errc::wrong_master_key);
    auto opened = reopen_with(kept.key);
    BOOST_TEST_REQUIRE(opened.has_value());
    BOOST_TEST(token_in(*opened, id) == "secret-token-9876");
}

BOOST_AUTO_TEST_CASE(a_rotation_seals_everything_anew)
{
    const auto id = kept.add_channel().id;
    static_cast<void>(kept.add_channel("bob"));
    const auto delivery = kept.accept({id}).accepted.deliveries[0].id;
    kept.work([&](store_session& s) {
        const auto due = s.claim(kept_outbox::soon(), 1, {}).due;
        BOOST_TEST(s.begin_attempt(due[0], exposure::nothing, kept_outbox::soon()).has_value());
        BOOST_TEST(s.store_checkpoint(delivery, 1, "so far", exposure::parts));
    });
    const auto sealed = [&] {
        std::string all;
        for (const auto& row : kept.rows("SELECT hex(sealed) FROM outbox_channels UNION ALL SELECT hex(checkpoint) FROM"
                                         " outbox_deliveries UNION ALL SELECT hex(wrapped) FROM outbox_keys"))
            all += row.text(0) + "\n";
        return all;
    };
    const auto before = sealed();
    const auto next = master_key::random();
    BOOST_TEST(kept.box->async_rotate_key(next, asio::use_future).get().value() == 2U);
    const auto after = sealed();
    for (std::size_t at = 0; at != before.size();)
    {
        const auto end = before.find('\n', at);
        BOOST_TEST(after.find(before.substr(at, end - at)) == std::string::npos);
        at = end + 1;
    }
    BOOST_TEST(kept.rows("SELECT count(*) FROM outbox_keys")[0].integer(0) == 1);
    BOOST_TEST(token_in(*kept.box, id) == "secret-token-9876"); // at once, without a restart

    BOOST_TEST(reopen_with(kept.key).has_error());
    auto opened = reopen_with(next);
    BOOST_TEST_REQUIRE(opened.has_value());
    BOOST_TEST(token_in(*opened, id) == "secret-token-9876");
    opened = error{errc::ok, {}};
    kept.key = next;
    kept.open();
    const auto due = kept.claim(kept_outbox::soon()).due;
    BOOST_TEST_REQUIRE(due.size() == 1U);
    BOOST_TEST(due[0].checkpoint == "so far");
}

BOOST_AUTO_TEST_CASE(works_that_share_the_rotations_commit_see_the_new_key)
{
    const auto id = kept.add_channel().id;
    held_database held(*kept.database);
    auto rotated = kept.box->async_rotate_key(master_key::random(), asio::use_future);
    auto opened = kept.box->async_open_channel(owner_scope::everyone(), id, asio::use_future);
    auto made = kept.box->async_add_channel({"ann", "Next", nowhere()}, asio::use_future);
    held.let_go();
    BOOST_TEST(rotated.get().value() == 1U);
    BOOST_TEST(opened.get().value().settings.at("token").reveal() == "secret-token-9876");
    BOOST_TEST(token_in(*kept.box, made.get().value().id) == "secret-token-9876");
}

BOOST_AUTO_TEST_CASE(a_rotation_leaves_what_is_lost_as_it_is)
{
    const auto good = kept.add_channel().id;
    const auto lost = kept.add_channel().id;
    kept.sql("UPDATE outbox_channels SET sealed = x'00' WHERE id = ?", {lost});
    BOOST_TEST(kept.box->async_rotate_key(master_key::random(), asio::use_future).get().value() == 2U);
    BOOST_TEST(token_in(*kept.box, good) == "secret-token-9876");
    BOOST_TEST(kept.box->async_open_channel(owner_scope::everyone(), lost, asio::use_future).get().has_error());
}

BOOST_AUTO_TEST_SUITE_END()
