// SPDX-License-Identifier: BSL-1.0
/// @file
/// Keeps what must outlive the process while an attempt goes on.
#ifndef MULTIPOST_PUBLISHER_ATTEMPT_JOURNAL_HPP
#define MULTIPOST_PUBLISHER_ATTEMPT_JOURNAL_HPP

#include "delivery/publication.hpp"

#include <multipost/channel.hpp>

#include <boost/asio/awaitable.hpp>

#include <string>

namespace multipost {

/// Where an attempt notes each step before it takes it. What is noted is as durable as the journal makes it; the attempt
/// goes on when the note is there. `false` calls the attempt off: it could not be noted, or the delivery is not to be sent
/// any more. Runs in the attempt's coroutine; may throw, which ends the attempt.
class attempt_journal
{
public:
    virtual ~attempt_journal() = default;

    /// Before a request leaves, when a connection is ready for it: what still waits for one is in no doubt. Runs within the
    /// exchange, see departure_gate; a request may be noted twice.
    ///
    /// @param if_interrupted  what readers may see should the process die before the next note
    [[nodiscard]] virtual boost::asio::awaitable<bool> before_request(exposure if_interrupted) = 0;

    /// Before what comes after it: a later attempt begins from this state.
    ///
    /// @param if_interrupted  as above, once the state is stored
    [[nodiscard]] virtual boost::asio::awaitable<bool> store_checkpoint(const std::string& state,
                                                                        exposure if_interrupted) = 0;

    /// Settings that the network changed; those from before may be void.
    [[nodiscard]] virtual boost::asio::awaitable<bool> store_settings(const channel_settings& changed) = 0;
};

} // namespace multipost

#endif
