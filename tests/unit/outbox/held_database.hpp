// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps a database's thread busy, so that what is posted meanwhile waits together.
#ifndef MULTIPOST_TESTS_OUTBOX_HELD_DATABASE_HPP
#define MULTIPOST_TESTS_OUTBOX_HELD_DATABASE_HPP

#include <multipost/sqlite_database.hpp>

#include <future>

namespace multipost::test {

/// Holds the thread from here to let_go(), or to its end.
class held_database
{
public:
    explicit held_database(sqlite_database database)
    {
        auto gate = over_.get_future().share();
        std::promise<void> running;
        database.post(
            [&running, gate](sqlite_session&) {
                running.set_value();
                gate.wait();
            },
            [](const std::exception_ptr&) {});
        running.get_future().wait();
    }
    held_database(const held_database&) = delete;
    held_database& operator=(const held_database&) = delete;
    ~held_database() { let_go(); }

    void let_go()
    {
        if (held_) over_.set_value();
        held_ = false;
    }

private:
    std::promise<void> over_;
    bool held_ = true;
};

} // namespace multipost::test

#endif
