// SPDX-License-Identifier: BSL-1.0
#include "api/problem.hpp"
#include "api/problem_title.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace webapp;
using multipost::errc;

namespace {

std::string header_of(const response& r, std::string_view name)
{
    for (const auto& [field, value] : r.headers)
        if (field == name) return value;
    return {};
}

request some_request()
{
    request r;
    r.id = "0199f3a4-7c1e-7a53-9d0e-00000000002a";
    return r;
}

} // namespace

BOOST_AUTO_TEST_SUITE(problems)

BOOST_AUTO_TEST_CASE(a_problem_is_told_as_rfc_9457_says)
{
    auto p = bad_value("/email", "Is not an e-mail address.");
    const auto told = to_response(p, some_request());
    BOOST_TEST(told.status == 400U);
    BOOST_TEST(header_of(told, "Content-Type") == "application/problem+json");
    BOOST_TEST(header_of(told, "Cache-Control") == "no-store");
    BOOST_TEST(!told.close);
    BOOST_TEST(boost::json::parse(told.body) == boost::json::parse(R"({
        "type": "urn:multipost:problem:bad_value", "title": "A wrong value", "status": 400,
        "detail": "/email: Is not an e-mail address.", "code": "bad_value",
        "request_id": "0199f3a4-7c1e-7a53-9d0e-00000000002a",
        "errors": [{"pointer": "/email", "what": "Is not an e-mail address."}]})"));
}

BOOST_AUTO_TEST_CASE(what_there_is_not_to_say_is_left_out)
{
    const auto body = boost::json::parse(to_response(problem(405, "method_not_allowed", ""), some_request()).body);
    BOOST_TEST(!body.as_object().contains("detail"));
    BOOST_TEST(!body.as_object().contains("errors"));
}

BOOST_AUTO_TEST_CASE(a_wait_is_told_in_whole_seconds)
{
    using namespace std::chrono_literals;
    const std::pair<std::chrono::milliseconds, std::string_view> waits[] = {{-5s, "1"},    {0ms, "1"},    {1ms, "1"},
                                                                            {1000ms, "1"}, {1001ms, "2"}, {90s, "90"}};
    for (const auto& [wait, header] : waits)
    {
        const auto told = to_response(too_many_requests(wait), some_request());
        BOOST_TEST(told.status == 429U);
        BOOST_TEST(header_of(told, "Retry-After") == header);
    }
    BOOST_TEST(too_many_requests(1s).detail == "Wait 1 second.");
    BOOST_TEST(too_many_requests(2s).detail == "Wait 2 seconds.");
}

BOOST_AUTO_TEST_CASE(every_error_of_the_library_has_its_problem)
{
    struct
    {
        errc code;
        unsigned status;
        std::string_view stable_code;
        bool words_shown;
    } const table[] = {
        {errc::ok, 500, "internal", false},
        {errc::bad_message, 422, "message_refused", true},
        {errc::text_too_long, 422, "message_refused", true},
        {errc::bad_channel, 422, "bad_channel", true},
        {errc::unknown_connector, 422, "unknown_connector", true},
        {errc::bad_configuration, 500, "internal", false},
        {errc::plugin_not_found, 500, "internal", false},
        {errc::plugin_path_not_absolute, 500, "internal", false},
        {errc::plugin_not_regular, 500, "internal", false},
        {errc::plugin_outside_folder, 500, "internal", false},
        {errc::plugin_unreadable, 500, "internal", false},
        {errc::plugin_untrusted_owner, 500, "internal", false},
        {errc::plugin_writable_by_others, 500, "internal", false},
        {errc::plugin_not_elf, 500, "internal", false},
        {errc::plugin_truncated, 500, "internal", false},
        {errc::plugin_wrong_machine, 500, "internal", false},
        {errc::plugin_no_entry, 500, "internal", false},
        {errc::plugin_wrong_abi, 500, "internal", false},
        {errc::plugin_not_loadable, 500, "internal", false},
        {errc::plugin_bad_description, 500, "internal", false},
        {errc::plugin_duplicate, 500, "internal", false},
        {errc::plugin_misbehaved, 500, "internal", false},
        {errc::plugin_untrusted_libraries, 500, "internal", false},
        {errc::store_failed, 503, "unavailable", false},
        {errc::store_in_use, 503, "unavailable", false},
        {errc::store_newer_schema, 500, "internal", false},
        {errc::store_full, 503, "unavailable", false},
        {errc::store_constraint, 500, "internal", false},
        {errc::wrong_master_key, 500, "internal", false},
        {errc::bad_master_key, 500, "internal", false},
        {errc::not_found, 404, "not_found", false},
        {errc::too_late, 409, "too_late", false},
        {errc::changed_meanwhile, 412, "changed_meanwhile", false},
        {errc::idempotency_key_reused, 422, "idempotency_key_reused", false},
        {errc::limit_reached, 422, "limit_reached", true},
        {errc::daily_limit_reached, 422, "limit_reached", true},
        {errc::bad_schedule, 422, "bad_schedule", true},
        {errc::time_passed, 422, "time_passed", true},
    };
    for (const auto& row : table)
    {
        BOOST_TEST_CONTEXT(row.stable_code << " for " << static_cast<int>(row.code))
        {
            const multipost::error e{make_error_code(row.code), "SELECT secret FROM /var/lib"};
            const auto p = problem_of(e);
            BOOST_TEST(p.status == row.status);
            BOOST_TEST(p.code == row.stable_code);
            BOOST_TEST((p.detail == e.what) == row.words_shown);
            BOOST_TEST(!p.detail.empty());
            const auto told = to_response(p, some_request());
            BOOST_TEST(header_of(told, "Retry-After").empty() == (row.status != 503));
        }
    }
}

// A value that is added to errc and forgotten in problem_of is found by the compiler (-Wswitch) and by this.
BOOST_AUTO_TEST_CASE(the_table_above_is_complete)
{
    std::size_t known = 0;
    for (int value = 0; value < 200; ++value)
        if (multipost::make_error_code(static_cast<errc>(value)).message() != "unknown error") ++known;
    BOOST_TEST(known == 38U);
}

BOOST_AUTO_TEST_CASE(an_error_of_another_library_is_told_to_nobody)
{
    const multipost::error e{boost::system::errc::make_error_code(boost::system::errc::no_space_on_device), "/var/lib"};
    BOOST_TEST(problem_of(e).status == 500U);
    BOOST_TEST(problem_of(e).detail.find("/var") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_code_that_nobody_named_still_has_a_title)
{
    BOOST_TEST(title_of("not_found") == "Not found");
    BOOST_TEST(title_of("administrator_only") == "For administrators");
    BOOST_TEST(title_of("wrong_password") == "The current password is wrong");
    BOOST_TEST(title_of("zebra") == "The request was refused");
    BOOST_TEST(title_of("") == "The request was refused");
}

BOOST_AUTO_TEST_SUITE_END()
