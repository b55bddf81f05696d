// SPDX-License-Identifier: BSL-1.0
#include "accounts/password_hash.hpp"
#include "accounts/password_policy.hpp"
#include "accounts/password_text.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <new>
#include <string>

using namespace webapp;

namespace {

constexpr password_cost cheap{1, 8 * 1024};

std::string normalized(std::string_view typed) { return std::string(normalized_password(typed).reveal()); }

std::string weakness(std::string_view password)
{
    const auto context = password_context("ada.lovelace@analytical.example", "Ada Byron");
    return password_weakness(password, context).value_or("");
}

/// While it lives, this process gets no more than so much memory.
class memory_limit
{
public:
    explicit memory_limit(std::size_t more_bytes)
    {
        std::ifstream in("/proc/self/statm");
        std::size_t pages = 0;
        in >> pages;
        ::getrlimit(RLIMIT_AS, &before_);
        auto limit = before_;
        limit.rlim_cur = pages * static_cast<std::size_t>(::getpagesize()) + more_bytes;
        ::setrlimit(RLIMIT_AS, &limit);
    }
    memory_limit(const memory_limit&) = delete;
    memory_limit& operator=(const memory_limit&) = delete;
    ~memory_limit() { ::setrlimit(RLIMIT_AS, &before_); }

private:
    ::rlimit before_{};
};

} // namespace

BOOST_AUTO_TEST_SUITE(passwords)

BOOST_AUTO_TEST_CASE(a_password_is_the_same_however_a_keyboard_composes_it)
{
    BOOST_TEST(normalized("caf\xC3\xA9") == normalized("cafe\xCC\x81"));
    BOOST_TEST(normalized("\xEF\xBC\xA1") == "A"); // fullwidth A
    BOOST_TEST(normalized("caf\xC3\xA9") != normalized("cafe"));
    BOOST_TEST(normalized("Password") != normalized("password"));
}

BOOST_AUTO_TEST_CASE(nothing_of_a_password_is_trimmed_cut_off_or_replaced)
{
    const std::string rows[] = {" leading and trailing ", "tab\tand newline\n", std::string(256, 'x'), "\xFF\xFE",
                                "\xF0\x9F\x94\x91\xF0\x9F\x94\x91"};
    for (const auto& row : rows) BOOST_TEST(normalized(row) == row);
}

BOOST_AUTO_TEST_CASE(good_passwords_need_no_kinds_of_characters)
{
    const std::string rows[] = {
        "correct horse battery staple",
        "violet ladder under seven moons",
        "Xk9$mQ2v",
        "gteqvdbxkpwz",
        "\xD0\xB7\xD0\xB0\xD0\xB1\xD0\xBE\xD1\x80-\xD1\x80\xD0\xB5\xD0\xBA\xD0\xB0", // Cyrillic
        "quarante deux pingouins bleus",
    };
    for (const auto& row : rows) BOOST_TEST(weakness(row) == "", row);
}

BOOST_AUTO_TEST_CASE(passwords_that_are_guessed_early_are_refused_with_the_reason)
{
    const struct
    {
        std::string password, reason;
    } rows[] = {
        {"", "fewer than 8"},
        {"Xk9$mQ2", "fewer than 8"},
        {"password", "common words"},
        {"Password123!", "common words"},
        {"p4ssw0rd", "disguise"},
        {"iloveyou", "common words"},
        {"motdepasse", "common words"},
        {"aaaaaaaaaaaaaaaaaaaa", "repeats"},
        {"testtesttesttest", "repeats"},
        {"hijklmnop", "sequence"},
        {"jhgtfrde", "keyboard"},
        {"14.07.1789", "Dates"},
        {"multipost2026", "your name"},
        {"ada.lovelace@analytical.example", "your name"},
        {"lovelaceada", "your name"},
        {"analytical1", "your name"},
        {"adabyron1815", "your name"},
    };
    for (const auto& row : rows)
    {
        BOOST_TEST_CONTEXT(row.password)
        {
            const auto why = weakness(row.password);
            BOOST_TEST(why.find(row.reason) != std::string::npos, why);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_password_of_eight_characters_is_counted_in_characters)
{
    BOOST_TEST(weakness("\xD0\xB7\xD0\xB0\xD0\xB1\xD0\xBE\xD1\x80\xD0\xB6\xD1\x87").find("fewer") != std::string::npos);
    BOOST_TEST(weakness("\xD0\xB7\xD0\xB0\xD0\xB1\xD0\xBE\xD1\x80\xD0\xB6\xD1\x87\xD1\x89") == "");
}

BOOST_AUTO_TEST_CASE(a_hash_names_its_algorithm_and_cost)
{
    const auto hash = hash_password("correct horse", password_cost{});
    BOOST_TEST(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    BOOST_TEST(hash != hash_password("correct horse", password_cost{}));
    BOOST_TEST(nobodys_password_hash(password_cost{}).size() == hash.size());
    BOOST_TEST(nobodys_password_hash(password_cost{}).starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

BOOST_AUTO_TEST_CASE(a_password_is_verified_in_its_whole_length)
{
    const std::string longest(256, 'x');
    const auto hash = hash_password(longest, cheap);
    BOOST_TEST(verify_password(hash, longest, cheap).matches);
    BOOST_TEST(!verify_password(hash, longest.substr(1), cheap).matches);
    BOOST_TEST(!verify_password(hash, longest + 'x', cheap).matches);
    BOOST_TEST(!verify_password(hash, "", cheap).matches);
}

BOOST_AUTO_TEST_CASE(nobody_has_nobodys_password)
{
    for (const auto* password : {"", "password", "correct horse battery staple"})
        BOOST_TEST(!verify_password(nobodys_password_hash(cheap), password, cheap).matches);
}

BOOST_AUTO_TEST_CASE(a_hash_of_another_cost_is_replaced_when_the_password_is_right)
{
    const password_cost dearer{2, 16 * 1024};
    const auto old = hash_password("correct horse", cheap);
    BOOST_TEST(verify_password(old, "correct horse", cheap).new_hash == "");
    BOOST_TEST(verify_password(old, "wrong horse", dearer).new_hash == "");

    const auto verified = verify_password(old, "correct horse", dearer);
    BOOST_TEST(verified.matches);
    BOOST_TEST(verified.new_hash.starts_with("$argon2id$v=19$m=16,t=2,p=1$"), verified.new_hash);
    BOOST_TEST(verify_password(verified.new_hash, "correct horse", dearer).matches);
}

BOOST_AUTO_TEST_CASE(a_password_that_there_is_no_memory_for_gets_no_hash)
{
    const memory_limit no_more(4 * 1024 * 1024);
    BOOST_CHECK_THROW(hash_password("correct horse", password_cost{}), std::bad_alloc);
}

BOOST_AUTO_TEST_SUITE_END()
