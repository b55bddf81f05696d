// SPDX-License-Identifier: BSL-1.0
/// @file
/// Runs the deliveries of one call, all at once, and collects their results.
#ifndef MULTIPOST_PUBLISHER_DELIVERY_GROUP_HPP
#define MULTIPOST_PUBLISHER_DELIVERY_GROUP_HPP

#include "publisher/delivery_run.hpp"
#include "publisher/under_way.hpp"

#include <multipost/outcome.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <utility>
#include <vector>

namespace multipost {

/// What waits for the deliveries of a group.
class group_completion
{
public:
    virtual ~group_completion() = default;

    /// Called once, when the last delivery has ended, from where that one ran.
    virtual void complete(std::vector<delivery_result> results) = 0;
};

/// The deliveries of one call. Keeps itself alive until they have ended.
class delivery_group final : public under_way, public std::enable_shared_from_this<delivery_group>
{
public:
    /// @param completion  destroyed after it has been called, or uncalled with a context that was given up
    explicit delivery_group(std::unique_ptr<group_completion> completion) : completion_(std::move(completion)) {}

    /// Before start() only; the parameters are those of delivery_run.
    ///
    /// @param serial_executor  where it runs; its handlers never overlap
    void add(boost::asio::any_io_executor serial_executor, const delivery_environment& environment,
             const std::shared_ptr<const message>& content, channel to);

    /// Starts what was added; never completes from within.
    ///
    /// @param executor  where it completes when nothing was added
    void start(const boost::asio::any_io_executor& executor);

    void cancel() override;

private:
    struct member
    {
        member(boost::asio::any_io_executor e, const delivery_environment& environment,
               const std::shared_ptr<const message>& content, channel to)
            : executor(std::move(e)),
              run(environment, content, std::move(to))
        {}

        boost::asio::any_io_executor executor;
        boost::asio::cancellation_signal signal;
        delivery_run run;
    };

    void one_ended();

    std::list<member> members_; ///< which stay where they are
    std::atomic<std::size_t> left_ = 0;
    std::unique_ptr<group_completion> completion_;
};

} // namespace multipost

#endif
