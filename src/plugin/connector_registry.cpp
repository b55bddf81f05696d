// SPDX-License-Identifier: BSL-1.0
#include "plugin/label.hpp"
#include "plugin/loaded_connector.hpp"
#include "plugin/nearest_name.hpp"
#include "plugin/plugin_file.hpp"
#include "plugin/plugin_loader.hpp"
#include "plugin/refusal.hpp"
#include "plugin/settings_schema.hpp"
#include "text/utf8.hpp"

#include <multipost/connector_registry.hpp>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

namespace multipost {

namespace {

namespace fs = std::filesystem;
using connector_ptr = std::shared_ptr<const loaded_connector>;

error unknown_connector(std::string what) { return error{make_error_code(errc::unknown_connector), std::move(what)}; }

error bad_channel(std::string what) { return error{make_error_code(errc::bad_channel), std::move(what)}; }

/// Whether the text can be a URL at all: connectors need not check this again.
std::optional<error> fault_of(std::string_view url)
{
    constexpr std::size_t max_url_bytes = 8192;
    if (url.empty()) return bad_channel("The channel's URL is empty.");
    if (url.size() > max_url_bytes) return bad_channel("The channel's URL is longer than 8 KiB.");
    if (!check_utf8(url)) return bad_channel("The channel's URL is not valid UTF-8.");
    const bool has_space =
        std::any_of(url.begin(), url.end(), [](char c) { return (c >= 0 && c <= 0x20) || c == 0x7F; });
    if (has_space) return bad_channel("The channel's URL holds a space or a control character.");
    return std::nullopt;
}

result<std::vector<fs::path>> plugin_files_in(const fs::path& folder)
{
    if (auto trusted = check_plugin_folder(folder); !trusted) return trusted.error();
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed))
    {
        if (at->path().extension() == ".so") files.push_back(at->path());
    }
    if (failed)
        return refusal(errc::plugin_unreadable, folder, "it cannot be read: " + failed.message(), "plugin folder");
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

class connector_registry::impl
{
public:
    result<std::vector<std::string>> load(const fs::path& file)
    {
        auto plugin = load_plugin(file);
        if (!plugin) return plugin.error();
        auto enlarged = connectors_;
        std::vector<std::string> ids;
        for (auto& connector : plugin->connectors)
        {
            const auto& id = connector->info().id;
            if (const auto other = find_in(enlarged, id))
            {
                return refusal(errc::plugin_duplicate, file,
                               "a connector \"" + id + "\" is already loaded, from " + other->info().file.string());
            }
            ids.push_back(id);
            enlarged.push_back(std::move(connector));
        }
        std::sort(enlarged.begin(), enlarged.end(),
                  [](const auto& a, const auto& b) { return a->info().id < b->info().id; });
        connectors_ = std::move(enlarged);
        infos_.clear();
        for (const auto& connector : connectors_) infos_.push_back(connector->info());
        return ids;
    }

    [[nodiscard]] const std::vector<connector_info>& infos() const noexcept { return infos_; }
    [[nodiscard]] connector_ptr find(std::string_view id) const { return find_in(connectors_, id); }

    [[nodiscard]] result<channel> channel_from_url(std::string_view url) const
    {
        if (auto fault = fault_of(url)) return *fault;
        const auto colon = url.find(':');
        const auto prefix = url.substr(0, colon == std::string_view::npos ? 0 : colon);
        const auto named = find(prefix);
        if (named && !url.substr(colon + 1).starts_with("//")) return from_named(*named, url.substr(colon + 1));

        std::optional<error> wrong;
        for (const auto& connector : connectors_)
        {
            auto settings = connector->settings_from_url(url, false);
            if (settings && *settings) return make_channel(*connector, std::move(**settings));
            if (settings && !wrong) wrong = settings->error();
        }
        if (wrong) return *wrong;
        return nobody_takes(prefix);
    }

    [[nodiscard]] result<channel> make_channel(std::string_view id, channel_settings settings) const
    {
        const auto connector = find(id);
        if (!connector)
            return unknown_connector("No connector \"" + std::string(id) + "\" is loaded; " + known_names() + ".");
        return make_channel(*connector, std::move(settings));
    }

private:
    static connector_ptr find_in(const std::vector<connector_ptr>& connectors, std::string_view id)
    {
        const auto found =
            std::find_if(connectors.begin(), connectors.end(), [id](const auto& c) { return c->info().id == id; });
        return found == connectors.end() ? nullptr : *found;
    }

    static result<channel> make_channel(const loaded_connector& connector, channel_settings settings)
    {
        const auto& info = connector.info();
        auto checked = check_settings(info, std::move(settings));
        if (!checked) return checked.error();
        channel made;
        made.connector = info.id;
        made.label = info.id + " " + expand_label(info.label, *checked);
        made.settings = std::move(*checked);
        return made;
    }

    static result<channel> from_named(const loaded_connector& connector, std::string_view url)
    {
        auto settings = connector.settings_from_url(url, true);
        if (!settings)
        {
            return bad_channel("The " + connector.info().name + " connector does not take the URL after \"" +
                               connector.info().id + ":\".");
        }
        if (!*settings) return settings->error();
        return make_channel(connector, std::move(**settings));
    }

    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (const auto& info : infos_) names.push_back(info.id);
        return names;
    }

    [[nodiscard]] std::string known_names() const
    {
        if (infos_.empty()) return "no connectors are loaded";
        std::string list;
        for (const auto& name : names()) list += (list.empty() ? "" : ", ") + name;
        return "the connectors are: " + list;
    }

    /// @param prefix  what stands before the URL's colon. Not repeated: it may be part of a secret
    [[nodiscard]] error nobody_takes(std::string_view prefix) const
    {
        std::string what = "No connector takes this URL; " + known_names() + ".";
        if (const auto meant = nearest_name(prefix, names())) what += " Did you mean \"" + *meant + ":\"?";
        return unknown_connector(std::move(what));
    }

    std::vector<connector_ptr> connectors_; // sorted by id
    std::vector<connector_info> infos_;     // the same, in the same order
};

connector_registry::connector_registry() : impl_(std::make_shared<impl>()) {}
connector_registry::~connector_registry() = default;
connector_registry::connector_registry(const connector_registry&) noexcept = default;
connector_registry& connector_registry::operator=(const connector_registry&) noexcept = default;

result<std::vector<std::string>> connector_registry::load(const fs::path& file) { return impl_->load(file); }

std::vector<error> connector_registry::load_folder(const fs::path& folder)
{
    const auto files = plugin_files_in(folder);
    if (!files) return {files.error()};
    std::vector<error> refused;
    for (const auto& file : *files)
    {
        if (auto loaded = load(file); !loaded) refused.push_back(loaded.error());
    }
    return refused;
}

const std::vector<connector_info>& connector_registry::connectors() const noexcept { return impl_->infos(); }

const connector_info* connector_registry::find(std::string_view id) const noexcept
{
    const auto& infos = impl_->infos();
    const auto found = std::find_if(infos.begin(), infos.end(), [id](const connector_info& i) { return i.id == id; });
    return found == infos.end() ? nullptr : &*found;
}

result<channel> connector_registry::channel_from_url(std::string_view url) const
{
    return impl_->channel_from_url(url);
}

result<channel> connector_registry::make_channel(std::string_view connector, channel_settings settings) const
{
    return impl_->make_channel(connector, std::move(settings));
}

std::shared_ptr<const loaded_connector> registry_access::find(const connector_registry& registry, std::string_view id)
{
    return registry.impl_->find(id);
}

} // namespace multipost
