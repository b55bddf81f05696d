// SPDX-License-Identifier: BSL-1.0
#include "operation/log.hpp"

#include "operation/security_log_writer.hpp"
#include "operation/without_urls.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>

using multipost::log_level;
using namespace webapp;

namespace {

// A log on a pipe, and what came out of it.
class piped_log
{
public:
    explicit piped_log(log_form form = log_form::json, std::optional<log_level> least = log_level::info)
    {
        BOOST_TEST_REQUIRE(pipe2(ends_.data(), O_CLOEXEC) == 0);
        BOOST_TEST_REQUIRE(fcntl(ends_[0], F_SETFL, O_NONBLOCK) == 0);
        out.emplace(ends_[1], form, least);
    }
    ~piped_log()
    {
        close(ends_[0]);
        close(ends_[1]);
    }
    piped_log(const piped_log&) = delete;
    piped_log& operator=(const piped_log&) = delete;

    std::string said()
    {
        std::string all;
        std::array<char, 4096> part{};
        for (ssize_t size = 0; (size = read(ends_[0], part.data(), part.size())) > 0;)
            all.append(part.data(), static_cast<std::size_t>(size));
        return all;
    }

    std::optional<webapp::log> out;

private:
    std::array<int, 2> ends_{};
};

std::vector<boost::json::object> records(const std::string& text)
{
    std::vector<boost::json::object> all;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) all.push_back(boost::json::parse(line).as_object());
    return all;
}

std::string text_of(const boost::json::object& record, std::string_view name)
{
    return std::string(record.at(name).as_string());
}

} // namespace

BOOST_AUTO_TEST_SUITE(logging)

BOOST_AUTO_TEST_CASE(a_record_is_an_object_with_its_fields)
{
    piped_log log;
    log.out->write(log_level::warning, "http", "answered", {{"status", "200"}, {"route", "/api/v1/posts"}});
    const auto all = records(log.said());
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST(text_of(all[0], "level") == "warning");
    BOOST_TEST(text_of(all[0], "logger") == "http");
    BOOST_TEST(text_of(all[0], "msg") == "answered");
    BOOST_TEST(text_of(all[0], "status") == "200");
    BOOST_TEST(text_of(all[0], "route") == "/api/v1/posts");
    const auto ts = text_of(all[0], "ts");
    BOOST_TEST(ts.size() == std::string("2026-11-22T09:05:00.250Z").size());
    BOOST_TEST(ts.ends_with('Z'));
}

BOOST_AUTO_TEST_CASE(no_text_forges_a_record)
{
    using namespace std::string_literals;
    for (const auto& evil : {"a\n{\"ts\":\"2026\",\"level\":\"info\",\"msg\":\"forged\"}"s, "\",\"level\":\"error"s,
                             "\r\x1b[2J"s, "a\0b"s, "\xff\xfe"s, "\xc3"s, "\xed\xa0\x80"s,
                             "\xc2\x9b"
                             "31m"s,
                             "\u2028\u202e"s, "{}%v%s{0}"s, "\\"s})
        for (const auto form : {log_form::json, log_form::text}) BOOST_TEST_CONTEXT(evil)
            {
                piped_log log(form);
                log.out->write(log_level::info, evil, evil, {{evil, evil}, {"user", evil}});
                log.out->sink(evil)({log_level::info, evil, {{"x", evil}}});
                const auto said = log.said();
                BOOST_TEST(std::count(said.begin(), said.end(), '\n') == 2);
                const auto control = [](char c) { return c != '\n' && static_cast<unsigned char>(c) < 0x20; };
                BOOST_TEST(std::none_of(said.begin(), said.end(), control));
                for (const auto* hidden : {"\xc2\x9b", "\u2028", "\u202e", "\x7f"})
                    BOOST_TEST((said.find(hidden) == std::string::npos));
                if (form == log_form::json) BOOST_TEST(records(said).size() == 2U);
            }
}

BOOST_AUTO_TEST_CASE(a_field_cannot_pass_for_what_every_record_has)
{
    piped_log log;
    log.out->write(log_level::info, "http", "true", {{"level", "error"}, {"msg", "false"}, {"msg", "again"}});
    const auto all = records(log.said());
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST(text_of(all[0], "level") == "info");
    BOOST_TEST(text_of(all[0], "msg") == "true");
    BOOST_TEST(text_of(all[0], "level_") == "error");
    BOOST_TEST(text_of(all[0], "msg__") == "again");
}

