// SPDX-License-Identifier: BSL-1.0
#include <multipost/secret_string.hpp>

#include <boost/test/unit_test.hpp>

#include <ostream>
#include <utility>

using namespace multipost;

namespace {

template <class T>
concept printable = requires(std::ostream& out, const T& value)
{
    out << value;
};

static_assert(printable<std::string>);
static_assert(!printable<secret_string>);
static_assert(!std::is_convertible_v<secret_string, std::string>);
static_assert(!std::is_convertible_v<secret_string, std::string_view>);
static_assert(!std::is_convertible_v<std::string, secret_string>, "what becomes a secret is said");

const std::string longer(100, 'x'); // on the heap

} // namespace

BOOST_AUTO_TEST_SUITE(secret_string_rules)

BOOST_AUTO_TEST_CASE(a_secret_is_a_value)
{
    for (const std::string& text : {std::string(), std::string("short"), longer})
    {
        const secret_string original(text);
        BOOST_TEST(original.reveal() == text);
        BOOST_TEST(original.empty() == text.empty());

        secret_string copy = original;
        BOOST_TEST((copy == original));
        copy = secret_string("other");
        BOOST_TEST(copy.reveal() == "other");
        BOOST_TEST(original.reveal() == text);
        copy = original;
        BOOST_TEST(copy.reveal() == text);
    }
}

BOOST_AUTO_TEST_CASE(a_secret_that_was_moved_from_is_empty)
{
    for (const std::string& text : {std::string("short"), longer})
    {
        secret_string from(text);
        secret_string to = std::move(from);
        BOOST_TEST(to.reveal() == text);
        BOOST_TEST(from.reveal() == ""); // NOLINT(bugprone-use-after-move): promised

        secret_string assigned("old");
        assigned = std::move(to);
        BOOST_TEST(assigned.reveal() == text);
        BOOST_TEST(to.empty()); // NOLINT(bugprone-use-after-move): promised
    }
}

BOOST_AUTO_TEST_CASE(assigning_a_secret_to_itself_keeps_it)
{
    secret_string secret("value");
    auto& same = secret;
    secret = same;
    BOOST_TEST(secret.reveal() == "value");
    secret = std::move(same);
    BOOST_TEST(secret.reveal() == "value");
}

BOOST_AUTO_TEST_SUITE_END()
