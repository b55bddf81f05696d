// SPDX-License-Identifier: BSL-1.0
#include "cli/database_commands.hpp"

#include "cli/connectors.hpp"
#include "cli/data_folder.hpp"
#include "cli/database_upkeep.hpp"
#include "cli/json_members.hpp"
#include "cli/local_time.hpp"
#include "cli/log.hpp"
#include "cli/opened_outbox.hpp"
#include "cli/outbox_refusal.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/server_socket.hpp"
#include "cli/utf8.hpp"

#include <multipost/outbox.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/json/serialize.hpp>

#include <sys/stat.h>

#include <iostream>
#include <system_error>

namespace multipost::cli {

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;
using boost::asio::use_future;

void print_schemas(std::ostream& out, const json::object& status)
{
    for_each_in(status, "schemas", [&](const json::object& s) {
        out << "  " << printable(text(s, "component")) << ": step " << number(s, "steps") << ", "
            << printable(text(s, "last")) << ", since " << local_time(text(s, "applied_at")) << '\n';
    });
}

void print_status(std::ostream& out, const json::object& status)
{
    out << printable(text(status, "file")) << ": " << number(status, "bytes") << " bytes, and "
        << number(status, "log_bytes") << " in its log\n";
    print_schemas(out, status);
    std::string counts;
    if (const auto* deliveries = object(status, "deliveries"))
        for (const auto& [state, count] : *deliveries)
            counts.append(counts.empty() ? "" : ", ")
                .append(printable(state))
                .append(" ")
                .append(json::serialize(count));
    out << "  deliveries: " << (counts.empty() ? "none" : counts) << '\n';
}

// Removed with this object, whatever became of it.
class staging_place
{
public:
    explicit staging_place(const fs::path& database) : file_(database)
    {
        file_ += ".restoring";
        remove();
    }
    ~staging_place() { remove(); }
    staging_place(const staging_place&) = delete;
    staging_place& operator=(const staging_place&) = delete;

    [[nodiscard]] const fs::path& file() const noexcept { return file_; }

private:
    void remove() const
    {
        for (const char* suffix : {"", "-wal", "-owner"})
        {
            auto part = file_;
            part += suffix;
            std::error_code ignored;
            fs::remove(part, ignored);
        }
    }

    fs::path file_;
};

// What is due in a backup may have gone out since it was made.
json::array pause_what_has_something_to_send(outbox from)
{
    json::array paused;
    const auto everyone = owner_scope::everyone();
    for (const auto& c : value_or_refusal(from.async_list_channels(everyone, use_future).get()))
    {
        if (c.pending == 0 || c.state != channel_state::active) continue;
        channel_change change;
        change.state = channel_state::paused;
        value_or_refusal(from.async_change_channel(everyone, c.id, change, use_future).get());
        paused.push_back({{"id", c.id}, {"name", c.name}, {"pending", c.pending}});
    }
    return paused;
}

json::array put_on_hold(const data_folder& data, const fs::path& copy, const global_options& global)
{
    const auto key = value_or_refusal(master_key::read(data.master_key));
    sqlite_options options;
    options.log = make_log(global);
    auto database = value_or_refusal(sqlite_database::open(copy, options));
    return pause_what_has_something_to_send(
        value_or_refusal(outbox::open(std::move(database), load_connectors(global).registry, key)));
}

void make_folder_of(const fs::path& file)
{
    const auto before = umask(077);
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    umask(before);
    if (error)
        throw refusal(exit_code::configuration, "bad_configuration",
                      "The folder " + file.parent_path().string() + " cannot be made (" + error.message() + ").");
}

void refuse_what_would_be_lost(const data_folder& data, const db_restore_command& command)
{
    if (ask_server(data.socket, {"GET", "/livez"}))
        throw refusal(exit_code::failure, "store_in_use",
                      "A multipost-web has the data folder " + data.folder.string() + ". Stop it first.");
    if (fs::exists(data.database) && !command.force)
        throw refusal(exit_code::failure, "would_overwrite",
                      "There is a database already, " + data.database.string() +
                          ", and what it has would be lost. Back it up, then say --force.");
}

void print_restored(std::ostream& out, const data_folder& data, const db_restore_command& command,
                    const json::array& paused)
{
    out << "Restored: " << printable(data.database.string()) << " is what " << printable(command.file.string())
        << " has.\n";
    if (paused.empty()) return;
    out << "These channels have something to send and are paused, for what went out after the backup would go out "
           "again:\n";
    for (const auto& c : paused)
        out << "  " << printable(text(c.get_object(), "name")) << ": " << number(c.get_object(), "pending")
            << " pending\n";
    out << "See multipost posts list --status sending, cancel what has gone out, then multipost channels resume "
           "NAME.\n";
}

} // namespace

