// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

using namespace multipost;
using namespace multipost::test;

BOOST_AUTO_TEST_SUITE(checking)

BOOST_AUTO_TEST_CASE(a_usable_channel_is_told_and_nothing_is_posted)
{
    network n(
        [](const std::string& request, int) { return http_answer(request.starts_with("GET /check ") ? 200 : 500); });
    publisher p(connectors(), options_for(n));
    const auto blocking = p.check(n.channel_of("plain"));
    BOOST_TEST(blocking.state == delivery_state::delivered);
    BOOST_TEST(blocking.proof == proof::accepted);
    const auto asynchronous = p.async_check(n.channel_of("plain"), boost::asio::use_future).get();
    BOOST_TEST(asynchronous.state == delivery_state::delivered);
    BOOST_TEST(n.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_unusable_channel_is_told_with_the_reason)
{
    network n([](const std::string&, int) { return http_answer(404, "gone"); });
    publisher p(connectors(), options_for(n));
    const auto result = p.check(n.channel_of("plain"));
    BOOST_TEST(result.state == delivery_state::failed);
    BOOST_TEST(result.failure.value().remote_words == "gone");
}

BOOST_AUTO_TEST_CASE(a_check_that_got_no_answer_is_not_in_doubt)
{
    network n([](const std::string&, int) { return std::string(); });
    auto options = options_for(n);
    options.max_attempts = 1;
    publisher p(connectors(), options);
    const auto result = p.check(n.channel_of("plain"));
    BOOST_TEST(result.state == delivery_state::failed);
    BOOST_TEST(result.failure.value().kind == failure_class::transient);
}

BOOST_AUTO_TEST_CASE(a_connector_that_cannot_check_says_so)
{
    network n;
    publisher p(connectors(), options_for(n));
    const auto result = p.check(n.channel_of("keyed"));
    BOOST_TEST(result.state == delivery_state::failed);
    BOOST_TEST(result.failure.value().code == "check_unsupported");
    BOOST_TEST(n.requests().empty());
}

BOOST_AUTO_TEST_SUITE_END()
