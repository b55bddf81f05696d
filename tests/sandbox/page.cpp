// SPDX-License-Identifier: BSL-1.0
#include "sandbox/page.hpp"

#include "requests.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(page)

BOOST_AUTO_TEST_CASE(every_file_is_served_with_its_type_and_a_strict_policy)
{
    for (const auto& file : sandbox::page_files()) BOOST_TEST_CONTEXT(file.name)
        {
            const auto answer = sandbox::page_response(file.name).value();
            BOOST_TEST(answer.body == file.content);
            BOOST_TEST(!answer.content_type.empty());
            const auto policy = sandbox_test::header_in(answer, "Content-Security-Policy");
            BOOST_TEST(policy.starts_with("default-src 'none';"));
            BOOST_TEST(policy.find("unsafe") == std::string::npos);
            BOOST_TEST(sandbox_test::header_in(answer, "X-Content-Type-Options") == "nosniff");
        }
    BOOST_TEST(sandbox::page_files().size() >= 2U);
    BOOST_TEST(!sandbox::page_response("../main.cpp"));
}

BOOST_AUTO_TEST_CASE(no_script_turns_text_into_markup)
{
    for (const auto& file : sandbox::page_files())
        for (const std::string_view forbidden :
             {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("})
            BOOST_TEST(file.content.find(forbidden) == std::string_view::npos, file.name << " uses " << forbidden);
}

BOOST_AUTO_TEST_CASE(every_file_that_the_page_loads_is_there)
{
    const auto index = sandbox::page_response("index.html").value().body;
    for (const std::string_view name : {"style.css", "app.js", "icon.svg"})
    {
        BOOST_TEST(index.find("/" + std::string{name}) != std::string::npos);
        BOOST_TEST(sandbox::page_response(name).has_value());
    }
}

BOOST_AUTO_TEST_SUITE_END()
