// SPDX-License-Identifier: BSL-1.0
/// @file
/// Gives the layers above what a publisher sends with.
#ifndef MULTIPOST_PUBLISHER_PUBLISHER_ACCESS_HPP
#define MULTIPOST_PUBLISHER_PUBLISHER_ACCESS_HPP

#include "publisher/delivery_environment.hpp"
#include "publisher/under_way.hpp"

#include <multipost/publisher.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace multipost {

/// A stay in a publisher. For as long as it lasts the publisher's parts live, even when the publisher itself is destroyed:
/// its destructor then calls the guest off and waits, on a context of its own, until the stay is over.
class publisher_stay
{
public:
    virtual ~publisher_stay() = default;

    [[nodiscard]] virtual const delivery_environment& environment() const noexcept = 0;

    /// An executor whose handlers never overlap.
    [[nodiscard]] virtual boost::asio::any_io_executor serial_executor() const = 0;
};

struct publisher_access
{
    /// Begins a stay, and sees to it that the publisher's handlers run although nobody waits for them.
    [[nodiscard]] static std::unique_ptr<publisher_stay> stay(publisher& p, const std::shared_ptr<under_way>& guest);
};

} // namespace multipost

#endif