exit_code run(const db_status_command& command, const global_options& global)
{
    const auto status = find_database(find_data_folder(command.data), global)->status();
    if (global.json)
        std::cout << json::serialize(status) << '\n';
    else
        print_status(std::cout, status);
    return exit_code::success;
}

exit_code run(const db_migrate_command& command, const global_options& global)
{
    const auto data = find_data_folder(command.data);
    // A server has done it at its start; nobody else has what it opens.
    if (!find_database(data, global)->has_server()) static_cast<void>(open_outbox(data, global, {}, "multipost db"));
    const auto status = find_database(data, global)->status();
    if (global.json)
        std::cout << json::serialize(status) << '\n';
    else if (!global.quiet)
    {
        std::cout << "The outbox's tables are up to date.\n";
        print_schemas(std::cout, status);
    }
    return exit_code::success;
}

exit_code run(const db_check_command& command, const global_options& global)
{
    const auto checked = find_database(find_data_folder(command.data), global)->check();
    const auto* found = checked.if_contains("found");
    const bool sound = found != nullptr && found->is_array() && found->get_array().empty();
    if (global.json)
        std::cout << json::serialize(checked) << '\n';
    else if (sound)
        std::cout << "Nothing is wrong with the database.\n";
    else
    {
        std::cout << "The database is damaged. Keep a copy of it, then restore a backup: multipost db restore FILE.\n";
        if (found != nullptr && found->is_array())
            for (const auto& what : found->get_array())
                std::cout << "  " << (what.is_string() ? printable(what.get_string()) : std::string()) << '\n';
    }
    return sound ? exit_code::success : exit_code::failure;
}

exit_code run(const db_backup_command& command, const global_options& global)
{
    const auto data = find_data_folder(command.data);
    const auto file = fs::absolute(command.file).lexically_normal();
    const auto database = find_database(data, global);
    const auto made = database->back_up(file);
    if (!fs::exists(file) && !global.quiet)
        std::cerr << "multipost: warning: " << printable(file.string())
                  << " is not seen from here: the server has a /tmp of its own, or another view of the files.\n";
    if (global.json)
        std::cout << json::serialize(made) << '\n';
    else if (!global.quiet)
        std::cout << "Backed up: " << printable(file.string()) << ", " << number(made, "bytes")
                  << " bytes.\nThe master key is not in it. Keep a copy of " << printable(data.master_key.string())
                  << " elsewhere.\n";
    return exit_code::success;
}

exit_code run(const db_restore_command& command, const global_options& global)
{
    const auto data = find_data_folder(command.data);
    refuse_what_would_be_lost(data, command);
    make_folder_of(data.database);
    const staging_place staging(data.database);
    value_or_refusal(sqlite_database::restore(command.file, staging.file(), true));
    const auto paused = put_on_hold(data, staging.file(), global);
    value_or_refusal(sqlite_database::restore(staging.file(), data.database, command.force));
    if (global.json)
        std::cout << json::serialize(json::object{{"file", as_utf8(data.database.native())}, {"paused", paused}})
                  << '\n';
    else if (!global.quiet)
        print_restored(std::cout, data, command, paused);
    return exit_code::success;
}

} // namespace multipost::cli
