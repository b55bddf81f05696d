// SPDX-License-Identifier: BSL-1.0
/// @file
/// Claims deliveries and records what becomes of them, in SQLite.
#ifndef MULTIPOST_OUTBOX_SQLITE_WORKER_SESSION_HPP
#define MULTIPOST_OUTBOX_SQLITE_WORKER_SESSION_HPP

#include "outbox/key_ring.hpp"
#include "outbox/store.hpp"

#include <multipost/sqlite_database.hpp>

namespace multipost {

/// The store, within a transaction. The state of each delivery is in its row; whose turn it is follows from these, by triggers.
class worker_session final : public store_session
{
public:
    worker_session(sqlite_session& session, const key_ring& keys) noexcept : session_(session), keys_(keys) {}

    [[nodiscard]] claim_result claim(wall_time now, std::size_t limit,
                                     const std::vector<std::string>& busy_channels) override;
    [[nodiscard]] std::optional<unsigned> begin_attempt(const claimed_delivery& claimed, exposure if_interrupted,
                                                        wall_time now) override;
    [[nodiscard]] bool note_exposure(std::string_view delivery, unsigned attempt, exposure if_interrupted) override;
    [[nodiscard]] bool store_checkpoint(std::string_view delivery, unsigned attempt, std::string_view state,
                                        exposure if_interrupted) override;
    [[nodiscard]] bool end_attempt(std::string_view delivery, unsigned attempt, const delivery_ending& ending,
                                   wall_time now) override;
    [[nodiscard]] bool end_unsent(const claimed_delivery& claimed, const delivery_ending& ending,
                                  wall_time now) override;
    [[nodiscard]] bool store_settings(std::string_view channel_id, const channel& from, const channel_settings& changed,
                                      wall_time now) override;
    [[nodiscard]] bool note_problem(std::string_view channel_id, std::int64_t revision, const failure& said,
                                    wall_time now) override;
    void follow_clock(const clock_step& step) override;
    void rest_channel(std::string_view channel_id, wall_time until) override;

private:
    [[nodiscard]] claimed_delivery claimed_in(const sqlite_row& row) const;
    void open_secrets(const sqlite_row& row, claimed_delivery& c) const;

    sqlite_session& session_;
    const key_ring& keys_;
};

} // namespace multipost

#endif
