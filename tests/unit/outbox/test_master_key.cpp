// SPDX-License-Identifier: BSL-1.0
#include "outbox/master_key_access.hpp"
#include "printing.hpp"
#include "temporary_folder.hpp"

#include <multipost/master_key.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <string>

using namespace multipost;

namespace {

constexpr const char* digits = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";

struct key_file
{
    std::filesystem::path write(const std::string& text, mode_t mode = 0600)
    {
        const auto file = folder.write("key", text);
        chmod(file.c_str(), mode);
        return file;
    }

    void must_refuse(const std::filesystem::path& file, const std::string& part)
    {
        const auto read = master_key::read(file);
        BOOST_TEST_REQUIRE(read.has_error());
        BOOST_TEST(read.error().code == errc::bad_master_key);
        BOOST_TEST_CONTEXT(read.error().what)
        {
            BOOST_TEST(read.error().what.find(part) != std::string::npos);
            BOOST_TEST(read.error().what.find(file.string()) != std::string::npos);
            BOOST_TEST(read.error().what.find("5566778899") == std::string::npos); // it says nothing of what it read
        }
    }

    temporary_folder folder;
};

bool same(const master_key& a, const master_key& b)
{
    return std::ranges::equal(master_key_access::bytes_of(a).view(), master_key_access::bytes_of(b).view());
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(a_master_key, key_file)

BOOST_AUTO_TEST_CASE(it_is_read_as_it_was_made)
{
    const auto made = master_key::create(folder / "key").value();
    BOOST_TEST(same(made, master_key::read(folder / "key").value()));
    const auto text = bytes_of(folder / "key");
    BOOST_TEST(text.size() == 65U);
    BOOST_TEST(text.back() == '\n');
    BOOST_TEST(!same(made, master_key::create(folder / "other").value()));
}

BOOST_AUTO_TEST_CASE(its_file_is_private_whatever_the_umask)
{
    for (const mode_t mask : {0000U, 0777U})
    {
        const auto before = umask(mask);
        const auto file = folder / ("key" + std::to_string(mask));
        const auto made = master_key::create(file);
        umask(before);
        BOOST_TEST_REQUIRE(made.has_value());
        struct stat status = {};
        BOOST_TEST_REQUIRE(stat(file.c_str(), &status) == 0);
        BOOST_TEST((status.st_mode & 07777U) == 0600U);
    }
}

BOOST_AUTO_TEST_CASE(one_that_exists_is_never_overwritten)
{
    const auto file = write(digits);
    const auto again = master_key::create(file);
    BOOST_TEST_REQUIRE(again.has_error());
    BOOST_TEST(again.error().what.find("exists already") != std::string::npos);
    BOOST_TEST(bytes_of(file) == digits);
}

BOOST_AUTO_TEST_CASE(digits_of_either_case_with_or_without_a_line_end_are_a_key)
{
    const auto with = master_key::read(write(std::string(digits) + "\n")).value();
    const auto without = master_key::read(write(digits)).value();
    BOOST_TEST(same(with, without));
    BOOST_TEST(master_key_access::bytes_of(with).view()[1] == 0x11);
    BOOST_TEST(master_key::read(write(digits, 0400)).has_value());
}

BOOST_AUTO_TEST_CASE(a_file_that_others_may_read_is_no_secret)
{
    for (const mode_t mode : {0640U, 0604U, 0660U, 0620U, 0777U}) must_refuse(write(digits, mode), "by others");
}

BOOST_AUTO_TEST_CASE(what_is_no_key_is_refused)
{
    const std::string key = digits;
    for (const auto& text : {std::string(), key.substr(1), key + "0", key + "\n\n", key + "\r\n", " " + key.substr(1),
                             key.substr(0, 63) + "g", key.substr(0, 32) + std::string(32, '\0'), std::string(64, 'z')})
        must_refuse(write(text), "holds no key");
    must_refuse(folder / "missing", "cannot be opened");
    must_refuse(folder.path(), "is no regular file");
}

BOOST_AUTO_TEST_SUITE_END()
