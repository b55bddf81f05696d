// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/database_file.hpp"
#include "outbox/sqlite/database_thread.hpp"
#include "outbox/sqlite/migrations.hpp"
#include "outbox/sqlite/online_copy.hpp"
#include "outbox/sqlite/restored_file.hpp"
#include "outbox/sqlite/sqlite_database_access.hpp"
#include "outbox/sqlite/sqlite_error.hpp"
#include "outbox/store_exception.hpp"

#include <multipost/sqlite_database.hpp>

#include <future>
#include <memory>
#include <utility>

namespace multipost {

namespace fs = std::filesystem;

class sqlite_database::impl
{
public:
    impl(fs::path name, owner_lock owner, std::unique_ptr<connection> database, const sqlite_options& options)
        : file(std::move(name)),
          thread(std::move(owner), std::move(database), options)
    {}

    /// Runs work on the database's thread, and waits for it.
    ///
    /// @param alone  in no transaction
    result<void> run(std::function<void(connection&)> work, bool alone = false)
    {
        std::promise<std::exception_ptr> over;
        auto answer = over.get_future();
        thread.post({std::move(work), [&over](std::exception_ptr why) { over.set_value(std::move(why)); }, alone});
        if (const auto why = answer.get()) return error_of(why);
        return {};
    }

    const fs::path file;
    database_thread thread;
};

result<sqlite_database> sqlite_database::open(const fs::path& file, sqlite_options options)
{
    std::error_code ec;
    const auto absolute = fs::absolute(file, ec); // the program may change its folder
    if (ec || !fs::is_directory(absolute.parent_path(), ec))
        return store_failed(file, "has no folder. Make \"" + absolute.parent_path().string() + "\" first.");

    auto owner = owner_lock::acquire(absolute, options.owner);
    if (!owner) return owner.error();
    const auto found = database_file::make_or_find(absolute, options.log);
    if (!found) return found.error();
    try
    {
        auto database = std::make_unique<connection>(*found);
        return sqlite_database(std::make_shared<impl>(file, *std::move(owner), std::move(database), options));
    }
    catch (const store_exception& e)
    {
        return e.reason();
    }
}

result<void> sqlite_database::migrate(std::string_view component, std::span<const sqlite_migration> steps)
{
    return impl_->run([&](connection& database) { apply_migrations(database, component, steps); });
}

void sqlite_database::post(std::function<void(sqlite_session&)> work, std::function<void(std::exception_ptr)> done)
{
    impl_->thread.post({std::move(work), std::move(done)});
}

result<std::vector<std::string>> sqlite_database::check()
{
    std::vector<std::string> found;
    const auto ran = impl_->run([&found](connection& database) { found = database.find_damage(); });
    if (!ran) return ran.error();
    return found;
}

result<std::vector<sqlite_schema>> sqlite_database::schemas()
{
    std::vector<sqlite_schema> found;
    const auto ran = impl_->run([&found](connection& database) { found = applied_migrations(database); });
    if (!ran) return ran.error();
    return found;
}

result<void> sqlite_database::back_up(const fs::path& to)
{
    try
    {
        online_copy copy(to);
        for (bool more = true; more;)
        {
            const auto ran = impl_->run([&](connection& database) { more = copy.step(database); }, true);
            if (!ran) return ran.error();
        }
        copy.complete();
        return {};
    }
    catch (const store_exception& e)
    {
        return e.reason();
    }
}

result<void> sqlite_database::restore(const fs::path& backup, const fs::path& file, bool replace,
                                      const std::string& owner)
{
    const auto lock = owner_lock::acquire(fs::absolute(file), owner);
    if (!lock) return lock.error();
    return restore_file(backup, file, replace);
}

result<void> sqlite_database_access::observe_commits(sqlite_database& database,
                                                     std::shared_ptr<commit_observer> observer)
{
    return database.impl_->run([&observer](connection& c) { c.observe(std::move(observer)); });
}

const fs::path& sqlite_database::file() const noexcept { return impl_->file; }

} // namespace multipost
