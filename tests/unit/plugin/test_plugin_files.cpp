// SPDX-License-Identifier: BSL-1.0
#include "plugin/elf_image.hpp"
#include "plugin/elf_libraries.hpp"
#include "plugin/loaded_connector.hpp"
#include "printing.hpp"
#include "temporary_folder.hpp"

#include <multipost/connector_registry.hpp>

#include <boost/test/unit_test.hpp>

#include <elf.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <random>

namespace {

using namespace multipost;
namespace fs = std::filesystem;

struct plugin_folder : temporary_folder
{
    std::string good = bytes_of(built_plugin("postcard.so"));
    connector_registry registry;

    /// Loads a file that must be refused, with the code and with the path and the words in its text.
    void check_refused(const fs::path& file, errc code, const std::string& words)
    {
        const auto loaded = registry.load(file);
        BOOST_TEST_CONTEXT(file)
        {
            BOOST_REQUIRE(loaded.has_error());
            BOOST_TEST(loaded.error().code == code);
            BOOST_TEST(loaded.error().what.find(file.string()) != std::string::npos, loaded.error().what);
            BOOST_TEST(loaded.error().what.find(words) != std::string::npos, loaded.error().what);
            BOOST_TEST(registry.connectors().empty());
        }
    }

    void check_loads(const fs::path& file)
    {
        const auto loaded = registry.load(file);
        BOOST_TEST(loaded.has_value(), (loaded.has_error() ? loaded.error().what : std::string()));
    }
};

template <class Field>
std::string patched(std::string image, std::size_t offset, Field value)
{
    std::memcpy(image.data() + offset, &value, sizeof value);
    return image;
}

Elf64_Phdr segment_of(const std::string& image, Elf64_Word type)
{
    Elf64_Ehdr elf;
    std::memcpy(&elf, image.data(), sizeof elf);
    Elf64_Phdr segment;
    for (std::size_t i = 0; i != elf.e_phnum; ++i)
    {
        std::memcpy(&segment, image.data() + elf.e_phoff + i * sizeof segment, sizeof segment);
        if (segment.p_type == type) return segment;
    }
    BOOST_FAIL("the plugin lacks a segment");
    return segment;
}

/// Where the first entry of that tag stands in the dynamic section.
std::size_t dynamic_entry(const std::string& image, Elf64_Sxword tag)
{
    const auto dynamic = segment_of(image, PT_DYNAMIC);
    for (auto at = dynamic.p_offset; at != dynamic.p_offset + dynamic.p_filesz; at += sizeof(Elf64_Dyn))
    {
        Elf64_Dyn entry;
        std::memcpy(&entry, image.data() + at, sizeof entry);
        if (entry.d_tag == tag) return at;
    }
    BOOST_FAIL("the plugin lacks a dynamic entry");
    return 0;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(plugin_files, plugin_folder)

BOOST_AUTO_TEST_CASE(a_file_without_the_entry_is_refused)
{
    check_refused(write("a.so", bytes_of(built_plugin("no_entry.so"))), errc::plugin_no_entry, "multipost_plugin_v0");
}

BOOST_AUTO_TEST_CASE(a_plugin_of_another_abi_is_refused_with_its_version_and_runs_no_code)
{
    check_refused(write("a.so", bytes_of(built_plugin("wrong_abi.so"))), errc::plugin_wrong_abi, "version 7");
    BOOST_TEST(std::getenv("MULTIPOST_WRONG_ABI_HAS_RUN") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_truncated_file_is_refused_wherever_it_ends)
{
    check_refused(write("empty.so", ""), errc::plugin_truncated, "empty");
    for (std::size_t size = 1; size < good.size(); size += 499)
        check_refused(write("a.so", good.substr(0, size)), errc::plugin_truncated, "cut short");
    check_refused(write("a.so", good.substr(0, good.size() - 1)), errc::plugin_truncated, "cut short");
}

BOOST_AUTO_TEST_CASE(random_bytes_are_refused)
{
    std::minstd_rand random(1);
    std::string noise(20'000, '\0');
    for (auto& byte : noise) byte = static_cast<char>(random());
    check_refused(write("a.so", noise), errc::plugin_not_elf, "no ELF file");
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_is_refused_without_being_opened)
{
    fs::create_directory(*this / "folder.so");
    check_refused(*this / "folder.so", errc::plugin_not_regular, "directory");

    BOOST_REQUIRE_EQUAL(::mkfifo((*this / "pipe.so").c_str(), 0600), 0);
    check_refused(*this / "pipe.so", errc::plugin_not_regular, "named pipe");

    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const auto name = (*this / "socket.so").string();
    std::memcpy(address.sun_path, name.c_str(), name.size());
    BOOST_REQUIRE_EQUAL(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    check_refused(name, errc::plugin_not_regular, "socket");
    ::close(listener);
}

BOOST_AUTO_TEST_CASE(a_file_that_others_may_change_is_refused)
{
    const auto file = write("a.so", good);
    for (const unsigned mode : {0666U, 0664U, 0646U, 0777U})
    {
        fs::permissions(file, fs::perms(mode));
        check_refused(file, errc::plugin_writable_by_others, "chmod go-w");
    }
}

BOOST_AUTO_TEST_CASE(a_folder_that_others_may_change_is_refused_however_far_above)
{
    fs::create_directories(*this / "open/private");
    fs::permissions(*this / "open", fs::perms(0777));
    const auto file = write("open/private/a.so", good);
    check_refused(file, errc::plugin_writable_by_others, (*this / "open").string());

    // Sticky protects what is in it only if nobody but root owns the folder and may lift it.
    fs::permissions(*this / "open", fs::perms(01777));
    if (::geteuid() == 0)
        check_loads(file);
    else
        check_refused(file, errc::plugin_writable_by_others, (*this / "open").string());
}

BOOST_AUTO_TEST_CASE(a_file_or_folder_of_another_user_is_refused, *boost::unit_test::precondition([](auto) {
                         return ::geteuid() == 0; // only root can give a file away
                     }))
{
    const auto file = write("a.so", good);
    BOOST_REQUIRE_EQUAL(::chown(file.c_str(), 12345, 12345), 0);
    check_refused(file, errc::plugin_untrusted_owner, "user 12345");

    fs::create_directory(*this / "theirs");
    const auto inside = write("theirs/a.so", good);
    BOOST_REQUIRE_EQUAL(::chown((*this / "theirs").c_str(), 12345, 12345), 0);
    check_refused(inside, errc::plugin_untrusted_owner, (*this / "theirs").string());
}

BOOST_AUTO_TEST_CASE(a_symbolic_link_may_lead_within_its_folder_and_not_out)
{
    fs::create_directory(*this / "plugins");
    fs::create_symlink(write("outside.so", good), *this / "plugins/out.so");
    check_refused(*this / "plugins/out.so", errc::plugin_outside_folder, "outside.so");
    fs::create_symlink("../outside.so", *this / "plugins/relative.so");
    check_refused(*this / "plugins/relative.so", errc::plugin_outside_folder, "outside.so");
    fs::create_symlink("nothing.so", *this / "plugins/dangling.so");
    check_refused(*this / "plugins/dangling.so", errc::plugin_not_found, "cannot be found");
    fs::create_symlink("circle.so", *this / "plugins/circle.so");
    check_refused(*this / "plugins/circle.so", errc::plugin_unreadable, "cannot be found");

    write("plugins/postcard-1.0.so", good);
    fs::create_symlink("postcard-1.0.so", *this / "plugins/postcard.so");
    check_loads(*this / "plugins/postcard.so");
}

BOOST_AUTO_TEST_CASE(a_plugin_for_another_machine_is_refused)
{
    const auto machine = patched(good, offsetof(Elf64_Ehdr, e_machine), Elf64_Half(EM_S390));
    check_refused(write("a.so", machine), errc::plugin_wrong_machine, "another processor (ELF machine 22");
    const auto narrow = patched(good, EI_CLASS, std::uint8_t(good[EI_CLASS] == ELFCLASS64 ? ELFCLASS32 : ELFCLASS64));
    check_refused(write("a.so", narrow), errc::plugin_wrong_machine, "word size");
}

BOOST_AUTO_TEST_CASE(an_elf_file_that_is_no_shared_object_is_refused)
{
    const auto object = patched(good, offsetof(Elf64_Ehdr, e_type), Elf64_Half(ET_REL));
    check_refused(write("a.so", object), errc::plugin_not_elf, "no shared object");
    const auto bare = patched(good, offsetof(Elf64_Ehdr, e_shnum), Elf64_Half(0));
    check_refused(write("a.so", bare), errc::plugin_not_elf, "no section table");
}

BOOST_AUTO_TEST_CASE(a_plugin_that_names_places_for_its_libraries_is_refused)
{
    check_refused(write("a.so", bytes_of(built_plugin("own_folder.so"))), errc::plugin_untrusted_libraries, "RUNPATH");
    struct
    {
        Elf64_Sxword tag;
        const char* words;
    } const table[] = {{DT_RPATH, "RPATH"},      {DT_RUNPATH, "RUNPATH"}, {DT_FILTER, "filter"},
                       {DT_AUXILIARY, "filter"}, {DT_AUDIT, "audit"},     {DT_DEPAUDIT, "audit"}};
    const auto needed = dynamic_entry(good, DT_NEEDED);
    for (const auto& row : table)
        check_refused(write("a.so", patched(good, needed, row.tag)), errc::plugin_untrusted_libraries, row.words);

    const auto name = good.find("libstdc++.so");
    BOOST_REQUIRE(name != std::string::npos);
    check_refused(write("a.so", patched(good, name + 3, '/')), errc::plugin_untrusted_libraries, "by its path");
    check_refused(write("a.so", patched(good, name, '$')), errc::plugin_untrusted_libraries, "by its path");
}

BOOST_AUTO_TEST_CASE(a_list_of_libraries_that_lies_is_refused_or_harmless)
{
    const auto far_name = patched(good, dynamic_entry(good, DT_NEEDED) + offsetof(Elf64_Dyn, d_un), ~Elf64_Xword(0));
    check_refused(write("a.so", far_name), errc::plugin_not_elf, "list of libraries");
    const auto no_strings = patched(good, dynamic_entry(good, DT_STRTAB) + offsetof(Elf64_Dyn, d_un), ~Elf64_Addr(0));
    check_refused(write("a.so", no_strings), errc::plugin_not_elf, "list of libraries");

    Elf64_Ehdr elf;
    std::memcpy(&elf, good.data(), sizeof elf);
    const auto dynamic = segment_of(good, PT_DYNAMIC);
    const auto try_each_byte = [&](std::size_t first, std::size_t size) {
        for (std::size_t at = first; at != first + size; ++at)
        {
            for (const char value : {'\0', '\1', '\x7F', '\x80', '\xFF'})
            {
                const auto image = patched(good, at, value);
                if (check_elf_image(image, "a.so").has_error()) continue;
                const auto checked = check_elf_libraries(image, "a.so");
                BOOST_TEST((checked.has_value() || checked.error().what.find("a.so") != std::string::npos));
            }
        }
    };
    try_each_byte(elf.e_phoff, elf.e_phnum * sizeof(Elf64_Phdr));
    try_each_byte(dynamic.p_offset, dynamic.p_filesz);
}

BOOST_AUTO_TEST_CASE(headers_that_lie_are_refused_or_harmless)
{
    // Each byte of the ELF header takes each of a few values: nothing here may read beyond the image.
    for (std::size_t at = 0; at != sizeof(Elf64_Ehdr); ++at)
    {
        for (const char value : {'\0', '\1', '\x7F', '\x80', '\xFF'})
        {
            const auto checked = check_elf_image(patched(good, at, value), "a.so");
            BOOST_TEST((checked.has_value() || checked.error().what.find("a.so") != std::string::npos));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_nobody_may_read_is_refused)
{
    const auto file = write("a.so", good);
    fs::permissions(file, fs::perms::none);
    check_refused(file, errc::plugin_unreadable, "permission");
}

BOOST_AUTO_TEST_CASE(a_path_that_is_not_absolute_is_refused)
{
    check_refused("postcard.so", errc::plugin_path_not_absolute, "not absolute");
    check_refused("./postcard.so", errc::plugin_path_not_absolute, "not absolute");
}

BOOST_AUTO_TEST_CASE(a_path_that_does_not_exist_is_refused)
{
    check_refused(*this / "none.so", errc::plugin_not_found, "cannot be found");
    check_refused(*this / "no/such/folder/a.so", errc::plugin_not_found, "folder cannot be found");
}

BOOST_AUTO_TEST_CASE(what_the_dynamic_linker_refuses_is_refused_in_its_words)
{
    check_refused(write("a.so", bytes_of(built_plugin("unresolved.so"))), errc::plugin_not_loadable,
                  "function_that_nobody_has");
}

BOOST_AUTO_TEST_CASE(a_plugin_that_says_it_cannot_work_here_is_refused)
{
    check_refused(write("a.so", bytes_of(built_plugin("unwilling.so"))), errc::plugin_not_loadable, "cannot work here");
}

BOOST_AUTO_TEST_CASE(after_every_refusal_the_host_loads_what_is_good)
{
    check_refused(write("a.so", "noise"), errc::plugin_not_elf, "no ELF file");
    check_refused(write("b.so", bytes_of(built_plugin("wrong_abi.so"))), errc::plugin_wrong_abi, "version 7");
    check_loads(write("c.so", good));
    BOOST_TEST(registry.connectors().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_loaded_plugin_works_on_when_its_file_is_cut_short_replaced_or_removed)
{
    const auto file = write("postcard.so", good);
    check_loads(file);
    const auto postcard = registry_access::find(registry, "postcard");
    BOOST_REQUIRE(postcard);
    const auto deliver = [&] {
        operation_start start;
        start.settings.emplace("street", secret_string("elm"));
        start.settings.emplace("key", secret_string("k"));
        start.content = std::make_shared<const message>();
        auto running = postcard->create(std::move(start));
        BOOST_REQUIRE(running.has_value());
        BOOST_TEST(std::holds_alternative<http_request>((*running)->step(started(), wall_time())));
        http_response created;
        created.status = 201;
        created.body = "7";
        BOOST_TEST(std::holds_alternative<done>((*running)->step(created, wall_time())));
    };
    deliver();
    write("postcard.so", good.substr(0, 100));
    deliver();
    write("postcard.so", std::string(good.size(), 'x'));
    deliver();
    fs::remove(file);
    deliver();
}

BOOST_AUTO_TEST_CASE(two_registries_hold_two_copies_of_a_plugin)
{
    const auto file = write("postcard.so", good);
    check_loads(file);
    connector_registry other;
    BOOST_TEST(other.load(file).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
