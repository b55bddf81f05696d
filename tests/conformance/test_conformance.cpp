// SPDX-License-Identifier: BSL-1.0
#include "plugin/loaded_connector.hpp"

#include <multipost/conformance.hpp>
#include <multipost/connector_registry.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

namespace {

using namespace multipost;
using verdict = conformance_finding::verdict;

std::filesystem::path plugin(const std::string& name) { return std::filesystem::path(MULTIPOST_TEST_PLUGINS) / name; }

/// The rules that a connector breaks, with what was seen.
std::set<std::string> broken_by(const std::vector<conformance_finding>& findings, const std::string& connector)
{
    std::set<std::string> rules;
    for (const auto& finding : findings)
    {
        if (finding.connector != connector || finding.how != verdict::failed) continue;
        BOOST_TEST_MESSAGE(connector << " breaks " << finding.rule << ": " << finding.what);
        rules.insert(finding.rule);
    }
    return rules;
}

void check_passes(const std::filesystem::path& file)
{
    const auto findings = check_plugin(file);
    BOOST_TEST(findings.size() > 20U);
    for (const auto& finding : findings)
    {
        BOOST_TEST_CONTEXT(finding.connector << " " << finding.rule << ": " << finding.what)
        BOOST_TEST((finding.how == verdict::passed));
    }
}

struct faulty_connector
{
    const char* file;
    const char* name;
    const char* rule;
};

constexpr faulty_connector faulty_connectors[] = {
    {"faulty_1.so", "throws", "nothing_is_thrown"},
    {"faulty_1.so", "unknown-action", "actions_are_well_formed"},
    {"faulty_1.so", "small-struct", "actions_are_well_formed"},
    {"faulty_1.so", "invalid-utf8", "actions_are_well_formed"},
    {"faulty_1.so", "huge-string", "actions_are_well_formed"},
    {"faulty_1.so", "never-ends", "ends_within_bounds"},
    {"faulty_1.so", "forbidden-origin", "requests_go_to_permitted_origins"},
    {"faulty_1.so", "header-injection", "requests_are_well_formed"},
    {"faulty_1.so", "success-unasked", "success_needs_an_answer"},
    {"faulty_1.so", "success-on-500", "server_errors_are_not_success"},
    {"faulty_1.so", "success-on-redirect", "redirects_are_not_success"},
    {"faulty_1.so", "success-on-404", "refusals_are_not_success"},
    {"faulty_1.so", "success-on-garbage", "garbage_is_not_success"},
    {"faulty_1.so", "transient-500", "bare_server_errors_are_unconfirmed"},
    {"faulty_1.so", "transient-when-lost", "lost_answers_are_unconfirmed"},
    {"faulty_2.so", "impure-url", "settings_from_url_is_pure"},
    {"faulty_2.so", "impure-render", "render_is_pure"},
    {"faulty_2.so", "id-of-nothing", "empty_answers_name_nothing"},
    {"faulty_2.so", "leaks-secret", "secrets_stay_out_of_texts"},
    {"faulty_2.so", "ignores-retry-after", "rate_limits_are_honoured"},
    {"faulty_2.so", "remembers", "same_events_give_same_actions"},
    {"faulty_2.so", "shares-state", "operations_do_not_disturb_each_other"},
    {"faulty_2.so", "thread-bound", "operations_are_bound_to_no_thread"},
    {"faulty_2.so", "ignores-cancel", "cancellation_ends_it"},
    {"faulty_2.so", "publishes-in-check", "checks_publish_nothing"},
    {"faulty_2.so", "throws-when-resumed", "resumes_from_its_checkpoint"},
    {"faulty_2.so", "no-examples", "settings_have_examples"},
    {"faulty_2.so", "repeats-url", "settings_from_url_repeats_no_secret"},
    {"faulty_2.so", "throws-in-url", "settings_from_url_survives_any_text"},
    {"faulty_2.so", "renders-bytes", "render_gives_text"},
    {"faulty_2.so", "throws-on-create", "survives_any_settings"},
};

} // namespace

BOOST_AUTO_TEST_CASE(a_connector_in_plain_c_conforms) { check_passes(plugin("notice_board.so")); }

