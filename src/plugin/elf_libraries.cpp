// SPDX-License-Identifier: BSL-1.0
#include "plugin/elf_libraries.hpp"

#include "plugin/refusal.hpp"

#include <elf.h>
#include <link.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

namespace multipost {

namespace {

template <class Entry>
std::vector<Entry> read_entries(std::string_view bytes)
{
    std::vector<Entry> entries(bytes.size() / sizeof(Entry));
    if (!entries.empty()) std::memcpy(entries.data(), bytes.data(), entries.size() * sizeof(Entry));
    return entries;
}

/// An image as the dynamic linker sees it: by address, not by offset in the file.
class loaded_view
{
public:
    explicit loaded_view(std::string_view image) : image_(image)
    {
        ElfW(Ehdr) elf;
        std::memcpy(&elf, image.data(), sizeof elf);
        segments_ = read_entries<ElfW(Phdr)>(image.substr(elf.e_phoff, elf.e_phnum * sizeof(ElfW(Phdr))));
    }

    [[nodiscard]] const std::vector<ElfW(Phdr)>& segments() const noexcept { return segments_; }

    /// What the file holds from an address to the end of its segment; empty for an address of none.
    [[nodiscard]] std::string_view from(ElfW(Addr) address) const
    {
        for (const auto& segment : segments_)
        {
            if (segment.p_type != PT_LOAD || address < segment.p_vaddr) continue;
            const auto skipped = address - segment.p_vaddr;
            if (skipped < segment.p_filesz)
                return image_.substr(segment.p_offset + skipped, segment.p_filesz - skipped);
        }
        return {};
    }

private:
    std::string_view image_;
    std::vector<ElfW(Phdr)> segments_;
};

/// The entries of the dynamic section before the one that ends it; nothing when none ends it.
std::optional<std::vector<ElfW(Dyn)>> dynamic_entries(const loaded_view& view, const ElfW(Phdr) & dynamic)
{
    auto entries = read_entries<ElfW(Dyn)>(view.from(dynamic.p_vaddr));
    for (std::size_t i = 0; i != entries.size(); ++i)
    {
        if (entries[i].d_tag != DT_NULL) continue;
        entries.resize(i);
        return entries;
    }
    return std::nullopt;
}

/// The text at an index of the string table; nothing when there is none.
std::optional<std::string_view> string_at(const loaded_view& view, const std::vector<ElfW(Dyn)>& entries,
                                          std::uint64_t index)
{
    std::string_view strings;
    for (const auto& entry : entries)
        if (entry.d_tag == DT_STRTAB) strings = view.from(entry.d_un.d_ptr);
    if (index >= strings.size()) return std::nullopt;
    strings.remove_prefix(index);
    const auto end = strings.find('\0');
    if (end == std::string_view::npos) return std::nullopt;
    return strings.substr(0, end);
}

/// How it names a place to load code from; nothing for an entry that names none.
std::optional<std::string> place_named_by(const ElfW(Dyn) & entry, std::string_view library)
{
    switch (entry.d_tag)
    {
    case DT_RPATH: return "it has an RPATH";
    case DT_RUNPATH: return "it has a RUNPATH";
    case DT_FILTER:
    case DT_AUXILIARY: return "it is a filter of another library";
    case DT_AUDIT:
    case DT_DEPAUDIT: return "it names a library to audit it";
    case DT_NEEDED:
        // The linker replaces $ORIGIN and its like by a path.
        if (library.find_first_of("/$") != std::string_view::npos) return "it needs a library by its path";
        return std::nullopt;
    default: return std::nullopt;
    }
}

} // namespace

result<void> check_elf_libraries(std::string_view image, const std::filesystem::path& file)
{
    const auto unreadable = [&] { return refusal(errc::plugin_not_elf, file, "its list of libraries cannot be read"); };
    const loaded_view view(image);
    for (const auto& segment : view.segments())
    {
        if (segment.p_type != PT_DYNAMIC) continue;
        const auto entries = dynamic_entries(view, segment);
        if (!entries) return unreadable();
        for (const auto& entry : *entries)
        {
            std::string_view library;
            if (entry.d_tag == DT_NEEDED)
            {
                const auto name = string_at(view, *entries, entry.d_un.d_val);
                if (!name) return unreadable();
                library = *name;
            }
            if (const auto place = place_named_by(entry, library))
            {
                return refusal(errc::plugin_untrusted_libraries, file,
                               *place + ", and what is loaded from there is not checked; link it without");
            }
        }
    }
    return {};
}

} // namespace multipost
