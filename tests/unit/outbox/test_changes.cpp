// SPDX-License-Identifier: BSL-1.0
// Who listens is told of each change once it is committed, and of nothing else.
#include "faulty_disk.hpp"
#include "held_database.hpp"
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <ostream>
#include <stdexcept>
#include <utility>

using namespace multipost;
using namespace multipost::test;

namespace asio = boost::asio;

namespace multipost {

std::ostream& operator<<(std::ostream& os, const outbox_change& c)
{
    return os << (c.what == outbox_change::subject::post ? "post " : "channel ") << c.id << " of " << c.owner;
}

} // namespace multipost

namespace {

using changes = std::vector<outbox_change>;

/// What a listener was told, a list for each call. Its calls come before the operation completes that made the change, so
/// that who has its result may look.
struct listened
{
    listened()
    {
        outbox_options options;
        options.log = [this](const log_record& r) { logged.emplace_back(r.text); };
        options.on_change = [this](std::span<const outbox_change> told) {
            calls.emplace_back(told.begin(), told.end());
            if (throws) throw std::runtime_error("not today");
        };
        kept.emplace(std::move(options));
        channel = kept->add_channel();
        forget();
    }

    /// All that was told since the last time, in one list.
    changes told()
    {
        changes all;
        for (const auto& call : std::exchange(calls, {})) all.insert(all.end(), call.begin(), call.end());
        return all;
    }

    void forget() { static_cast<void>(told()); }

    accepted_post accept_quietly(std::vector<std::string> channels)
    {
        auto accepted = kept->accept(std::move(channels));
        forget();
        return accepted;
    }

    claimed_delivery claim() { return kept->claim(kept_outbox::soon()).due.at(0); }

    unsigned begin(const claimed_delivery& claimed)
    {
        std::optional<unsigned> attempt;
        kept->work(
            [&](store_session& s) { attempt = s.begin_attempt(claimed, exposure::nothing, kept_outbox::soon()); });
        return attempt.value();
    }

    void change(const channel_change& wanted)
    {
        kept->box->async_change_channel(owner_scope::of("ann"), channel.id, wanted, asio::use_future).get().value();
    }

    void rename(std::string name)
    {
        channel_change wanted;
        wanted.name = std::move(name);
        change(wanted);
    }

    void set(channel_state state)
    {
        channel_change wanted;
        wanted.state = state;
        change(wanted);
    }

    outbox_change of_post(const std::string& id) const { return {outbox_change::subject::post, "ann", id}; }
    outbox_change of_channel() const { return {outbox_change::subject::channel, "ann", channel.id}; }