#ifdef MULTIPOST_TREE_PLUGINS
BOOST_AUTO_TEST_CASE(every_plugin_of_this_tree_conforms)
{
    unsigned checked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(MULTIPOST_TREE_PLUGINS))
    {
        check_passes(entry.path());
        ++checked;
    }
    BOOST_TEST(checked > 0U);
}
#endif

#ifdef MULTIPOST_FOREIGN_PLUGIN
BOOST_AUTO_TEST_CASE(a_connector_of_another_compiler_and_standard_library_conforms)
{
    check_passes(plugin("foreign.so"));
}

BOOST_AUTO_TEST_CASE(an_exception_of_another_standard_library_costs_its_own_delivery_and_nothing_else)
{
    connector_registry registry;
    BOOST_REQUIRE(registry.load(plugin("foreign.so")).has_value());
    const auto foreign = registry_access::find(registry, "foreign");
    const auto first_action = [&](const char* text) {
        message content;
        content.text.text = text;
        operation_start start;
        start.settings.emplace("url", secret_string("https://foreign.example/in"));
        start.content = std::make_shared<const message>(std::move(content));
        auto begun = foreign->create(std::move(start));
        BOOST_REQUIRE(begun.has_value());
        return (*begun)->step(started(), wall_time());
    };
    for (int i = 0; i != 100; ++i)
    {
        const auto thrown = first_action("please throw");
        BOOST_REQUIRE(std::holds_alternative<failure>(thrown));
        BOOST_TEST(std::get<failure>(thrown).code == "plugin_misbehaved");
        BOOST_TEST(std::get<failure>(thrown).what == "the text asked for it");
        BOOST_TEST(std::holds_alternative<http_request>(first_action("please post")));
    }
}
#endif

BOOST_AUTO_TEST_CASE(each_faulty_connector_fails_on_the_rule_it_breaks)
{
    for (const char* file : {"faulty_1.so", "faulty_2.so"})
    {
        const auto findings = check_plugin(plugin(file));
        // What the faults are put into is itself without one.
        BOOST_TEST(broken_by(findings, "faulty-not-at-all").empty());
        for (const auto& expected : faulty_connectors)
        {
            if (std::string(file) != expected.file) continue;
            const auto broken = broken_by(findings, "faulty-" + std::string(expected.name));
            BOOST_TEST(broken.contains(expected.rule), expected.name << " should break " << expected.rule);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_connector_without_examples_is_not_played)
{
    const auto findings = check_plugin(plugin("faulty_2.so"));
    const auto skipped = std::count_if(findings.begin(), findings.end(), [](const conformance_finding& f) {
        return f.connector == "faulty-no-examples" && f.how == verdict::skipped;
    });
    BOOST_TEST(skipped > 10);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_plugin_fails_with_its_reason_and_nothing_else_is_checked)
{
    const auto findings = check_plugin(plugin("no_such_file.so"));
    BOOST_REQUIRE_EQUAL(findings.size(), 1U);
    BOOST_TEST(findings.front().rule == "file_can_be_loaded");
    BOOST_TEST((findings.front().how == verdict::failed));
    BOOST_TEST(findings.front().what.find("no_such_file.so") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_plugin_that_exports_more_than_its_entry_is_told_which_symbols)
{
    const auto broken = check_plugin(plugin("chatty.so"));
    const auto found = std::find_if(broken.begin(), broken.end(),
                                    [](const conformance_finding& f) { return f.rule == "exports_one_symbol"; });
    BOOST_REQUIRE((found != broken.end()));
    BOOST_TEST((found->how == verdict::failed));
    BOOST_TEST(found->what.find("chatty_helper") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_plugin_that_describes_itself_wrongly_is_told_where)
{
    const auto findings = check_plugin(plugin("speechless.so"));
    BOOST_REQUIRE_EQUAL(findings.size(), 2U);
    BOOST_TEST((findings.front().how == verdict::passed));
    BOOST_TEST(findings.back().rule == "description_is_valid");
    BOOST_TEST((findings.back().how == verdict::failed));
    BOOST_TEST(findings.back().what.find("name: is missing") != std::string::npos);
}
