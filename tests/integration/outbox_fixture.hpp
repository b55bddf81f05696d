// SPDX-License-Identifier: BSL-1.0
#ifndef INTEGRATION_OUTBOX_FIXTURE_HPP
#define INTEGRATION_OUTBOX_FIXTURE_HPP

#include "sandbox_fixture.hpp"
#include "temporary_folder.hpp"

#include <multipost/outbox.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace integration {

/// A data folder, the sandbox, and what they are called with.
struct outbox_fixture : sandbox_fixture, temporary_folder
{
    std::string data = path("data");

    [[nodiscard]] std::filesystem::path database_file() const { return std::filesystem::path(data) / "multipost.db"; }

    /// The outbox of the data folder, made where there is none. Others can have it when this object goes.
    [[nodiscard]] multipost::outbox open_outbox() const;

    /// Keeps a channel that leads to the sandbox. Returns its id.
    std::string add_channel(const std::string& name = "Team", const std::string& token = "hidden",
                            const std::string& owner = "ada") const;

    /// Accepts a post to that channel and sends nothing. Returns its id.
    [[nodiscard]] std::string accept(const std::string& channel, const std::string& text) const;

    /// What multipost-web is to run with, and what is added.
    [[nodiscard]] std::vector<std::string> environment(std::vector<std::string> added = {}) const;

    /// Runs a command on the data folder, in the zone Europe/Paris, with what the sandbox needs.
    [[nodiscard]] finished command(std::vector<std::string> arguments, std::string input = {},
                                   std::vector<std::string> environment = {}) const;

    /// `multipost posts`, then the arguments.
    [[nodiscard]] finished posts(std::vector<std::string> arguments) const;

    [[nodiscard]] std::string state_of(const std::string& id) const;

    /// Waits until a post is in that state, half a minute at most.
    void wait_for_state(const std::string& id, const std::string& state) const;
};

/// Waits until something holds, half a minute at most; who waits checks then what became of it.
template <class Condition>
void wait_until(Condition holds)
{
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!holds() && std::chrono::steady_clock::now() < patience)
    {}
}

[[nodiscard]] inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace integration

#endif
