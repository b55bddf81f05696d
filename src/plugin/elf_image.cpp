// SPDX-License-Identifier: BSL-1.0
#include "plugin/elf_image.hpp"

#include "plugin/refusal.hpp"

#include <elf.h>
#include <link.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

// The ELF header of the module this code is part of, put there by the linker: what a plugin's header must agree with.
extern "C" const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

namespace multipost {

namespace {

/// Whether `count` entries of `entry_size` bytes from `offset` lie within `size` bytes.
bool lies_within(std::uint64_t offset, std::uint64_t count, std::uint64_t entry_size, std::uint64_t size)
{
    if (offset > size) return false;
    return entry_size == 0 || count <= (size - offset) / entry_size;
}

template <class Header>
Header read_header(std::string_view image, std::size_t offset)
{
    Header header;
    std::memcpy(&header, image.data() + offset, sizeof header);
    return header;
}

bool segments_are_whole(std::string_view image, const ElfW(Ehdr) & elf)
{
    if (!lies_within(elf.e_phoff, elf.e_phnum, sizeof(ElfW(Phdr)), image.size())) return false;
    for (std::size_t i = 0; i != elf.e_phnum; ++i)
    {
        const auto segment = read_header<ElfW(Phdr)>(image, elf.e_phoff + i * sizeof(ElfW(Phdr)));
        if (!lies_within(segment.p_offset, segment.p_filesz, 1, image.size())) return false;
    }
    return true;
}

bool sections_are_whole(std::string_view image, const ElfW(Ehdr) & elf)
{
    if (!lies_within(elf.e_shoff, elf.e_shnum, sizeof(ElfW(Shdr)), image.size())) return false;
    for (std::size_t i = 0; i != elf.e_shnum; ++i)
    {
        const auto section = read_header<ElfW(Shdr)>(image, elf.e_shoff + i * sizeof(ElfW(Shdr)));
        const bool has_bytes = section.sh_type != SHT_NOBITS && section.sh_type != SHT_NULL;
        if (has_bytes && !lies_within(section.sh_offset, section.sh_size, 1, image.size())) return false;
    }
    return true;
}

} // namespace

result<void> check_elf_image(std::string_view image, const std::filesystem::path& file)
{
    const auto truncated = [&] {
        return refusal(errc::plugin_truncated, file,
                       "it is cut short: it has " + std::to_string(image.size()) +
                           " bytes, and its own headers name more");
    };
    if (image.empty()) return refusal(errc::plugin_truncated, file, "it is empty");
    if (std::memcmp(image.data(), ELFMAG, std::min<std::size_t>(image.size(), SELFMAG)) != 0)
        return refusal(errc::plugin_not_elf, file, "it is no ELF file");
    if (image.size() < sizeof(ElfW(Ehdr))) return truncated();

    const auto elf = read_header<ElfW(Ehdr)>(image, 0);
    if (elf.e_ident[EI_CLASS] != __ehdr_start.e_ident[EI_CLASS] ||
        elf.e_ident[EI_DATA] != __ehdr_start.e_ident[EI_DATA])
        return refusal(errc::plugin_wrong_machine, file, "it is made for another word size or byte order");
    if (elf.e_machine != __ehdr_start.e_machine)
    {
        return refusal(errc::plugin_wrong_machine, file,
                       "it is made for another processor (ELF machine " + std::to_string(elf.e_machine) +
                           ", and this one is " + std::to_string(__ehdr_start.e_machine) + ")");
    }
    if (elf.e_type != ET_DYN) return refusal(errc::plugin_not_elf, file, "it is an ELF file, but no shared object");
    if (elf.e_phnum == 0 || elf.e_phentsize != sizeof(ElfW(Phdr)))
        return refusal(errc::plugin_not_elf, file, "it has no segments to load");
    // Without a section table its symbols could not be read before it is loaded.
    if (elf.e_shnum == 0 || elf.e_shentsize != sizeof(ElfW(Shdr)) || elf.e_shstrndx >= elf.e_shnum)
        return refusal(errc::plugin_not_elf, file, "it has no section table, so its symbols cannot be read");
    if (!segments_are_whole(image, elf) || !sections_are_whole(image, elf)) return truncated();
    return {};
}

} // namespace multipost
