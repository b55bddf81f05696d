// SPDX-License-Identifier: BSL-1.0
// A secret is in no output of any command at its most talkative.
#include "sandbox_fixture.hpp"
#include "temporary_folder.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/test/unit_test.hpp>

using namespace integration;

namespace {

// Its parts are searched for, because a fault's name follows the first and a percent-encoded character stands in between.
const std::string secret = "Pl4ntedS3cretQm9iLWFuZC1BbGljZQ";
const std::string secret_in_base64 = "UGw0bnRlZFMzY3JldFFtOWlMV0Z1WkMxQmJHbGpaU";

void holds_no_secret(const finished& command)
{
    const auto said = command.out + command.err;
    BOOST_TEST(said.find(secret) == std::string::npos, said);
    BOOST_TEST(said.find(secret_in_base64) == std::string::npos, said);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(secrets, sandbox_fixture)

BOOST_AUTO_TEST_CASE(no_delivery_shows_the_secret)
{
    for (const std::string fault :
         {"", "%2B", "fault.reset-before", "fault.reset-after", "fault.truncate", "fault.garbage", "fault.html",
          "fault.hang", "fault.rate-3600", "fault.status-404-no_service", "fault.status-404-10015",
          "fault.status-500-x", "fault.status-302-x", "fault.no-such-fault"})
        for (const auto& channel : {slack(secret + fault), discord(secret + fault)})
            for (const std::string form : {"--no-color", "--json", "--dry-run"})
                BOOST_TEST_CONTEXT(fault << " " << form)
    holds_no_secret(send({"-vvvv", "--timeout", "0.5", form, "-t", channel, "hello"}));
}

BOOST_AUTO_TEST_CASE(no_preview_shows_the_secret)
{
    for (const auto& channel : {slack(secret), discord(secret)})
        for (const std::string form : {"--no-color", "--json"})
            holds_no_secret(multipost({"preview", "-vvvv", form, "-t", channel, "hello"}));
}

BOOST_AUTO_TEST_CASE(no_refusal_shows_the_secret)
{
    const temporary_folder folder;
    for (const auto& url :
         {"mastodon://user:" + secret + "@example.org", "https://example.org/" + secret, "slack://" + secret,
          "discord:https://discord.com/api/webhooks/not-a-number/" + secret, "discord://" + secret,
          "https://discord.com/api/webhooks/1/" + secret + "/github/more", "slack:ftp://127.0.0.1/a/b/" + secret,
          "slack:http://user:" + secret + "@127.0.0.1/services/T1/B1/x", secret})
        BOOST_TEST_CONTEXT(url)
        {
            const auto command = send({"-vvvv", "-t", url, "hello"});
            BOOST_TEST(command.exit_code != 0);
            holds_no_secret(command);
            holds_no_secret(send({"-vvvv", "--json", "-t", "@" + folder.file("hooks", url), "hello"}));
        }
}

BOOST_AUTO_TEST_CASE(no_misplaced_url_shows_the_secret)
{
    for (const auto& url :
         {"https://hooks.slack.com/services/T1/B1/" + secret, "slack:http://127.0.0.1:8090/services/T1/B1/" + secret,
          "slack://" + secret, "HTTPS:/user:" + secret + "@host?" + secret, "https://host?" + secret,
          "hooks.slack.com/services/T1/B1/" + secret, "/services/T1/B1/" + secret + "?wait=true"})
        for (const auto& arguments : std::vector<std::vector<std::string>>{
                 {"send", "hello", url},
                 {"send", "-t", slack(), "--" + url, "hello"},
                 {"send", "-t", slack(), "--timeout", url, "hello"},
                 {"send", "-t", slack(), "--allow-host", url, "hello"},
                 {"send", "-t", slack(), "--ca-file", url, "hello"},
                 {"send", "-t", slack(), "-f", url},
                 {"send", "-t", "@" + url, "hello"},
                 {url, "hello"},
                 {"plugins", url},
                 {"plugins", "show", url},
                 {"plugins", "list", "-x=" + url},
             })
            BOOST_TEST_CONTEXT(boost::algorithm::join(arguments, " "))
            {
                const auto command = multipost(arguments);
                BOOST_TEST(command.exit_code != 0);
                holds_no_secret(command);
                auto with_json = arguments;
                with_json.insert(with_json.begin(), "--json");
                holds_no_secret(multipost(with_json));
            }
    holds_no_secret(multipost({"send", "-t", slack(), "hello"}, {}, {"MULTIPOST_ALLOW_HOSTS=https://h/" + secret}));
}

BOOST_AUTO_TEST_CASE(no_url_given_for_a_file_shows_the_secret)
{
    const auto url = "https://discord.com/api/webhooks/1/" + secret;
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"plugins", "check", url}, {"--plugin-path", url, "plugins", "list"}})
    {
        const auto command = multipost(arguments);
        BOOST_TEST(command.exit_code == 2);
        holds_no_secret(command);
    }
}

BOOST_AUTO_TEST_CASE(no_failure_to_connect_shows_the_secret)
{
    for (const std::string origin :
         {"https://10.0.0.1", "http://127.0.0.1:1", "https://127.0.0.1:1", "https://no.such.invalid"})
        BOOST_TEST_CONTEXT(origin)
    holds_no_secret(multipost({"send", "-vvvv", "--timeout", "2", "--allow-host", "127.0.0.1:1", "-t",
                               "slack:" + origin + "/services/T1/B1/" + secret, "hello"}));
}

BOOST_AUTO_TEST_SUITE_END()
