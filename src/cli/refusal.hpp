// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_REFUSAL_HPP
#define MULTIPOST_CLI_REFUSAL_HPP

#include "cli/exit_code.hpp"
#include "cli/without_secrets.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace multipost::cli {

/// Why the program does nothing: what() is for the user, its URLs shortened because of their secrets.
class refusal : public std::runtime_error
{
public:
    /// @param code  stable word for programs: "usage", "bad_channel"
    refusal(cli::exit_code how, std::string code, const std::string& what)
        : std::runtime_error(without_secrets(what)),
          how_(how),
          code_(std::move(code))
    {}

    [[nodiscard]] cli::exit_code exit_code() const noexcept { return how_; }
    [[nodiscard]] const std::string& code() const noexcept { return code_; }

private:
    cli::exit_code how_;
    std::string code_;
};

} // namespace multipost::cli

#endif
