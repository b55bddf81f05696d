// SPDX-License-Identifier: BSL-1.0
#include "plugin/shared_object.hpp"

#include "plugin/file_descriptor.hpp"
#include "plugin/refusal.hpp"

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/library_info.hpp>
#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <system_error>
#include <type_traits>
#include <utility>

namespace multipost {

namespace {

namespace fs = std::filesystem;

error not_loadable(const fs::path& file, const std::string& reason)
{
    return refusal(errc::plugin_not_loadable, file, reason);
}

bool write_all(int descriptor, std::string_view bytes)
{
    while (!bytes.empty())
    {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

result<file_descriptor> sealed_copy(std::string_view image, const fs::path& file)
{
    // The kernel takes at most 249 bytes as a name.
    const auto name = file.filename().string().substr(0, 200);
    file_descriptor copy(::memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
    constexpr int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
    if (!copy || !write_all(copy.number(), image) || ::fcntl(copy.number(), F_ADD_SEALS, seals) != 0)
        return not_loadable(file, "no private copy can be made: " + std::generic_category().message(errno));
    return copy;
}

result<std::vector<std::string>> exported_symbols(const fs::path& copy, const fs::path& file)
{
    try
    {
        auto symbols = boost::dll::library_info(copy).symbols();
        std::sort(symbols.begin(), symbols.end());
        symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
        return symbols;
    }
    catch (const std::exception&)
    {
        return refusal(errc::plugin_not_elf, file, "its symbols cannot be read");
    }
}

result<void> check_entry(const std::vector<std::string>& symbols, const fs::path& file)
{
    if (std::binary_search(symbols.begin(), symbols.end(), MP_ENTRY_NAME)) return {};
    constexpr std::string_view any_entry = "multipost_plugin_v";
    const auto other = std::lower_bound(symbols.begin(), symbols.end(), any_entry);
    if (other == symbols.end() || !other->starts_with(any_entry))
        return refusal(errc::plugin_no_entry, file, "it exports no function " MP_ENTRY_NAME ", so it is no plugin");
    return refusal(errc::plugin_wrong_abi, file,
                   "it is made for version " + other->substr(any_entry.size()) +
                       " of the plugin ABI, and this host speaks version " + std::to_string(MP_ABI_MAJOR) +
                       "; build it with this host's headers");
}

/// The dynamic linker's own words, with the plugin's name in place of the copy's.
std::string linker_words(const std::string& copy, const fs::path& file)
{
    const char* const words = ::dlerror();
    std::string text = words == nullptr ? "no reason given" : words;
    if (const auto at = text.find(copy); at != std::string::npos)
        text.replace(at, copy.size(), file.filename().string());
    return text;
}

} // namespace

result<shared_object> load_shared_object(std::string_view image, const fs::path& file)
{
    auto copy = sealed_copy(image, file);
    if (!copy) return copy.error();
    const auto path = "/proc/self/fd/" + std::to_string(copy->number());
    auto symbols = exported_symbols(path, file);
    if (!symbols) return symbols.error();
    if (auto found = check_entry(*symbols, file); !found) return found.error();

    namespace mode = boost::dll::load_mode;
    // RTLD_NODELETE: never unloaded, whoever closes the handle. Boost.DLL has no name for it and passes it on.
    const auto how = static_cast<mode::type>(mode::rtld_now | mode::rtld_local | RTLD_NODELETE);
    std::error_code failed;
    boost::dll::shared_library library;
    library.load(path, how, failed);
    if (failed) return not_loadable(file, "the dynamic linker says: " + linker_words(path, file));
    // The linker knows what is loaded by name: were the descriptor closed, the next plugin would get the same number,
    // and this one's code.
    copy->release();

    shared_object object;
    object.entry = &library.get<std::remove_pointer_t<mp_entry>>(MP_ENTRY_NAME);
    object.exported = std::move(*symbols);
    return object;
}

} // namespace multipost
