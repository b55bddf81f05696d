// SPDX-License-Identifier: BSL-1.0
#include "api/problem.hpp"
#include "headers.hpp"
#include "pages/pages.hpp"
#include "pages/plain_pages.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using namespace webapp;
using namespace webapp_test;

namespace {

constexpr std::array<embedded_file, 3> files{{
    {"/assets/index-BzQ2xk1a.js", "ab12", "script", {}, {}},
    {"/favicon.svg", "cd34", "<svg/>", {}, {}},
    {"/index.html", "ef56", "<p>the pages __CSP_NONCE__", {}, {}},
}};

const std::pair<std::string, std::string> as_a_browser{
    "accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"};

} // namespace

BOOST_AUTO_TEST_SUITE(the_pages)

BOOST_AUTO_TEST_CASE(are_files_by_their_names_and_one_document_for_all_pages)
{
    const pages p(files);
    BOOST_TEST(p.answer(get("/assets/index-BzQ2xk1a.js")).lasting_body == "script");
    BOOST_TEST(p.answer(get("/favicon.svg")).lasting_body == "<svg/>");
    for (const auto* path : {"/", "/login", "/posts/0199f3a6-2c34-7f64-93e5-708192a3b4c5"})
    {
        const auto answer = p.answer(get(path));
        BOOST_TEST(answer.status == 200U);
        BOOST_TEST(answer.body.starts_with("<p>the pages "));
    }
}

BOOST_AUTO_TEST_CASE(tell_a_person_that_something_is_not_there_and_a_program_by_a_problem)
{
    const pages p(files);
    for (const auto* path : {"/nothing", "/index.html", "/assets/", "/assets/index-other.js", "/assets", "/*", "*"})
        BOOST_TEST_CONTEXT(path)
        {
            const auto shown = p.answer(get(path, {as_a_browser}));
            BOOST_TEST(shown.status == 404U);
            BOOST_TEST(shown.body.starts_with("<p>the pages "));
            BOOST_CHECK_THROW((void)p.answer(get(path)), problem);
            BOOST_CHECK_THROW((void)p.answer(get(path, {{"accept", "*/*"}})), problem);
            BOOST_CHECK_THROW((void)p.answer(get(path, {{"accept", "application/json, text/html;q=0"}})), problem);
        }
}

BOOST_AUTO_TEST_CASE(have_nothing_to_say_where_the_api_is)
{
    const pages p(files);
    for (const auto* path : {"/api", "/api/", "/api/v1", "/api/v1/nothing"})
        BOOST_TEST_CONTEXT(path) BOOST_CHECK_THROW((void)p.answer(get(path, {as_a_browser})), problem);
}

BOOST_AUTO_TEST_CASE(have_one_icon_by_two_names)
{
    const auto icon = pages(files).answer(get("/favicon.ico"));
    BOOST_TEST(icon.lasting_body == "<svg/>");
    BOOST_TEST(header_of(icon, "Content-Type") == "image/svg+xml");
}

BOOST_AUTO_TEST_CASE(are_not_for_search_engines)
{
    BOOST_TEST(pages(files).answer(get("/robots.txt")).lasting_body == "User-agent: *\nDisallow: /\n");
}

BOOST_AUTO_TEST_CASE(that_are_not_there_are_one_that_says_so)
{
    const pages none({});
    const auto answer = none.answer(get("/", {as_a_browser}));
    BOOST_TEST(answer.status == 200U);
    BOOST_TEST(answer.body == page_without_pages());
    BOOST_CHECK_THROW((void)none.answer(get("/favicon.ico")), problem);
}

BOOST_AUTO_TEST_SUITE_END()
