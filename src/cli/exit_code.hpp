// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_EXIT_CODE_HPP
#define MULTIPOST_CLI_EXIT_CODE_HPP

#include <multipost/outcome.hpp>
#include <multipost/publisher.hpp>

#include <vector>

namespace multipost::cli {

/// How the program ends. The numbers are public: scripts act on them.
enum class exit_code {
    success = 0,
    failure = 1, ///< nothing was sent
    usage = 2,
    no_channel = 3,    ///< no channel matched
    partial = 4,       ///< some delivered, or some failed and some unconfirmed
    configuration = 5, ///< a configuration or a secret is wrong
    unconfirmed = 6,   ///< something is unconfirmed, nothing failed
    unfinished = 75,   ///< accepted, and not at its end when the wait was over; EX_TEMPFAIL of sysexits.h
    interrupted = 130,
};

/// What N deliveries amount to. One that is not at its end counts as unfinished before all else.
[[nodiscard]] exit_code exit_code_of(const std::vector<delivery_state>& deliveries);

/// What N results amount to.
[[nodiscard]] exit_code exit_code_of(const std::vector<delivery_result>& results);

/// The same for a dry run: a channel with a problem counts as failed, any other as delivered.
[[nodiscard]] exit_code exit_code_of(const std::vector<channel_preview>& previews) noexcept;

} // namespace multipost::cli

#endif
