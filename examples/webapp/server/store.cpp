// SPDX-License-Identifier: BSL-1.0
#include "store.hpp"

#include "startup_failure.hpp"

#include <system_error>
#include <utility>

namespace webapp {

using multipost::log_level;

namespace {

std::filesystem::path installed_plugins()
{
    const auto program = std::filesystem::read_symlink("/proc/self/exe");
    return (program.parent_path() / WEBAPP_PLUGINS_FROM_PROGRAMS).lexically_normal();
}

void make_folder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw startup_failure(exit_code::configuration, "The data folder " + folder.string() + " cannot be made (" +
                                                            error.message() + "). Choose another with MULTIPOST_DATA.");
}

// A database without its key is not given a new one: that would only hide that the channels' secrets are lost.
void make_key_for_new_database(const configuration& c, const master_key_file& file, const log& to)
{
    if (file.exists() || file.has_next() || !c.may_make_master_key) return;
    if (std::filesystem::exists(c.database))
        throw startup_failure(exit_code::configuration,
                              "The master key " + file.path().string() + " is missing, and the database " +
                                  c.database.string() +
                                  " was written with it. Restore it from its backup, or name it with "
                                  "MULTIPOST_MASTER_KEY_FILE.");
    if (const auto made = file.create(); !made) throw startup_failure(made.error());
    to.write(log_level::warning, "server",
             "A master key was made. Who loses it loses the channels' secrets: back it up, apart from the database.",
             {{"file", file.path().native()}});
}

template <class T>
T value_or_failure(multipost::result<T> r)
{
    if (!r) throw startup_failure(r.error());
    return *std::move(r);
}

} // namespace

multipost::connector_registry load_connectors(const configuration& c, security_log& security)
{
    auto folders = c.plugin_folders;
    if (folders.empty()) folders.push_back(installed_plugins());
    multipost::connector_registry connectors;
    std::string refused;
    for (const auto& folder : folders)
        for (const auto& e : connectors.load_folder(folder))
        {
            security.note("plugin_refused", {{"reason", e.what}});
            refused += "\n" + e.what;
        }
    for (const auto& connector : connectors.connectors())
        security.note("plugin_loaded",
                      {{"connector", connector.id}, {"version", connector.version}, {"file", connector.file.native()}});
    if (connectors.connectors().empty())
        throw startup_failure(exit_code::configuration, "No connector could be loaded. Name the folder of the plugins "
                                                        "with MULTIPOST_PLUGIN_PATH." +
                                                            refused);
    return connectors;
}

store open_store(const configuration& c, const multipost::connector_registry& connectors,
                 multipost::change_listener changes, const log& to)
{
    make_folder(c.data);
    master_key_file key_file(c.master_key_file);
    make_key_for_new_database(c, key_file, to);

    multipost::sqlite_options database_options;
    database_options.owner = "multipost-web";
    database_options.log = to.sink("database");
    auto database = value_or_failure(multipost::sqlite_database::open(c.database, std::move(database_options)));

    multipost::outbox_options outbox_options;
    outbox_options.log = to.sink("outbox");
    outbox_options.on_change = std::move(changes);
    auto outbox = value_or_failure(open_outbox(key_file, database, connectors, outbox_options));
    return {std::move(key_file), std::move(database), std::move(outbox)};
}

} // namespace webapp
