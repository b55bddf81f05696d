// SPDX-License-Identifier: BSL-1.0
#include "outbox/outbox_access.hpp"
#include "outbox/outbox_impl.hpp"
#include "outbox/sqlite/delivery_table.hpp"
#include "outbox/sqlite/key_table.hpp"

#include <utility>

namespace multipost {

namespace {

void tell(const log_sink& log, const recovery_result& recovered)
{
    if (!log || recovered.interrupted == 0) return;
    const auto interrupted = std::to_string(recovered.interrupted);
    const auto unconfirmed = std::to_string(recovered.unconfirmed);
    log({log_level::warning,
         "The process before was stopped while it was sending",
         {{"interrupted", interrupted}, {"unconfirmed", unconfirmed}}});
}

} // namespace

outbox::outbox(std::shared_ptr<impl> i) noexcept : impl_(std::move(i)) {}

result<outbox> outbox::open(sqlite_database database, connector_registry connectors, master_key key,
                            outbox_options options)
{
    auto opened = sqlite_store::open(std::move(database), connectors, key, options, impl::now());
    if (!opened) return opened.error();
    tell(options.log, opened->second);
    return outbox(std::make_shared<impl>(std::move(opened->first), std::move(connectors), std::move(options)));
}

void outbox::counts(handler<outbox_counts> done)
{
    impl_->run<outbox_counts>(std::move(done), [](sqlite_session& session, key_ring&) {
        return delivery_table(session).counts(impl::now());
    });
}

void outbox::rotate_key(handler<std::size_t> done, master_key next)
{
    struct rotation
    {
        pending_result<std::size_t> pending;
        master_key master;
        std::size_t channels = 0;
        std::int64_t key_id = 0;
        key_ring* keys = nullptr; ///< the store's
    };
    const auto r = std::make_shared<rotation>(pending_result<std::size_t>(std::move(done)), std::move(next));
    impl_->tables->post(
        [r](sqlite_session& session, key_ring& keys) {
            r->keys = &keys;
            r->key_id = keys.newest_id() + 1;
            r->channels = replace_key(session, keys, r->master, impl::now());
        },
        [r](const std::exception_ptr& why) {
            if (r->keys) r->keys->settle(r->key_id, why == nullptr);
            if (why) return r->pending.complete(error_of(why));
            r->pending.complete(r->channels);
        });
}

std::shared_ptr<store> outbox_access::store_of(const outbox& o) { return o.impl_->tables; }

const connector_registry& outbox_access::connectors_of(const outbox& o) { return o.impl_->context->connectors; }

} // namespace multipost
