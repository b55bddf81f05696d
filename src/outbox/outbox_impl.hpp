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

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace multipost {

/// What the works of an outbox need of it. They keep this alive and not the outbox, see sqlite_store.
struct outbox_context
{
    connector_registry connectors;
    outbox_options options;
    id_source ids; ///< used on the database's thread only
};

class outbox::impl
{
public:
    impl(std::shared_ptr<sqlite_store> s, connector_registry connectors, outbox_options options)
        : tables(std::move(s)),
          context(std::make_shared<outbox_context>(std::move(connectors), std::move(options)))
    {}

    class acceptance;

    /// Whether the worker is told when an operation has gone well.
    enum class then { done, wake };

    /// Runs `work(session, keys)` in a transaction and completes with what it returns. Work throws what it refuses, so that
    /// nothing of it stays.
    template <class T, class Work>
    void run(handler<T> done, Work work, then what_next = then::done);

    [[nodiscard]] static wall_time now()
    {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }

    const std::shared_ptr<sqlite_store> tables;
    const std::shared_ptr<outbox_context> context;
};

template <class T, class Work>
void outbox::impl::run(handler<T> done, Work work, then what_next)
{
    struct call
    {
        pending_result<T> pending;
        Work work;
        std::function<void()> wake; ///< or nothing
        std::optional<T> made;
    };
    const auto c = std::make_shared<call>(pending_result<T>(std::move(done)), std::move(work),
                                          what_next == then::wake ? tables->waker() : nullptr, std::nullopt);
    tables->post([c](sqlite_session& session, key_ring& keys) { c->made.emplace(c->work(session, keys)); },
                 [c](const std::exception_ptr& why) {
                     if (why) return c->pending.complete(error_of(why));
                     if (c->wake) c->wake();
                     c->pending.complete(*std::move(c->made));
                 });
}

[[noreturn]] inline void refuse(errc code, std::string what) { throw store_exception({code, std::move(what)}); }

} // namespace multipost

#endif
