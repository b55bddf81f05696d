// SPDX-License-Identifier: BSL-1.0
#include <multipost/error.hpp>
#include <multipost/outcome.hpp>

#include <boost/test/unit_test.hpp>

#include <set>

using namespace multipost;

BOOST_AUTO_TEST_SUITE(error_rules)

BOOST_AUTO_TEST_CASE(every_code_has_words_of_its_own)
{
    const errc codes[] = {errc::ok,
                          errc::bad_message,
                          errc::text_too_long,
                          errc::bad_channel,
                          errc::unknown_connector,
                          errc::bad_configuration,
                          errc::bad_schedule,
                          errc::time_passed,
                          errc::plugin_not_found,
                          errc::plugin_path_not_absolute,
                          errc::plugin_not_regular,
                          errc::plugin_outside_folder,
                          errc::plugin_unreadable,
                          errc::plugin_untrusted_owner,
                          errc::plugin_writable_by_others,
                          errc::plugin_not_elf,
                          errc::plugin_truncated,
                          errc::plugin_wrong_machine,
                          errc::plugin_no_entry,
                          errc::plugin_wrong_abi,
                          errc::plugin_not_loadable,
                          errc::plugin_bad_description,
                          errc::plugin_duplicate,
                          errc::plugin_misbehaved,
                          errc::plugin_untrusted_libraries};
    std::set<std::string> words;
    for (const auto code : codes)
    {
        const boost::system::error_code e = code;
        BOOST_TEST(e.message() != "unknown error");
        BOOST_TEST(words.insert(e.message()).second, e.message());
    }
    BOOST_TEST(boost::system::error_code(errc{9999}).message() == "unknown error");
}

BOOST_AUTO_TEST_CASE(a_result_without_a_value_throws_our_words)
{
    const result<int> wrong = error{errc::bad_channel, "The channel \"x\" has no token."};
    BOOST_CHECK_EXCEPTION(static_cast<void>(wrong.value()), boost::system::system_error, [](const auto& thrown) {
        return thrown.code() == errc::bad_channel &&
               std::string_view(thrown.what()).find("The channel \"x\" has no token.") == 0;
    });
}

BOOST_AUTO_TEST_CASE(outcomes_have_names)
{
    BOOST_TEST(to_string(delivery_state::delivered) == "delivered");
    BOOST_TEST(to_string(delivery_state::failed) == "failed");
    BOOST_TEST(to_string(delivery_state::unconfirmed) == "unconfirmed");
    BOOST_TEST(to_string(delivery_state::cancelled) == "cancelled");
    BOOST_TEST(to_string(proof::none) == "none");
    BOOST_TEST(to_string(proof::id) == "id");
    BOOST_TEST(to_string(proof::accepted) == "accepted");
    BOOST_TEST(to_string(failure_class::message_rejected) == "message_rejected");
    BOOST_TEST(to_string(failure_class::channel_dead) == "channel_dead");
    BOOST_TEST(to_string(failure_class::auth) == "auth");
    BOOST_TEST(to_string(failure_class::rate_limited) == "rate_limited");
    BOOST_TEST(to_string(failure_class::transient) == "transient");
    BOOST_TEST(to_string(failure_class::unconfirmed) == "unconfirmed");
}

BOOST_AUTO_TEST_SUITE_END()
