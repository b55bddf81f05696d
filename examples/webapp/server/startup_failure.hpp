// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_STARTUP_FAILURE_HPP
#define WEBAPP_STARTUP_FAILURE_HPP

#include <multipost/error.hpp>

#include <stdexcept>
#include <string>

namespace webapp {

/// How the program ends; the numbers are those of the multipost command.
enum class exit_code {
    success = 0,
    failure = 1,
    usage = 2,
    configuration = 5, ///< a setting or a secret is wrong
};

/// Why the program cannot do what it was started for; what() is for whoever started it.
class startup_failure : public std::runtime_error
{
public:
    startup_failure(exit_code how, const std::string& what) : std::runtime_error(what), how_(how) {}
    explicit startup_failure(const multipost::error& e) : startup_failure(exit_code_of(e), e.what) {}

    [[nodiscard]] exit_code how() const noexcept { return how_; }

private:
    static exit_code exit_code_of(const multipost::error& e)
    {
        using multipost::errc;
        const bool set_up_wrongly =
            e.code == errc::wrong_master_key || e.code == errc::bad_master_key || e.code == errc::bad_configuration;
        return set_up_wrongly ? exit_code::configuration : exit_code::failure;
    }

    exit_code how_;
};

} // namespace webapp

#endif
