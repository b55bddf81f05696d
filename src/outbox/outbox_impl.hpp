// SPDX-License-Identifier: BSL-1.0
/// @file
/// Carries out the operations of an outbox.
#ifndef MULTIPOST_OUTBOX_OUTBOX_IMPL_HPP
#define MULTIPOST_OUTBOX_OUTBOX_IMPL_HPP

#include "outbox/acceptance.hpp"
#include "outbox/id_source.hpp"
#include "outbox/key_ring.hpp"
#include "outbox/pending_result.hpp"
#include "outbox/sqlite/sqlite_store.hpp"
#include "outbox/store_exception.hpp"

#include <multipost/outbox.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace multipost {

class outbox::impl : public std::enable_shared_from_this<impl>
{
public:
    impl(std::shared_ptr<sqlite_store> s, connector_registry c, outbox_options o)
        : tables(std::move(s)),
          connectors(std::move(c)),
          options(std::move(o))
    {}

    class acceptance;

    /// Whether the worker is told when an operation has gone well.
    enum class then { done, wake };

    /// Runs `work(session, keys)` in a transaction and completes with what it returns. Work throws what it refuses, so that
    /// nothing of it stays.
    template <class T, class Work>
    void run(handler<T> done, Work work, then what_next = then::done);

    /// What the ids of new things are, and when they are made; on the database's thread.
    [[nodiscard]] std::string next_id(wall_time now) { return ids_.next(now); }
    [[nodiscard]] static wall_time now()
    {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }

    const std::shared_ptr<sqlite_store> tables;
    const connector_registry connectors;
    const outbox_options options;

private:
    id_source ids_;
};

template <class T, class Work>
void outbox::impl::run(handler<T> done, Work work, then what_next)
{
    struct call
    {
        pending_result<T> pending;
        Work work;
        std::optional<T> made;
    };
    const auto c = std::make_shared<call>(pending_result<T>(std::move(done)), std::move(work), std::nullopt);
    tables->post([c](sqlite_session& session, key_ring& keys) { c->made.emplace(c->work(session, keys)); },
                 [c, self = shared_from_this(), what_next](const std::exception_ptr& why) {
                     if (why) return c->pending.complete(error_of(why));
                     if (what_next == then::wake) self->tables->wake();
                     c->pending.complete(*std::move(c->made));
                 });
}

[[noreturn]] inline void refuse(errc code, std::string what) { throw store_exception({code, std::move(what)}); }

} // namespace multipost

#endif