BOOST_AUTO_TEST_CASE(no_url_keeps_more_than_its_host)
{
    const std::pair<std::string, std::string> table[] = {
        {"https://hooks.slack.com/services/T1/B1/secret", "https://hooks.slack.com/***"},
        {"slack:http://127.0.0.1:8090/services/T1/B1/secret failed", "slack:http://127.0.0.1:8090/*** failed"},
        {"to \"https://a/b\", https://c?d and https://e", "to \"https://a/***\", https://c/*** and https://e"},
        {"https://user:secret@host/x", "https://host/***"},
        {"https://user:secret@host", "https://host"},
        {"://", "://"},
        {"no URL at /var/lib/multipost", "no URL at /var/lib/multipost"},
    };
    for (const auto& [text, wanted] : table) BOOST_TEST(without_urls(text) == wanted);

    piped_log log;
    log.out->write(log_level::info, "a", "https://h/secret", {{"url", "https://h/secret"}});
    BOOST_TEST((log.said().find("secret") == std::string::npos));
}

BOOST_AUTO_TEST_CASE(what_is_below_the_level_is_not_logged)
{
    piped_log warnings(log_form::json, log_level::warning);
    warnings.out->write(log_level::info, "a", "b");
    BOOST_TEST(warnings.said().empty());
    piped_log nothing(log_form::json, std::nullopt);
    nothing.out->write(log_level::error, "a", "b");
    BOOST_TEST(nothing.said().empty());
}

BOOST_AUTO_TEST_CASE(a_log_that_nobody_reads_holds_nobody_up_and_counts_what_it_lost)
{
    piped_log log;
    const std::string long_text(1000, 'x');
    for (int i = 0; i != 1000; ++i) log.out->write(log_level::info, "a", long_text); // a pipe takes 64 KiB
    const auto first = log.said();
    log.out->write(log_level::info, "a", "after");
    const auto all = records(log.said());
    BOOST_TEST_REQUIRE(all.size() == 2U);
    const auto written = std::count(first.begin(), first.end(), '\n');
    BOOST_TEST(
        text_of(all[0], "msg").starts_with(std::to_string(1000 - written) + " records before this one are lost"));
    BOOST_TEST(text_of(all[0], "logger") == "log");
    BOOST_TEST(text_of(all[1], "msg") == "after");
}

BOOST_AUTO_TEST_CASE(a_record_longer_than_a_pipe_does_not_swallow_the_next)
{
    piped_log log;
    log.out->write(log_level::info, "a", std::string(200'000, 'x'));
    BOOST_TEST(!log.said().ends_with('\n'));
    log.out->write(log_level::info, "a", "after");
    const auto said = log.said();
    BOOST_TEST(said.starts_with('\n'));
    BOOST_TEST(records(said.substr(1)).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_log_that_cannot_be_written_is_no_error)
{
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    const webapp::log disk(full, log_form::json, log_level::info);
    BOOST_CHECK_NO_THROW(disk.write(log_level::info, "a", "b"));
    close(full);
    const webapp::log closed(full, log_form::json, log_level::info);
    BOOST_CHECK_NO_THROW(closed.write(log_level::info, "a", "b"));
}

BOOST_AUTO_TEST_CASE(the_security_log_is_a_logger_of_its_own)
{
    piped_log log;
    security_log_writer security(*log.out);
    security.note("login_failed", {{"client", "192.0.2.1"}, {"event", "login"}});
    const auto all = records(log.said());
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST(text_of(all[0], "logger") == "security");
    BOOST_TEST(text_of(all[0], "level") == "warning");
    BOOST_TEST(text_of(all[0], "event") == "login_failed");
    BOOST_TEST(text_of(all[0], "client") == "192.0.2.1");
}

BOOST_AUTO_TEST_CASE(each_attempt_is_a_use_of_its_channels_secret)
{
    piped_log log;
    security_log_writer security(*log.out);
    security.note_attempt({log_level::info,
                           "attempt ended",
                           {{"delivery", "d"}, {"owner", "u"}, {"channel", "c"}, {"connector", "slack"}}});
    security.note_attempt({log_level::warning, "a delivery cannot be stored", {{"delivery", "d"}, {"channel", "c"}}});
    const auto all = records(log.said());
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST(text_of(all[0], "event") == "secret_used");
    BOOST_TEST(text_of(all[0], "user_id") == "u");
    BOOST_TEST(text_of(all[0], "channel_id") == "c");
    BOOST_TEST(text_of(all[0], "connector") == "slack");
    BOOST_TEST(text_of(all[0], "purpose") == "delivery");
}

BOOST_AUTO_TEST_CASE(a_tls_failure_of_an_attempt_is_in_the_security_log)
{
    piped_log log;
    security_log_writer security(*log.out);
    for (const std::string_view code : {"certificate_expired", "tls_handshake", "no_service", "connection_refused"})
        security.note_attempt({log_level::info, "attempt ended", {{"channel", "1"}, {"code", code}}});
    const auto all = records(log.said());
    BOOST_TEST_REQUIRE(all.size() == 2U);
    for (const auto& record : all) BOOST_TEST(text_of(record, "event") == "tls_failed");
    BOOST_TEST(text_of(all[0], "code") == "certificate_expired");
}

BOOST_AUTO_TEST_SUITE_END()
