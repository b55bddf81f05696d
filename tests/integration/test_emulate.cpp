// SPDX-License-Identifier: BSL-1.0
// Slack as somebody else imitates it: npm's "emulate" takes what our plugin sends, and gives it back through Slack's API.
//
// MULTIPOST_NODE names the folder that script/test installs it in. Without that variable and that folder there is nothing
// to test against, and the test ends with 77, which is "skipped" to ctest.
#include "command.hpp"

#define BOOST_TEST_NO_MAIN
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>

using namespace integration;

namespace {

constexpr int skipped = 77;

// What emulate has at its start; it says so in its documentation of the Slack service.
constexpr auto webhook = "/services/T000000001/B000000001/X000000001";
constexpr auto channel_of_webhook = "C000000001";
constexpr auto token = "test_token_admin";

const char* required_folder() { return std::getenv("MULTIPOST_NODE"); }

std::filesystem::path folder() { return required_folder() != nullptr ? required_folder() : INTEGRATION_NODE; }

std::vector<std::string> emulate()
{
    return {folder() / "bin/node", INTEGRATION_SOURCES "/emulate_slack.mjs",
            folder() / "node_modules/emulate/dist/api.js"};
}

// The texts in the webhook's channel, newest first, as Slack's conversations.history gives them.
std::vector<std::string> history(const std::string& authority)
{
    namespace http = boost::beast::http;
    boost::asio::io_context context;
    boost::beast::tcp_stream stream(context);
    const auto colon = authority.find(':');
    stream.connect(*boost::asio::ip::tcp::resolver(context)
                        .resolve(authority.substr(0, colon), authority.substr(colon + 1))
                        .begin());
    http::request<http::string_body> request(http::verb::post, "/api/conversations.history", 11);
    request.set(http::field::host, authority);
    request.set(http::field::authorization, std::string("Bearer ") + token);
    request.set(http::field::content_type, "application/json");
    request.body() = boost::json::serialize(boost::json::value{{"channel", channel_of_webhook}});
    request.prepare_payload();
    http::write(stream, request);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(stream, buffer, response);

    std::vector<std::string> texts;
    const auto answer = boost::json::parse(response.body());
    for (const auto& message : answer.at("messages").as_array()) texts.push_back(text(message, "/text"));
    return texts;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_message_arrives_in_another_hand_s_slack)
{
    const service slack(emulate());
    const auto authority = slack.url().substr(std::string("http://").size());
    const auto command =
        multipost({"send", "--json", "--allow-host", authority, "-t", "slack:" + slack.url() + webhook,
                   "**1.0** is out, see [the notes](https://example.org/?a=1&b=2): a & <b> <!channel>"});
    BOOST_TEST(command.exit_code == 0, command.out + command.err);
    BOOST_TEST(text(only_delivery(command), "/proof") == "accepted");

    const auto texts = history(authority);
    BOOST_TEST_REQUIRE(texts.size() == 1U);
    BOOST_TEST(texts[0] ==
               "*1.0* is out, see <https://example.org/?a=1&amp;b=2|the notes>: a &amp; &lt;b&gt; &lt;!channel&gt;");
}

int main(int argc, char** argv)
{
    if (required_folder() == nullptr && !std::filesystem::exists(emulate().back()))
    {
        std::cout << "skipped: " << emulate().back() << " is not there; script/test installs it\n";
        return skipped;
    }
    return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