    std::vector<changes> calls; ///< written on the database's thread
    std::vector<std::string> logged;
    bool throws = false;
    std::optional<kept_outbox> kept;
    stored_channel channel;
};

delivery_ending ending_in(delivery_state state)
{
    delivery_ending e;
    e.state = state;
    e.due_at = kept_outbox::soon();
    if (state != delivery_state::delivered) e.failure.emplace();
    return e;
}

failure refused_credentials()
{
    failure f;
    f.kind = failure_class::auth;
    f.code = "said";
    return f;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_listener_of_changes, listened)

BOOST_AUTO_TEST_CASE(it_is_told_of_an_accepted_post_once)
{
    const auto second = kept->add_channel("ann", "plain", "Second");
    forget();
    const auto id = kept->accept({channel.id, second.id}, "hello", "ann", "key").accepted.id;
    BOOST_TEST(told() == changes{of_post(id)}, boost::test_tools::per_element());

    BOOST_TEST(kept->accept({channel.id, second.id}, "hello", "ann", "key").replayed);
    BOOST_TEST(!kept->accept({channel.id}, "far more than twenty characters").refusals.empty());
    BOOST_TEST(told() == changes{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_told_of_each_step_of_an_attempt_that_is_shown)
{
    for (const auto end : {delivery_state::waiting, delivery_state::delivered})
    {
        const auto id = end == delivery_state::waiting ? accept_quietly({channel.id}).accepted.id : claim().post;
        const auto claimed = claim();
        BOOST_TEST(told() == changes{}, boost::test_tools::per_element());
        const auto attempt = begin(claimed);
        BOOST_TEST(told() == changes{of_post(id)}, boost::test_tools::per_element());
        kept->work([&](store_session& s) {
            BOOST_TEST(s.note_exposure(claimed.id, attempt, exposure::parts));
            BOOST_TEST(s.store_checkpoint(claimed.id, attempt, "at 7", exposure::parts));
            s.rest_channel(channel.id, kept_outbox::soon() - std::chrono::hours(1));
        });
        BOOST_TEST(told() == changes{}, boost::test_tools::per_element());
        kept->work([&](store_session& s) {
            BOOST_TEST(s.end_attempt(claimed.id, attempt, ending_in(end), kept_outbox::soon()));
        });
        BOOST_TEST(told() == changes{of_post(id)}, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(it_is_told_of_what_fails_without_being_sent_and_of_its_retry)
{
    const auto id = accept_quietly({channel.id}).accepted.id;
    kept->work([&, claimed = claim()](store_session& s) {
        BOOST_TEST(s.end_unsent(claimed, ending_in(delivery_state::failed), kept_outbox::soon()));
    });
    BOOST_TEST(told() == changes{of_post(id)}, boost::test_tools::per_element());
    kept->box->async_retry(owner_scope::of("ann"), id, asio::use_future).get().value();
    BOOST_TEST(told() == changes{of_post(id)}, boost::test_tools::per_element());
    BOOST_TEST(kept->box->async_retry(owner_scope::of("ann"), id, asio::use_future).get().has_error());
    BOOST_TEST(told() == changes{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_told_of_a_post_whose_words_are_changed)
{
    new_post later;
    later.owner = "ann";
    later.text = "hello";
    later.channels = {channel.id};
    later.when = schedule{"2027-06-01T09:00Z", {}, {}};
    const auto id = kept->box->async_accept(std::move(later), asio::use_future).get().value().accepted.id;
    forget();
    post_change words;
    words.text = "goodbye";
    BOOST_TEST(
        kept->box->async_change_post(owner_scope::of("ann"), id, std::move(words), asio::use_future).get().has_value());
    BOOST_TEST(told() == changes{of_post(id)}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_told_of_what_its_user_settles)
{
    for (const auto as : {resolution::delivered, resolution::not_delivered})
    {
        const auto accepted = accept_quietly({channel.id}).accepted;
        kept->sql("UPDATE outbox_deliveries SET state = 'unconfirmed' WHERE post = ?", {accepted.id});
        forget();
        kept->box->async_resolve(owner_scope::of("ann"), accepted.deliveries[0].id, as, asio::use_future).get().value();
        BOOST_TEST(told() == changes{of_post(accepted.id)}, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(it_is_told_of_a_channel_that_is_added_changed_and_refused)
{
    const auto added = kept->add_channel("bob", "plain", "Bob's");
    BOOST_TEST(told() == (changes{{outbox_change::subject::channel, "bob", added.id}}),
               boost::test_tools::per_element());
    rename("Renamed");
    set(channel_state::paused);
    set(channel_state::active);
    BOOST_TEST(told() == (changes{of_channel(), of_channel(), of_channel()}), boost::test_tools::per_element());

    kept->work([&](store_session& s) {
        BOOST_TEST(s.note_problem(channel.id, 4, refused_credentials(), kept_outbox::soon()));
    });
    BOOST_TEST(told() == changes{of_channel()}, boost::test_tools::per_element());
    const auto scope = owner_scope::of("ann");
    kept->box->async_note_check(scope, channel.id, std::nullopt, asio::use_future).get().value();
    BOOST_TEST(told() == changes{of_channel()}, boost::test_tools::per_element());
    kept->box->async_note_check(scope, channel.id, refused_credentials(), asio::use_future).get().value();
    BOOST_TEST(told() == changes{of_channel()}, boost::test_tools::per_element());

    kept->work([&](store_session& s) {
        BOOST_TEST(s.store_settings(channel.id, nowhere(), {{"token", secret_string("rotated")}}, kept_outbox::soon()));
    });
    BOOST_TEST(told() == changes{of_channel()}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_told_of_a_channel_that_leads_elsewhere_with_what_waits_for_it)
{
    const auto id = accept_quietly({channel.id}).accepted.id;
    channel_change elsewhere;
    elsewhere.where = nowhere("keyed");
    change(elsewhere);
    BOOST_TEST(told() == (changes{of_channel(), of_post(id)}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_told_of_a_removed_channel_with_what_that_cancels)
{
    const auto first = accept_quietly({channel.id}).accepted.id;
    const auto second = accept_quietly({channel.id}).accepted.id;
    kept->box->async_remove_channel(owner_scope::of("ann"), channel.id, asio::use_future).get().value();
    BOOST_TEST(calls.size() == 1U);
    const auto all = told();
    BOOST_TEST(all.size() == 3U);
    for (const auto& expected : {of_channel(), of_post(first), of_post(second)})
        BOOST_TEST((std::find(all.begin(), all.end(), expected) != all.end()), expected);
}

BOOST_AUTO_TEST_CASE(it_is_told_of_what_was_interrupted_before_the_outbox_is_open)
{
    const auto id = accept_quietly({channel.id}).accepted.id;
    static_cast<void>(begin(claim()));
    forget();
    kept->close();
    kept->open();
    BOOST_TEST(told() == changes{of_post(id)}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_told_once_of_all_that_shares_a_commit)
{
    held_database held(*kept->database);
    channel_change renamed;
    std::vector<std::future<result<stored_channel>>> waiting;
    for (const auto* const name : {"One", "Two", "Three"})
    {
        renamed.name = name;
        waiting.push_back(
            kept->box->async_change_channel(owner_scope::of("ann"), channel.id, renamed, asio::use_future));
    }
    auto added = kept->box->async_add_channel({"bob", "Bob's", nowhere()}, asio::use_future);
    held.let_go();
    for (auto& w : waiting) BOOST_TEST(w.get().has_value());
    const auto id = added.get().value().id;
    BOOST_TEST(calls.size() == 1U);
    BOOST_TEST(told() == (changes{of_channel(), {outbox_change::subject::channel, "bob", id}}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_not_told_of_what_a_work_takes_back)
{
    const auto claimed_post = accept_quietly({channel.id}).accepted.id;
    const auto claimed = claim();
    const auto begin_and_throw = [&](store_session& s) {
        BOOST_TEST(s.begin_attempt(claimed, exposure::nothing, kept_outbox::soon()).has_value());
        throw std::runtime_error("taken back");
    };
    held_database held(*kept->database);
    std::promise<bool> taken_back;
    outbox_access::store_of(*kept->box)->transact(begin_and_throw, [&](const std::exception_ptr& why) {
        taken_back.set_value(why != nullptr);
    });
    auto beside = kept->box->async_add_channel({"bob", "Bob's", nowhere()}, asio::use_future);
    held.let_go();
    BOOST_TEST(taken_back.get_future().get());
    const auto id = beside.get().value().id;
    BOOST_TEST(told() == (changes{{outbox_change::subject::channel, "bob", id}}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_may_throw_and_is_told_again)
{
    throws = true;
    const auto id = kept->accept({channel.id}).accepted.id;
    BOOST_TEST(told() == changes{of_post(id)}, boost::test_tools::per_element());
    BOOST_TEST(logged == std::vector<std::string>{"The listener of the outbox's changes failed"},
               boost::test_tools::per_element());
    throws = false;
    rename("Renamed");
    BOOST_TEST(told() == changes{of_channel()}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_is_replaced_by_that_of_who_opens_the_outbox_next)
{
    changes of_the_next;
    kept->options.on_change = [&](std::span<const outbox_change> told) {
        of_the_next.insert(of_the_next.end(), told.begin(), told.end());
    };
    const auto open_again = [&] {
        kept->box = outbox::open(*kept->database, test_connectors(), kept->key, kept->options).value();
    };
    open_again();
    rename("Renamed");
    BOOST_TEST(of_the_next == changes{of_channel()}, boost::test_tools::per_element());
    kept->options.on_change = {};
    open_again();
    rename("Again");
    BOOST_TEST(of_the_next == changes{of_channel()}, boost::test_tools::per_element());
    BOOST_TEST(told() == changes{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(a_listener_of_changes_is_not_told_of_what_found_the_disk_full)
{
    faulty_disk disk;
    std::size_t calls = 0;
    outbox_options options;
    options.on_change = [&](std::span<const outbox_change>) { ++calls; };
    kept_outbox kept(options);
    const auto channel = kept.add_channel();
    BOOST_TEST(calls == 1U);
    channel_change renamed;
    renamed.name = "Renamed";
    const auto rename = [&] {
        return kept.box->async_change_channel(owner_scope::of("ann"), channel.id, renamed, asio::use_future).get();
    };
    disk.set_full(true);
    BOOST_TEST(rename().has_error());
    BOOST_TEST(calls == 1U);
    disk.set_full(false);
    BOOST_TEST(rename().has_value());
    BOOST_TEST(calls == 2U);
}
