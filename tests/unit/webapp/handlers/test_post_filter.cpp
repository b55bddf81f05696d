// SPDX-License-Identifier: BSL-1.0
#include "api/rfc3339.hpp"
#include "handlers/post_filter.hpp"
#include "problem_thrown.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace webapp;

namespace {

request asking(std::vector<std::pair<std::string, std::string>> query)
{
    request r;
    r.method = "GET";
    r.path = "/api/v1/posts";
    r.query = std::move(query);
    return r;
}

} // namespace

BOOST_AUTO_TEST_SUITE(conditions_of_a_list_of_posts)

BOOST_AUTO_TEST_CASE(without_conditions_a_page_has_20_posts)
{
    const auto query = read_post_filter(asking({}));
    BOOST_TEST(query.limit == 20U);
    BOOST_TEST((query.states.empty() && !query.channel && !query.from && !query.to));
    BOOST_TEST((query.text.empty() && query.cursor.empty()));
    BOOST_TEST(query.scope.owner().value().empty()); // nobody's, until the caller says whose
}

BOOST_AUTO_TEST_CASE(all_conditions_are_read)
{
    const auto query = read_post_filter(asking({{"state", "partly_delivered"},
                                                {"channel", "0199f3a5-0a10-7d42-b1c3-5e6f708192a3"},
                                                {"q", "été 100%"},
                                                {"from", "2026-11-22T10:20:00+01:00"},
                                                {"to", "2026-11-23T00:00:00.5Z"},
                                                {"limit", "100"},
                                                {"cursor", "abc"}}));
    BOOST_TEST((query.states == std::set{multipost::post_state::partly_delivered}));
    BOOST_TEST(query.channel.value() == "0199f3a5-0a10-7d42-b1c3-5e6f708192a3");
    BOOST_TEST(query.text == "été 100%");
    BOOST_TEST(rfc3339(query.from.value()) == "2026-11-22T09:20:00.000Z");
    BOOST_TEST(rfc3339(query.to.value()) == "2026-11-23T00:00:00.500Z");
    BOOST_TEST(query.limit == 100U);
    BOOST_TEST(query.cursor == "abc");
}

BOOST_AUTO_TEST_CASE(a_condition_that_is_none_is_refused_and_named)
{
    using namespace std::string_literals;
    const std::pair<std::string, std::vector<std::string>> wrong[] = {
        {"state", {"", "sent", "DELIVERED", "queued"}},
        {"channel", {"", "1", "0199F3A5-0A10-7D42-B1C3-5E6F708192A3"}},
        {"q", {"", std::string(201, 'x'), "a\0b"s}},
        {"from", {"", "yesterday", "2026-11-22", "2026-13-01T00:00:00Z"}},
        {"to", {"", "2026-02-30T00:00:00Z"}},
        {"limit", {"", "0", "101", "-1", "+1", " 1", "1 ", "x", "1e1", "0x10", "99999999999999999999"}},
        {"cursor", {"", std::string(501, 'x')}},
    };
    for (const auto& [name, values] : wrong)
    {
        for (const auto& value : values)
        {
            const auto r = asking({{name, value}});
            BOOST_TEST(problem_thrown([&] { (void)read_post_filter(r); }) == "400 bad_value ?" + name, value);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_parameter_is_refused_and_so_is_one_that_is_repeated)
{
    BOOST_TEST(problem_thrown([] {
                   (void)read_post_filter(asking({{"stat", "failed"}}));
               }) == "400 unknown_member ?stat");
    BOOST_TEST(problem_thrown([] {
                   (void)read_post_filter(asking({{"owner", "x"}, {"limit", "0"}}));
               }) == "400 unknown_member ?owner");
    BOOST_TEST(problem_thrown([] {
                   (void)read_post_filter(asking({{"limit", "1"}, {"limit", "1"}}));
               }) == "400 bad_value ?limit");
}

BOOST_AUTO_TEST_CASE(states_alone_may_be_repeated)
{
    using multipost::post_state;
    const auto query = read_post_filter(asking({{"state", "missed"}, {"limit", "2"}, {"state", "failed"}}));
    BOOST_TEST((query.states == std::set{post_state::failed, post_state::missed}));
    for (const char* wrong : {"", "queued", "failed,missed"})
        BOOST_TEST(problem_thrown([&] {
                       (void)read_post_filter(asking({{"state", "failed"}, {"state", wrong}}));
                   }) == "400 bad_value ?state");
}

BOOST_AUTO_TEST_CASE(a_search_counts_characters)
{
    std::string text;
    for (int i = 0; i < 200; ++i) text += "é";
    BOOST_TEST(read_post_filter(asking({{"q", text}})).text == text);
}

BOOST_AUTO_TEST_SUITE_END()
