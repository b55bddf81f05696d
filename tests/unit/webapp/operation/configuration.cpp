// SPDX-License-Identifier: BSL-1.0
#include "operation/configuration.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace webapp;
using namespace std::chrono_literals;

namespace {

const std::string key_digits(64, 'a');

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

configuration_sources with(std::map<std::string, std::string, std::less<>> environment)
{
    environment.emplace("HOME", "/home/ada");
    return {.flags = {}, .environment = std::move(environment), .file = {}};
}

configuration_sources with_file(const std::string& text)
{
    auto sources = with({});
    sources.file = configuration_sources::text_file{"config.toml", text};
    return sources;
}

std::string only_error(const configuration_sources& sources)
{
    const auto result = read_configuration(sources);
    BOOST_TEST_REQUIRE(result.errors.size() == 1U);
    return result.errors.front();
}

std::string listens_at(const configuration_sources& sources)
{
    const auto result = read_configuration(sources);
    BOOST_TEST(result.errors.empty());
    return result.value.listen.address().to_string() + " " + std::to_string(result.value.listen.port());
}

} // namespace

BOOST_AUTO_TEST_SUITE(configuration)

BOOST_AUTO_TEST_CASE(everything_has_a_default)
{
    const auto result = read_configuration(with({}));
    BOOST_TEST(result.errors.empty());
    BOOST_TEST(result.warnings.empty());
    const auto& c = result.value;
    BOOST_TEST(c.data == "/home/ada/.local/share/multipost");
    BOOST_TEST(c.database == "/home/ada/.local/share/multipost/multipost.db");
    BOOST_TEST(c.master_key_file == "/home/ada/.local/share/multipost/master.key");
    BOOST_TEST(c.may_make_master_key);
    BOOST_TEST(c.listen.port() == 8080);
    BOOST_TEST(c.listen.address().is_loopback());
    BOOST_TEST(c.admin_listen.port() == 8081);
    BOOST_TEST((c.registration == registration_policy::open));
    BOOST_TEST(c.posts_per_day == 10'000);
    BOOST_TEST((c.log == multipost::log_level::info));
    BOOST_TEST(c.allow.empty());
    BOOST_TEST(c.demo_sandbox.empty());
}

BOOST_AUTO_TEST_CASE(the_data_folder_is_where_the_environment_says)
{
    BOOST_TEST(read_configuration(with({{"XDG_DATA_HOME", "/x"}})).value.data == "/x/multipost");
    BOOST_TEST(read_configuration(with({{"XDG_DATA_HOME", "/x"}, {"MULTIPOST_DATA", "/d"}})).value.data == "/d");
    BOOST_TEST(contains(only_error({}), "neither MULTIPOST_DATA nor HOME is set"));
}

BOOST_AUTO_TEST_CASE(flags_come_before_the_environment_and_the_environment_before_the_file)
{
    auto sources = with_file("listen = '127.0.0.1:1'\n");
    BOOST_TEST(listens_at(sources) == "127.0.0.1 1");
    sources.environment["MULTIPOST_LISTEN"] = "127.0.0.1:2";
    BOOST_TEST(listens_at(sources) == "127.0.0.1 2");
    sources.flags["listen"] = "[::1]:3";
    BOOST_TEST(listens_at(sources) == "::1 3");
}

BOOST_AUTO_TEST_CASE(an_empty_variable_is_none)
{
    BOOST_TEST(listens_at(with({{"MULTIPOST_LISTEN", ""}})) == "127.0.0.1 8080");
}

BOOST_AUTO_TEST_CASE(every_setting_is_read_from_a_file)
{
    const auto result = read_configuration(with_file(R"(
data = "/d"
database = "sqlite:/e/posts.db"
listen = "0.0.0.0:80"
admin_listen = "localhost:81"
public_origin = "HTTPS://Post.Example.org:443/"
registration = "invite"
master_key_file = "/k"
allow_hosts = ["127.0.0.1:8090", "10.1.0.0/16"]
plugin_path = ["/p", "/q"]
log = "off"
trusted_proxies = ["127.0.0.1", "fd00::/8"]
demo_sandbox = "http://127.0.0.1:8090"

[request]
header_timeout = "1s"
body_timeout = "2m"
idle_timeout = "3h"
write_timeout = "400ms"

[session]
idle_timeout = "5d"
lifetime = "6d"
)"));
    BOOST_TEST(result.errors.empty());
    const auto& c = result.value;
    BOOST_TEST(c.data == "/d");
    BOOST_TEST(c.database == "/e/posts.db");
    BOOST_TEST(c.listen.address().is_unspecified());
    BOOST_TEST(c.admin_listen.address().is_loopback());
    BOOST_TEST(c.public_origin == "https://post.example.org");
    BOOST_TEST((c.registration == registration_policy::invite));
    BOOST_TEST(c.master_key_file == "/k");
    BOOST_TEST(!c.may_make_master_key);
    BOOST_TEST(c.allow.names("127.0.0.1", 8090));
    BOOST_TEST(c.plugin_folders.size() == 2U);
    BOOST_TEST(!c.log.has_value());
    BOOST_TEST(c.trusted_proxies.size() == 2U);
    BOOST_TEST(c.demo_sandbox == "http://127.0.0.1:8090");
    BOOST_TEST((c.limits.header_time == 1s));
    BOOST_TEST((c.limits.body_time == 2min));
    BOOST_TEST((c.limits.idle_time == 3h));
    BOOST_TEST((c.limits.write_time == 400ms));
    BOOST_TEST((c.session_idle_timeout == 120h));
    BOOST_TEST((c.session_lifetime == 144h));
}

BOOST_AUTO_TEST_CASE(every_setting_has_a_variable_and_a_flag)
{
    for (const auto& s : settings()) BOOST_TEST_CONTEXT(s.name)
        {
            auto sources = with({});
            sources.flags[s.name] = "";
            BOOST_TEST(contains(only_error(sources), s.flag + " is \"\"; it should be "));
            BOOST_TEST(!s.text.empty());
        }
    BOOST_TEST(contains(only_error(with({{"MULTIPOST_SESSION_IDLE_TIMEOUT", "soon"}})),
                        R"(MULTIPOST_SESSION_IDLE_TIMEOUT is "soon"; it should be a time with its unit)"));
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_told_with_its_source_and_what_it_should_be)
{
    const std::pair<std::string, std::vector<std::string>> table[] = {
        {"MULTIPOST_LISTEN", {"8080", "127.0.0.1", "127.0.0.1:65536", "example.org:80", "::1:80", "[127.0.0.1]:80"}},
        {"MULTIPOST_PUBLIC_ORIGIN",
         {"post.example.org", "ftp://a", "https://a/b", "https://a?b", "https://", "http://a:0"}},
        {"MULTIPOST_REGISTRATION", {"Open", "everybody"}},
        {"MULTIPOST_DATABASE", {"/var/lib/x.db", "sqlite:", "postgresql://localhost/multipost"}},
        {"MULTIPOST_ALLOW_HOSTS", {"no port", "10.0.0.0/99"}},
        {"MULTIPOST_PLUGIN_PATH", {"plugins", "/a:b"}},
        {"MULTIPOST_LOG", {"loud", "WARN"}},
        {"MULTIPOST_TRUSTED_PROXIES", {"proxy", "10.0.0.0/99"}},
        {"MULTIPOST_REQUEST_HEADER_TIMEOUT", {"10", "0s", "-1s", "1 s", "99999d", "s"}},
    };
    for (const auto& [name, values] : table)
        for (const auto& value : values) BOOST_TEST_CONTEXT(name << "=" << value)
            {
                const auto error = only_error(with({{name, value}}));
                BOOST_TEST(error.starts_with(name + " is "));
                BOOST_TEST(contains(error, "; it should be "));
            }
}

BOOST_AUTO_TEST_CASE(postgresql_is_told_to_be_for_another_version)
{
    BOOST_TEST(contains(only_error(with({{"MULTIPOST_DATABASE", "postgresql://localhost/m"}})),
                        "this version keeps its data in SQLite only"));
}

BOOST_AUTO_TEST_CASE(a_mistake_in_the_file_is_told_with_its_line)
{
    const std::pair<std::string, std::string> table[] = {
        {"\nlisten = '8080'\n", R"(config.toml, line 2: listen is "8080"; it should be HOST:PORT)"},
        {"listen = 8080\n", "config.toml, line 1: listen should be HOST:PORT"},
        {"\n\nlissten = ''\n", R"(config.toml, line 3: there is no setting "lissten". Did you mean "listen"?)"},
        {"[sesion]\nlifetime = '1d'\n",
         R"(config.toml, line 1: there is no setting "sesion". Did you mean "session"?)"},
        {"[session]\nlifetme = '1d'\n",
         R"(line 2: there is no setting "session.lifetme". Did you mean "session.lifetime"?)"},
        {"colour = 'red'\n", R"(there is no setting "colour".)"},
        {"plugin_path = [1]\n", "line 1: plugin_path should be absolute paths"},
        {"data = '/a'\nlisten = \n", "config.toml, line 2: this is no TOML"},
        {"data = '/a'\ndata = '/b'\n", "config.toml, line 2: this is no TOML"},
    };
    for (const auto& [text, wanted] : table) BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(contains(only_error(with_file(text)), wanted), only_error(with_file(text)));
        }
}

BOOST_AUTO_TEST_CASE(all_mistakes_are_told_at_once)
{
    auto sources = with_file("listen = '1'\nregistration = 'x'\n");
    sources.environment["MULTIPOST_LOG"] = "loud";
    BOOST_TEST(read_configuration(sources).errors.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_mistyped_variable_is_an_error_and_a_foreign_one_is_not)
{
    BOOST_TEST(
        contains(only_error(with({{"MULTIPOST_REGISTRATON", "closed"}})), "Did you mean MULTIPOST_REGISTRATION?"));
    BOOST_TEST(
        contains(only_error(with({{"MULTIPOST_MASTER_KEY", key_digits}})), "Did you mean MULTIPOST_MASTER_KEY_FILE?"));
    BOOST_TEST(read_configuration(with({{"MULTIPOST_SANDBOX_LISTEN", "x"}})).warnings.empty());
    const auto unknown = read_configuration(with({{"MULTIPOST_COLOUR_OF_THE_MOON", "x"}}));
    BOOST_TEST(unknown.errors.empty());
    BOOST_TEST(unknown.warnings.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_value_that_may_hold_a_secret_is_not_repeated)
{
    for (const auto& sources :
         {with({{"MULTIPOST_DATABASE", "postgresql://ada:hunter2secret@db/multipost"}}),
          with({{"MULTIPOST_MASTER_KEY", "hunter2secret" + key_digits}}),
          with({{"MULTIPOST_PUBLIC_ORIGIN", "https://hooks.slack.com/services/T1/B1/hunter2secret"}}),
          with({{"MULTIPOST_ALLOW_HOSTS", "https://discord.com/api/webhooks/1/hunter2secret"}}),
          with({{"MULTIPOST_REGISTRATION", "hunter2secret" + key_digits}}), with_file("lisste = 'hunter2secret'\n"),
          with_file("log = 'hunter2secret" + key_digits + "'\n"), with_file("log = 'hunter2secret\n")})
        for (const auto& error : read_configuration(sources).errors) BOOST_TEST(!contains(error, "hunter2"), error);
}

BOOST_AUTO_TEST_CASE(no_control_character_of_a_value_reaches_the_terminal)
{
    const auto error = only_error(with({{"MULTIPOST_LOG", "a\x1b[31m\n\xc2\x9b\xff"}}));
    BOOST_TEST(contains(error, R"("a\x1b[31m\x0a\x9b\xff")"), error);
    BOOST_TEST(contains(only_error(with_file("\"a\\nb\" = 1\n")), R"("a\x0ab")"));
}

BOOST_AUTO_TEST_CASE(metrics_need_an_address_of_their_own)
{
    BOOST_TEST(contains(only_error(with({{"MULTIPOST_ADMIN_LISTEN", "127.0.0.1:8080"}})),
                        "MULTIPOST_ADMIN_LISTEN is the address"));
}

BOOST_AUTO_TEST_SUITE_END()
