// SPDX-License-Identifier: BSL-1.0
#include "sandbox/command_line.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <vector>

namespace {

std::variant<sandbox::command, sandbox::early_end> read(std::vector<const char*> arguments)
{
    arguments.insert(arguments.begin(), "multipost-sandbox");
    return sandbox::read_command_line(static_cast<int>(arguments.size()), arguments.data());
}

sandbox::command command(std::vector<const char*> arguments)
{
    return std::get<sandbox::command>(read(std::move(arguments)));
}

sandbox::early_end end(std::vector<const char*> arguments)
{
    return std::get<sandbox::early_end>(read(std::move(arguments)));
}

struct clean_environment
{
    clean_environment() { ::unsetenv("MULTIPOST_SANDBOX_LISTEN"); }

    ~clean_environment() { ::unsetenv("MULTIPOST_SANDBOX_LISTEN"); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(command_line, clean_environment)

BOOST_AUTO_TEST_CASE(it_listens_on_port_8090_of_this_machine_unless_told_otherwise)
{
    BOOST_TEST(to_string(command({}).server.http) == "127.0.0.1:8090");
    ::setenv("MULTIPOST_SANDBOX_LISTEN", "127.0.0.1:1234", 1);
    BOOST_TEST(to_string(command({}).server.http) == "127.0.0.1:1234");
    BOOST_TEST(to_string(command({"--listen", "[::1]:0"}).server.http) == "[::1]:0");
}

BOOST_AUTO_TEST_CASE(https_is_served_when_it_is_asked_for)
{
    BOOST_TEST(!command({}).server.https);
    const auto c = command({"--https", "localhost:0", "--ca-file", "ca.pem"});
    BOOST_TEST(to_string(c.server.https.value()) == "localhost:0");
    BOOST_TEST(c.ca_file == "ca.pem");
    BOOST_TEST(!c.server.identity);
}

BOOST_AUTO_TEST_CASE(help_and_version_end_well)
{
    BOOST_TEST(end({"--help"}).exit_code == 0);
    BOOST_TEST(end({"--help"}).text.find("--rate-limits") != std::string::npos);
    BOOST_TEST(end({"--version"}).exit_code == 0);
    BOOST_TEST(end({"--version"}).text.starts_with("multipost-sandbox "));
}

BOOST_AUTO_TEST_CASE(mistakes_are_told)
{
    const std::vector<const char*> cases[] = {
        {"--bogus"},
        {"--listen", "8090"},
        {"--listen", "127.0.0.1:99999"},
        {"--listen", "::1:80"},
        {"--listen", ":80"},
        {"--https", "x"},
        {"--ca-file", "ca.pem"},
        {"--https", "127.0.0.1:0", "--cert", "/dev/null"},
        {"--https", "127.0.0.1:0", "--cert", "/nowhere", "--key", "/dev/null"},
        {"--https", "127.0.0.1:0", "--cert", "/dev/null", "--key", "/dev/null", "--ca-file", "ca.pem"},
    };
    for (const auto& one : cases) BOOST_TEST_CONTEXT(one.front())
        {
            BOOST_TEST(end(one).exit_code == 2);
            BOOST_TEST(end(one).text.starts_with("multipost-sandbox: "));
        }
}

BOOST_AUTO_TEST_SUITE_END()
