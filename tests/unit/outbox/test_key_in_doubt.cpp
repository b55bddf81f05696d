// SPDX-License-Identifier: BSL-1.0
// A key that is replaced in a transaction which fails, and what shares the batch with it.
#include "kept_outbox.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <string>
#include <thread>

namespace asio = boost::asio;
using namespace multipost;
using namespace multipost::test;

namespace {

/// The thread of a database may outlive the last handle on it by a moment.
void open_when_free(kept_outbox& kept)
{
    while (!sqlite_database::open(kept.file())) std::this_thread::yield();
    kept.open();
}

} // namespace

BOOST_AUTO_TEST_SUITE(a_key_that_is_in_doubt)

BOOST_AUTO_TEST_CASE(seals_nothing_once_its_transaction_has_failed)
{
    kept_outbox kept;
    const auto before = kept.add_channel();
    const auto pages = kept.rows("PRAGMA page_count").at(0).integer(0);
    kept.sql("PRAGMA max_page_count = " + std::to_string(pages + 20));

    // All that follows waits for this, and so is one batch.
    std::promise<void> all_wait;
    auto until_all_wait = all_wait.get_future().share();
    kept.database->post([until_all_wait](sqlite_session&) { until_all_wait.wait(); }, [](const std::exception_ptr&) {});

    auto rotated = kept.box->async_rotate_key(master_key::random(), asio::use_future);
    auto filled = kept.database->async_transact(
        [](sqlite_session& session) {
            session.execute("INSERT INTO outbox_posts (id, owner, text, title, link, search, created_at)"
                            " VALUES ('full', 'x', zeroblob(1000000) || '', '', '', '', 0)");
        },
        asio::use_future);
    auto added = kept.box->async_add_channel({"ann", "Added", nowhere()}, asio::use_future);
    all_wait.set_value();

    BOOST_TEST(rotated.get().error().code == make_error_code(errc::store_full));
    BOOST_CHECK_THROW(filled.get(), boost::system::system_error);
    const auto after = added.get().value();

    kept.close();
    open_when_free(kept); // with the key there was
    for (const auto& id : {before.id, after.id})
    {
        const auto opened = kept.box->async_open_channel(owner_scope::everyone(), id, asio::use_future).get();
        BOOST_TEST(opened.has_value());
    }
}

BOOST_AUTO_TEST_CASE(is_replaced_by_no_other)
{
    kept_outbox kept;
    const auto channel = kept.add_channel();
    std::promise<void> both_wait;
    auto until_both_wait = both_wait.get_future().share();
    kept.database->post([until_both_wait](sqlite_session&) { until_both_wait.wait(); },
                        [](const std::exception_ptr&) {});
    const auto next = master_key::random();
    auto first = kept.box->async_rotate_key(next, asio::use_future);
    auto second = kept.box->async_rotate_key(master_key::random(), asio::use_future);
    both_wait.set_value();

    BOOST_TEST(first.get().value() == 1U);
    BOOST_TEST(second.get().error().code == make_error_code(errc::changed_meanwhile));
    kept.key = next;
    kept.close();
    open_when_free(kept);
    BOOST_TEST(kept.box->async_open_channel(owner_scope::everyone(), channel.id, asio::use_future).get().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
