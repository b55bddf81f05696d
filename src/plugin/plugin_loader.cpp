// SPDX-License-Identifier: BSL-1.0
#include "plugin/plugin_loader.hpp"

#include "plugin/abi_text.hpp"
#include "plugin/description.hpp"
#include "plugin/elf_image.hpp"
#include "plugin/elf_libraries.hpp"
#include "plugin/plugin_file.hpp"
#include "plugin/refusal.hpp"
#include "plugin/shared_object.hpp"

#include <multipost/version.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace multipost {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_connectors = 16;

const mp_host& this_host()
{
    static const mp_host host{sizeof(mp_host), MP_ABI_MINOR, borrow(MULTIPOST_VERSION_STRING)};
    return host;
}

result<const mp_plugin*> call_entry(mp_entry entry, const fs::path& file)
{
    const mp_plugin* plugin = nullptr;
    try
    {
        plugin = entry(&this_host());
    }
    catch (...) // no exception may cross, and one of another C++ runtime cannot be looked into
    {
        return refusal(errc::plugin_not_loadable, file, "its entry function let an exception out");
    }
    if (plugin == nullptr) return refusal(errc::plugin_not_loadable, file, "it says that it cannot work here");
    if (!MP_HAS(plugin, mp_plugin, connector_count))
        return refusal(errc::plugin_bad_description, file, "its mp_plugin.struct_size is too small");
    if (plugin->connector_count < 1 || plugin->connector_count > max_connectors || plugin->connectors == nullptr)
        return refusal(errc::plugin_bad_description, file, "it does not name 1 to 16 connectors");
    return plugin;
}

/// What is wrong with a connector's table of functions, if anything.
std::optional<std::string> fault_of(const mp_connector* connector)
{
    if (connector == nullptr) return "one of its connectors is NULL";
    if (!MP_HAS(connector, mp_connector, destroy)) return "a connector's struct_size is too small";
    const bool complete = connector->settings_from_url != nullptr && connector->create != nullptr &&
                          connector->step != nullptr && connector->destroy != nullptr;
    if (!complete) return "a connector lacks a function other than render()";
    if (connector->description.data == nullptr) return "a connector's description is NULL";
    return std::nullopt;
}

} // namespace

result<loaded_plugin> load_plugin(const fs::path& file)
{
    const auto image = read_plugin_file(file);
    if (!image) return image.error();
    if (auto whole = check_elf_image(*image, file); !whole) return whole.error();
    if (auto trusted = check_elf_libraries(*image, file); !trusted) return trusted.error();
    auto object = load_shared_object(*image, file);
    if (!object) return object.error();
    const auto plugin = call_entry(object->entry, file);
    if (!plugin) return plugin.error();

    loaded_plugin loaded;
    loaded.exported = std::move(object->exported);
    for (std::size_t i = 0; i != (*plugin)->connector_count; ++i)
    {
        const auto* connector = (*plugin)->connectors[i];
        if (const auto fault = fault_of(connector)) return refusal(errc::plugin_bad_description, file, *fault);
        auto info = parse_description({connector->description.data, connector->description.size}, file);
        if (!info) return info.error();
        loaded.connectors.push_back(std::make_shared<loaded_connector>(*connector, std::move(*info)));
    }
    return loaded;
}

} // namespace multipost
