// SPDX-License-Identifier: BSL-1.0
#include "kept_outbox.hpp"

#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;

namespace asio = boost::asio;

namespace {

struct channels
{
    result<stored_channel> change(const std::string& id, channel_change wanted, std::string owner = "ann")
    {
        return kept.box
            ->async_change_channel(owner_scope::of(std::move(owner)), id, std::move(wanted), asio::use_future)
            .get();
    }

    result<stored_channel> check_found(const std::string& id, std::optional<failure> found)
    {
        return kept.box->async_note_check(ann, id, std::move(found), asio::use_future).get();
    }

    channel open(const std::string& id)
    {
        return kept.box->async_open_channel(ann, id, asio::use_future).get().value();
    }

    owner_scope ann = owner_scope::of("ann");
    kept_outbox kept;
};

failure said(failure_class kind)
{
    failure f;
    f.kind = kind;
    f.code = "code";
    f.what = "It said no.";
    return f;
}

template <class T>
bool is(const result<T>& r, errc code)
{
    return r.has_error() && r.error().code == code;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_stored_channel, channels)

BOOST_AUTO_TEST_CASE(it_is_told_without_its_secrets)
{
    const auto made = kept.add_channel("ann", "plain", "Équipe");
    BOOST_TEST(made.name == "Équipe");
    BOOST_TEST(made.owner == "ann");
    BOOST_TEST(made.connector == "plain");
    BOOST_TEST(made.hint == "hooks.example …9876");
    BOOST_TEST(made.settings.size() == 1U);
    BOOST_TEST(made.settings.at("url") == "https://hooks.example/here");
    BOOST_TEST(made.state == channel_state::active);
    BOOST_TEST(made.revision == 1);
    const auto found = kept.box->async_find_channel(ann, made.id, asio::use_future).get().value();
    BOOST_TEST(found.hint == made.hint);
    BOOST_TEST((found.created_at == made.created_at));
}

BOOST_AUTO_TEST_CASE(it_opens_with_its_secrets_and_is_called_by_its_name)
{
    const auto opened = open(kept.add_channel("ann", "plain", "Team").id);
    BOOST_TEST(opened.label == "Team");
    BOOST_TEST((opened.settings == nowhere().settings));
}

BOOST_AUTO_TEST_CASE(no_file_holds_its_secret)
{
    const auto made = kept.add_channel();
    channel_settings rotated;
    rotated["token"] = secret_string("rotated-token-5432");
    kept.work(
        [&](store_session& s) { BOOST_TEST(s.store_settings(made.id, nowhere(), rotated, kept_outbox::soon())); });
    kept.box->async_rotate_key(master_key::random(), asio::use_future).get().value();
    for (const bool closed : {false, true})
    {
        if (closed) kept.close();
        for (const auto& entry : std::filesystem::directory_iterator(kept.folder.path()))
        {
            const auto bytes = bytes_of(entry.path());
            for (const char* secret : {"secret-token", "rotated-token"})
                BOOST_TEST(bytes.find(secret) == std::string::npos, entry.path() << " holds " << secret);
        }
    }
}

BOOST_AUTO_TEST_CASE(channels_are_listed_by_name_each_owner_its_own)
{
    static_cast<void>(kept.add_channel("ann", "plain", "b"));
    static_cast<void>(kept.add_channel("ann", "plain", "a"));
    static_cast<void>(kept.add_channel("bob", "plain", "c"));
    const auto anns = kept.box->async_list_channels(ann, asio::use_future).get().value();
    BOOST_TEST_REQUIRE(anns.size() == 2U);
    BOOST_TEST(anns[0].name == "a");
    BOOST_TEST(anns[1].name == "b");
    BOOST_TEST(kept.box->async_list_channels(owner_scope::everyone(), asio::use_future).get().value().size() == 3U);
}

BOOST_AUTO_TEST_CASE(it_tells_what_is_pending_and_when_something_was_last_delivered)
{
    const auto id = kept.add_channel().id;
    const auto find = [&] { return kept.box->async_find_channel(ann, id, asio::use_future).get().value(); };
    BOOST_TEST(find().pending == 0U);
    BOOST_TEST(!find().last_delivered_at.has_value());

    static_cast<void>(kept.accept({id}, "one"));
    static_cast<void>(kept.accept({id}, "two"));
    BOOST_TEST(find().pending == 2U);
    const auto at = kept_outbox::soon();
    for (const auto state : {delivery_state::delivered, delivery_state::failed})
    {
        const auto claimed = kept.claim(at).due.at(0);
        kept.work([&](store_session& s) {
            delivery_ending ending;
            ending.state = state;
            if (state == delivery_state::failed) ending.failure = said(failure_class::message_rejected);
            const auto attempt = s.begin_attempt(claimed, exposure::nothing, at);
            const auto later = at + std::chrono::seconds(state == delivery_state::failed ? 1 : 0);
            BOOST_TEST(s.end_attempt(claimed.id, attempt.value(), ending, later));
        });
        BOOST_TEST((find().last_delivered_at == at));
    }
    BOOST_TEST(find().pending == 0U);
    BOOST_TEST((kept.box->async_list_channels(ann, asio::use_future).get().value().at(0).last_delivered_at == at));
}

BOOST_AUTO_TEST_CASE(a_name_must_be_one)
{
    const auto refused = kept.box->async_add_channel({"ann", "", nowhere()}, asio::use_future).get();
    BOOST_TEST(is(refused, errc::bad_channel));
    channel_change wanted;
    wanted.name = "two\nlines";
    BOOST_TEST(is(change(kept.add_channel().id, wanted), errc::bad_channel));
}

BOOST_AUTO_TEST_CASE(an_owner_may_have_so_many)
{
    kept.close();
    kept.options.max_channels_per_owner = 2;
    kept.open();
    const auto one = kept.add_channel();
    static_cast<void>(kept.add_channel());
    BOOST_TEST(
        is(kept.box->async_add_channel({"ann", "three", nowhere()}, asio::use_future).get(), errc::limit_reached));
    static_cast<void>(kept.add_channel("bob"));
    kept.box->async_remove_channel(ann, one.id, asio::use_future).get().value();
    static_cast<void>(kept.add_channel());
}

BOOST_AUTO_TEST_CASE(a_change_counts_once_and_touches_what_is_given)
{
    const auto made = kept.add_channel();
    channel_change wanted;
    wanted.name = "New";
    auto now = change(made.id, wanted).value();
    BOOST_TEST(now.name == "New");
    BOOST_TEST(now.revision == 2);
    BOOST_TEST(now.hint == made.hint);
    BOOST_TEST((open(made.id).settings == nowhere().settings));

    wanted = {};
    wanted.where = nowhere("keyed", "another-token-1111");
    wanted.name = "Newer";
    wanted.state = channel_state::paused;
    now = change(made.id, wanted).value();
    BOOST_TEST(now.revision == 3);
    BOOST_TEST(now.connector == "keyed");
    BOOST_TEST(now.hint == "hooks.example …1111");
    BOOST_TEST(now.state == channel_state::paused);
    BOOST_TEST((open(made.id).settings == wanted.where->settings));
}

BOOST_AUTO_TEST_CASE(a_change_of_what_was_changed_meanwhile_is_refused)
{
    const auto made = kept.add_channel();
    channel_change wanted;
    wanted.name = "New";
    wanted.if_revision = 1;
    BOOST_TEST(change(made.id, wanted).has_value());
    BOOST_TEST(is(change(made.id, wanted), errc::changed_meanwhile));
    wanted.if_revision = 2;
    BOOST_TEST(change(made.id, wanted).has_value());
    BOOST_TEST(is(change("nothing", wanted), errc::not_found));
    BOOST_TEST(is(change(made.id, wanted, "bob"), errc::not_found));
}

BOOST_AUTO_TEST_CASE(that_it_needs_attention_is_not_for_its_owner_to_say)
{
    channel_change wanted;
    wanted.state = channel_state::needs_attention;
    BOOST_TEST(is(change(kept.add_channel().id, wanted), errc::bad_channel));
}

BOOST_AUTO_TEST_CASE(a_check_sets_and_clears_its_problem)
{
    const auto id = kept.add_channel().id;
    for (const auto kind : {failure_class::transient, failure_class::rate_limited, failure_class::message_rejected,
                            failure_class::unconfirmed})
        BOOST_TEST(check_found(id, said(kind)).value().state == channel_state::active);
    for (const auto kind : {failure_class::auth, failure_class::channel_dead})
    {
        const auto now = check_found(id, said(kind)).value();
        BOOST_TEST(now.state == channel_state::needs_attention);
        BOOST_TEST_REQUIRE(now.problem.has_value());
        BOOST_TEST(now.problem->failure.what == "It said no.");
        BOOST_TEST(now.problem->failure.kind == kind);
        BOOST_TEST(check_found(id, said(failure_class::transient)).value().problem.has_value());
        const auto good = check_found(id, std::nullopt).value();
        BOOST_TEST(good.state == channel_state::active);
        BOOST_TEST(!good.problem.has_value());
    }
    BOOST_TEST(is(check_found("nothing", std::nullopt), errc::not_found));
}

BOOST_AUTO_TEST_CASE(new_settings_and_its_owners_word_end_a_problem)
{
    const auto id = kept.add_channel().id;
    channel_change wanted;
    wanted.where = nowhere();
    check_found(id, said(failure_class::auth)).value();
    BOOST_TEST(change(id, wanted).value().state == channel_state::active);
    wanted = {};
    wanted.state = channel_state::active;
    check_found(id, said(failure_class::auth)).value();
    BOOST_TEST(change(id, wanted).value().state == channel_state::active);
    wanted = {};
    wanted.name = "New";
    check_found(id, said(failure_class::auth)).value();
    BOOST_TEST(change(id, wanted).value().state == channel_state::needs_attention);
}

BOOST_AUTO_TEST_CASE(what_its_owner_paused_stays_paused)
{
    const auto id = kept.add_channel().id;
    channel_change wanted;
    wanted.state = channel_state::paused;
    BOOST_TEST(change(id, wanted).value().state == channel_state::paused);
    wanted = {};
    wanted.where = nowhere();
    BOOST_TEST(change(id, wanted).value().state == channel_state::paused);
    BOOST_TEST(check_found(id, said(failure_class::auth)).value().state == channel_state::paused);
    BOOST_TEST(check_found(id, std::nullopt).value().state == channel_state::paused);
}

BOOST_AUTO_TEST_CASE(what_a_network_changes_joins_the_other_settings)
{
    const auto made = kept.add_channel();
    channel_settings rotated;
    rotated["token"] = secret_string("rotated");
    kept.work(
        [&](store_session& s) { BOOST_TEST(s.store_settings(made.id, nowhere(), rotated, kept_outbox::soon())); });
    const auto opened = open(made.id);
    BOOST_TEST(opened.settings.at("token").reveal() == "rotated");
    BOOST_TEST(opened.settings.at("url").reveal() == "https://hooks.example/here");
    // The user has entered another since: the network's word is about the one before.
    channel_change wanted;
    wanted.where = nowhere("plain", "entered-by-hand-77");
    static_cast<void>(change(made.id, wanted).value());
    kept.work([&](store_session& s) {
        BOOST_TEST(!s.store_settings(made.id, nowhere(), rotated, kept_outbox::soon()));
        BOOST_TEST(!s.note_problem(made.id, 1, said(failure_class::auth), kept_outbox::soon()));
        BOOST_TEST(!s.store_settings("nothing", nowhere(), rotated, kept_outbox::soon()));
    });
    BOOST_TEST(open(made.id).settings.at("token").reveal() == "entered-by-hand-77");
}

BOOST_AUTO_TEST_CASE(it_is_gone_at_once_when_it_is_removed)
{
    const auto made = kept.add_channel();
    const auto p = kept.accept({made.id}).accepted;
    BOOST_TEST(
        is(kept.box->async_remove_channel(owner_scope::of("bob"), made.id, asio::use_future).get(), errc::not_found));
    BOOST_TEST(kept.box->async_remove_channel(ann, made.id, asio::use_future).get().value() == 1U);
    BOOST_TEST(is(kept.box->async_remove_channel(ann, made.id, asio::use_future).get(), errc::not_found));
    BOOST_TEST(is(kept.box->async_open_channel(ann, made.id, asio::use_future).get(), errc::not_found));
    BOOST_TEST(is(kept.box->async_find_channel(ann, made.id, asio::use_future).get(), errc::not_found));
    BOOST_TEST(kept.claim(kept_outbox::soon()).due.empty());
    const auto then = kept.find(p.id);
    BOOST_TEST(then.state == post_state::cancelled);
    BOOST_TEST(then.deliveries[0].channel == made.id);
    BOOST_TEST(then.deliveries[0].channel_name == "Team");
}

BOOST_AUTO_TEST_CASE(nobody_touches_what_is_somebody_elses)
{
    const auto id = kept.add_channel().id;
    const auto bob = owner_scope::of("bob");
    BOOST_TEST(is(kept.box->async_find_channel(bob, id, asio::use_future).get(), errc::not_found));
    BOOST_TEST(is(kept.box->async_open_channel(bob, id, asio::use_future).get(), errc::not_found));
    BOOST_TEST(
        is(kept.box->async_note_check(bob, id, said(failure_class::auth), asio::use_future).get(), errc::not_found));
    channel_change wanted;
    wanted.name = "mine";
    BOOST_TEST(is(change(id, wanted, "bob"), errc::not_found));
    const auto still = kept.box->async_find_channel(ann, id, asio::use_future).get().value();
    BOOST_TEST(still.revision == 1);
    BOOST_TEST(still.state == channel_state::active);
}

BOOST_AUTO_TEST_SUITE_END()
