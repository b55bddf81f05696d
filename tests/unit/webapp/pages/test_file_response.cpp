// SPDX-License-Identifier: BSL-1.0
#include "headers.hpp"
#include "pages/file_response.hpp"

#include <boost/test/unit_test.hpp>

using namespace webapp;
using namespace webapp_test;

namespace {

constexpr embedded_file script{"/assets/index-BzQ2xk1a.js", "ab12", "plain", "zipped", "brotli"};
constexpr embedded_file icon{"/favicon.svg", "cd34", "<svg/>", {}, {}};

} // namespace

BOOST_AUTO_TEST_SUITE(an_embedded_file)

BOOST_AUTO_TEST_CASE(is_answered_in_the_coding_that_the_client_likes_best)
{
    const auto brotli = file_response(script, get(script.path, {{"accept-encoding", "gzip, br"}}));
    BOOST_TEST(brotli.status == 200U);
    BOOST_TEST(brotli.lasting_body == "brotli");
    BOOST_TEST(header_of(brotli, "Content-Encoding") == "br");
    BOOST_TEST(header_of(brotli, "Content-Type") == "text/javascript; charset=utf-8");

    const auto gzip = file_response(script, get(script.path, {{"accept-encoding", "gzip"}}));
    BOOST_TEST(gzip.lasting_body == "zipped");
    BOOST_TEST(header_of(gzip, "Content-Encoding") == "gzip");

    const auto plain = file_response(script, get(script.path));
    BOOST_TEST(plain.lasting_body == "plain");
    BOOST_TEST(header_of(plain, "Content-Encoding") == "");
    for (const auto& answer : {brotli, gzip, plain}) BOOST_TEST(header_of(answer, "Vary") == "Accept-Encoding");
}

BOOST_AUTO_TEST_CASE(is_kept_for_ever_when_its_name_changes_with_it_and_else_asked_for_again)
{
    BOOST_TEST(header_of(file_response(script, get(script.path)), "Cache-Control") ==
               "public, max-age=31536000, immutable");
    BOOST_TEST(header_of(file_response(icon, get(icon.path)), "Cache-Control") == "no-cache");
}

BOOST_AUTO_TEST_CASE(is_not_sent_to_who_has_it)
{
    const auto first = file_response(script, get(script.path, {{"accept-encoding", "br"}}));
    const std::string tag(header_of(first, "ETag"));
    const auto again = file_response(script, get(script.path, {{"accept-encoding", "br"}, {"if-none-match", tag}}));
    BOOST_TEST(again.status == 304U);
    BOOST_TEST(again.lasting_body.empty());
    for (const auto* name : {"ETag", "Cache-Control", "Vary"})
        BOOST_TEST(header_of(again, name) == header_of(first, name), name);

    // what he has is compressed, and he wants it plain
    const auto other = file_response(script, get(script.path, {{"if-none-match", tag}}));
    BOOST_TEST(other.status == 200U);
    BOOST_TEST(header_of(other, "ETag") != tag);
}

BOOST_AUTO_TEST_SUITE_END()
