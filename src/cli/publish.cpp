// SPDX-License-Identifier: BSL-1.0
#include "cli/publish.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace multipost::cli {

publish_end publish_until_interrupted(const connector_registry& connectors, publisher_options options, message m,
                                      std::vector<channel> channels)
{
    namespace asio = boost::asio;
    publish_end end;
    asio::io_context context{1};
    publisher networks(context.get_executor(), connectors, std::move(options));
    asio::cancellation_signal stop;

    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code& ec, int) {
        if (ec) return;
        end.interrupted = true;
        signals.clear(); // the next one has its default effect
        stop.emit(asio::cancellation_type::terminal);
    });
    networks.async_publish(std::move(m), std::move(channels),
                           asio::bind_cancellation_slot(stop.slot(), [&](std::vector<delivery_result> results) {
                               end.results = std::move(results);
                               context.stop(); // connections kept alive for a next message would keep it running
                           }));
    context.run();
    return end;
}

} // namespace multipost::cli
