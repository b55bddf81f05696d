// SPDX-License-Identifier: BSL-1.0
/// @file
/// Resolves host names without ever waiting longer than it was told to.
#ifndef MULTIPOST_ENGINE_NAME_LOOKUP_HPP
#define MULTIPOST_ENGINE_NAME_LOOKUP_HPP

#include "engine/interruption.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace multipost {

/// What the system says of a name.
struct lookup_answer
{
    int error = 0; ///< EAI_...; 0: there are addresses
    std::vector<boost::asio::ip::address> addresses;
};

/// Asks the system; blocks, possibly for long.
[[nodiscard]] lookup_answer look_up_name(const std::string& host);

/// Looks names up on threads of its own.
///
/// getaddrinfo() cannot be cancelled. Asio's resolver runs it on one thread a context, so that one dead name server would
/// hold up every other name and the end of the context too. Here a lookup that nobody waits for any longer is left behind on
/// its thread, which takes nothing with it but its own name. Thread-safe.
class name_lookup
{
public:
    using function = std::function<lookup_answer(const std::string& host)>;

    /// @param look_up      blocks; called on several threads at once
    /// @param max_threads  lookups beyond wait for one of these to end
    explicit name_lookup(function look_up = look_up_name, std::size_t max_threads = 16);
    ~name_lookup();
    name_lookup(const name_lookup&) = delete;
    name_lookup& operator=(const name_lookup&) = delete;

    /// Nothing when interrupted.
    [[nodiscard]] boost::asio::awaitable<std::optional<lookup_answer>> resolve(std::string host, interruption& stop);

private:
    class worker_pool;
    std::shared_ptr<worker_pool> workers_;
};

} // namespace multipost

#endif
