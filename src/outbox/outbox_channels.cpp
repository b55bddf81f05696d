// SPDX-License-Identifier: BSL-1.0
#include "outbox/channel_hint.hpp"
#include "outbox/channel_name.hpp"
#include "outbox/outbox_impl.hpp"
#include "outbox/settings_merge.hpp"
#include "outbox/sqlite/channel_table.hpp"
#include "outbox/sqlite/delivery_table.hpp"

#include <string_view>
#include <utility>

namespace multipost {

namespace {

[[noreturn]] void refuse_unknown_channel(std::string_view id)
{
    refuse(errc::not_found, "There is no channel \"" + std::string(id) + "\".");
}

settings_columns columns_of(const channel& where, const connector_registry& connectors)
{
    const auto* const info = connectors.find(where.connector);
    return {where.connector, hint_of(where, info), public_settings(where.settings, info), where.settings};
}

/// What a user's change makes of the settings as they are by now.
///
/// @param stored  an error: they cannot be opened, and nothing of them stays
channel_settings settings_after(const channel_change& change, const result<channel>& stored)
{
    const auto& wanted = change.where->settings;
    if (!change.from || !stored || stored->connector != change.where->connector) return wanted;
    return with_users_change(stored->settings, *change.from, wanted);
}

channel_columns columns_of(const channel_change& change, const result<channel>& stored,
                           const connector_registry& connectors)
{
    channel_columns columns;
    columns.name = change.name;
    columns.state = change.state;
    if (!change.where) return columns;
    channel where{change.where->connector, settings_after(change, stored), {}};
    columns.leads_elsewhere = !stored || stored->connector != where.connector || stored->settings != where.settings;
    columns.settings = columns_of(where, connectors);
    return columns;
}

stored_channel find_or_refuse(const channel_table& channels, const owner_scope& scope, std::string_view id)
{
    auto found = channels.find(scope, id);
    if (!found) refuse_unknown_channel(id);
    return *std::move(found);
}

result<void> check(const channel_change& change)
{
    if (change.name)
        if (auto checked = check_channel_name(*change.name); !checked) return checked.error();
    if (change.state == channel_state::needs_attention)
        return error{errc::bad_channel,
                     "A channel can be made active or paused; that it needs attention is found out."};
    return {};
}

} // namespace

void outbox::add_channel(handler<stored_channel> done, new_channel c)
{
    auto work = [context = impl_->context, c = std::move(c)](sqlite_session& session, key_ring& keys) {
        if (const auto checked = check_channel_name(c.name); !checked) throw store_exception(checked.error());
        channel_table channels(session, keys);
        const auto most = context->options.max_channels_per_owner;
        if (channels.count(c.owner) >= most)
            refuse(errc::limit_reached,
                   "There may be at most " + std::to_string(most) + " channels. Remove one first.");
        const auto now = impl::now();
        const auto id = context->ids.next(now);
        channels.insert(id, c.owner, c.name, columns_of(c.where, context->connectors), now);
        return find_or_refuse(channels, owner_scope::of(c.owner), id);
    };
    impl_->run<stored_channel>(std::move(done), std::move(work));
}

void outbox::find_channel(handler<stored_channel> done, owner_scope scope, std::string id)
{
    auto work = [scope = std::move(scope), id = std::move(id)](sqlite_session& session, key_ring& keys) {
        return find_or_refuse(channel_table(session, keys), scope, id);
    };
    impl_->run<stored_channel>(std::move(done), std::move(work));
}

void outbox::list_channels(handler<std::vector<stored_channel>> done, owner_scope scope)
{
    auto work = [scope = std::move(scope)](sqlite_session& session, key_ring& keys) {
        return channel_table(session, keys).list(scope);
    };
    impl_->run<std::vector<stored_channel>>(std::move(done), std::move(work));
}

void outbox::open_channel(handler<channel> done, owner_scope scope, std::string id)
{
    auto work = [scope = std::move(scope), id = std::move(id)](sqlite_session& session, key_ring& keys) {
        auto opened = channel_table(session, keys).open(scope, id);
        if (!opened) refuse_unknown_channel(id);
        if (!*opened) throw store_exception(opened->error());
        return **std::move(opened);
    };
    impl_->run<channel>(std::move(done), std::move(work));
}

void outbox::change_channel(handler<stored_channel> done, owner_scope scope, std::string id, channel_change change)
{
    auto work = [context = impl_->context, scope = std::move(scope), id = std::move(id),
                 change = std::move(change)](sqlite_session& session, key_ring& keys) {
        if (const auto checked = check(change); !checked) throw store_exception(checked.error());
        channel_table channels(session, keys);
        const auto stored = channels.open(scope, id);
        if (!stored) refuse_unknown_channel(id);
        const auto wanted = columns_of(change, *stored, context->connectors);
        const auto now = impl::now();
        if (!channels.change({scope, id, change.if_revision}, wanted, now))
            refuse(errc::changed_meanwhile, "The channel was changed meanwhile. Look at it again.");
        if (change.where) delivery_table(session).move_channel(id, change.where->connector, now);
        return find_or_refuse(channels, scope, id);
    };
    impl_->run<stored_channel>(std::move(done), std::move(work), impl::then::wake);
}

void outbox::note_check(handler<stored_channel> done, owner_scope scope, std::string id, std::optional<failure> found)
{
    auto work = [scope = std::move(scope), id = std::move(id), found = std::move(found)](sqlite_session& session,
                                                                                         key_ring& keys) {
        channel_table channels(session, keys);
        const auto before = find_or_refuse(channels, scope, id);
        const bool speaks_of_channel =
            !found || found->kind == failure_class::auth || found->kind == failure_class::channel_dead;
        if (speaks_of_channel) channels.note_problem({scope, id, before.revision}, found, impl::now());
        return find_or_refuse(channels, scope, id);
    };
    impl_->run<stored_channel>(std::move(done), std::move(work), impl::then::wake);
}

void outbox::remove_channel(handler<std::size_t> done, owner_scope scope, std::string id)
{
    auto work = [scope = std::move(scope), id = std::move(id)](sqlite_session& session, key_ring& keys) {
        if (!channel_table(session, keys).remove(scope, id)) refuse_unknown_channel(id);
        return delivery_table(session).cancel_channel(id, impl::now());
    };
    impl_->run<std::size_t>(std::move(done), std::move(work));
}

} // namespace multipost
