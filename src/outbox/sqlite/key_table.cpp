// SPDX-License-Identifier: BSL-1.0
#include "outbox/sqlite/key_table.hpp"

#include "outbox/key_ring.hpp"
#include "outbox/sealed_columns.hpp"
#include "outbox/sqlite/columns.hpp"
#include "outbox/store_exception.hpp"

#include <string>

namespace multipost {

namespace {

void store(sqlite_session& session, const vault& v, const master_key& master, wall_time now)
{
    session.execute("INSERT INTO outbox_keys (id, wrapped, created_at) VALUES (?, ?, ?)",
                    {v.key_id(), sqlite_blob{v.wrap(master)}, column(now)});
}

/// Seals a column's values anew. @param row_of, sealed  statement's first two columns
std::size_t seal_anew(sqlite_session& session, const key_ring& from, const vault& to, sealed_place place,
                      std::string_view select, std::string_view update)
{
    const auto rows = session.query(select);
    for (const auto& row : rows)
    {
        place.row = row.text(0);
        if (const auto plain = from.open(place, row.blob(1)))
            session.execute(update, {sqlite_blob{to.seal(place, plain->reveal())}, row.text(0)});
    }
    return rows.size();
}

} // namespace

vault open_vault(sqlite_session& session, const master_key& master, wall_time now)
{
    const auto keys = session.query("SELECT id, wrapped FROM outbox_keys ORDER BY id DESC LIMIT 1");
    if (keys.empty())
    {
        auto made = vault::make(1);
        store(session, made, master, now);
        return made;
    }
    auto opened = vault::unwrap(keys[0].integer(0), keys[0].blob(1), master);
    if (!opened)
        throw store_exception(
            {errc::wrong_master_key,
             "The master key is not the one this database's secrets are stored under. Start with that "
             "key; without it the channels must be entered again in a new database."});
    return *std::move(opened);
}

bool holds_key(sqlite_session& session, std::int64_t id)
{
    return !session.query("SELECT 1 FROM outbox_keys WHERE id = ?", {id}).empty();
}

std::size_t replace_key(sqlite_session& session, key_ring& keys, const master_key& master, wall_time now)
{
    if (keys.is_in_doubt())
        throw store_exception({errc::changed_meanwhile, "The key is being replaced already. Wait until it is."});
    auto next = vault::make(keys.newest_id() + 1);
    store(session, next, master, now);
    const auto channels = seal_anew(session, keys, next, channel_secrets({}), "SELECT id, sealed FROM outbox_channels",
                                    "UPDATE outbox_channels SET sealed = ? WHERE id = ?");
    seal_anew(session, keys, next, delivery_checkpoint({}),
              "SELECT id, checkpoint FROM outbox_deliveries WHERE checkpoint IS NOT NULL",
              "UPDATE outbox_deliveries SET checkpoint = ? WHERE id = ?");
    session.execute("DELETE FROM outbox_keys WHERE id <> ?", {next.key_id()});
    keys.add(std::move(next));
    return channels;
}

} // namespace multipost
