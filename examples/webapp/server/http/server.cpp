// SPDX-License-Identifier: BSL-1.0
#include "http/server.hpp"

#include "http/connection.hpp"
#include "http/local_socket.hpp"
#include "http/service.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <list>
#include <new>
#include <optional>
#include <sstream>
#include <utility>

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::local::stream_protocol;
using boost::system::error_code;

namespace webapp {

namespace {

/// Before another try to accept, when that failed and nobody could be dropped for it.
constexpr std::chrono::milliseconds pause_after_failure{50};

bool is_shortage(const error_code& error) noexcept
{
    return error == asio::error::no_descriptors || error == asio::error::no_buffer_space ||
           error == asio::error::no_memory || error == boost::system::errc::too_many_files_open_in_system;
}

/// Who comes through a socket; nobody when it may not, or is gone already.
std::optional<peer> peer_of(tcp::socket& client)
{
    error_code error;
    const auto from = client.remote_endpoint(error);
    if (error) return std::nullopt;
    client.set_option(tcp::no_delay(true), error);
    return peer{normalized(from.address()), false};
}

std::optional<peer> peer_of(stream_protocol::socket& client)
{
    if (!is_of_owner(client)) return std::nullopt;
    return peer{asio::ip::address_v4::loopback(), true};
}

} // namespace

tcp::acceptor take_address(const asio::any_io_executor& executor, const tcp::endpoint& at)
{
    tcp::acceptor acceptor(executor);
    error_code error;
    acceptor.open(at.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(at, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error) acceptor.non_blocking(true, error);
    if (error)
    {
        std::ostringstream where;
        where << "cannot listen on " << at;
        throw boost::system::system_error(error, where.str());
    }
    return acceptor;
}

class http_server::implementation
{
public:
    implementation(asio::any_io_executor executor, request_handler handler, http_options options,
                   refusal_listener refused)
        : executor_(std::move(executor)),
          service_(std::make_shared<http_service>(std::move(handler), std::move(options), std::move(refused)))
    {}

    static void listen(const std::shared_ptr<implementation>& self, tcp::acceptor taken);
    static void listen_local(const std::shared_ptr<implementation>& self, const std::filesystem::path& socket);
    static asio::awaitable<void> stop(std::shared_ptr<implementation> self, std::chrono::milliseconds at_most);

    void close();

    [[nodiscard]] const asio::any_io_executor& executor() const noexcept { return executor_; }
    [[nodiscard]] std::size_t open_connections() const noexcept { return service_->connections.size(); }

private:
    struct local_listener
    {
        stream_protocol::acceptor acceptor;
        std::filesystem::path path;
    };

    template <class Acceptor>
    static asio::awaitable<void> accept_from(std::shared_ptr<implementation> self, Acceptor& acceptor);

    template <class Socket>
    void take(Socket client);

    void stop_listening();

    const asio::any_io_executor executor_;
    const std::shared_ptr<http_service> service_;
    std::list<tcp::acceptor> listeners_; // a list, because accept_from() holds references
    std::list<local_listener> local_listeners_;
};

void http_server::implementation::listen(const std::shared_ptr<implementation>& self, tcp::acceptor taken)
{
    self->listeners_.push_back(std::move(taken));
    asio::co_spawn(self->executor_, accept_from(self, self->listeners_.back()), asio::detached);
}

void http_server::implementation::listen_local(const std::shared_ptr<implementation>& self,
                                               const std::filesystem::path& socket)
{
    self->local_listeners_.push_back({listen_on_local_socket(self->executor_, socket), socket});
    asio::co_spawn(self->executor_, accept_from(self, self->local_listeners_.back().acceptor), asio::detached);
}

template <class Acceptor>
asio::awaitable<void> http_server::implementation::accept_from(std::shared_ptr<implementation> self, Acceptor& acceptor)
{
    asio::steady_timer pause(self->executor_);
    while (acceptor.is_open())
    {
        // Somebody is to be there first: without a free descriptor accept() fails even when nobody is, and would have
        // somebody dropped for nothing.
        error_code error;
        co_await acceptor.async_wait(Acceptor::wait_read, asio::redirect_error(asio::use_awaitable, error));
        if (!acceptor.is_open()) co_return;
        typename Acceptor::protocol_type::socket client(self->executor_);
        acceptor.accept(client, error);
        if (is_shortage(error) && self->service_->connections.drop_longest_waiting()) acceptor.accept(client, error);
        if (!error)
            self->take(std::move(client));
        else if (error != asio::error::would_block && error != asio::error::connection_aborted)
        {
            // Trying on at once would spin: who waits to be accepted is still there.
            pause.expires_after(pause_after_failure);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
    }
}

template <class Socket>
void http_server::implementation::take(Socket client)
{
    try
    {
        const auto from = peer_of(client);
        if (from) connection::start(std::make_shared<connection>(service_, std::move(client), *from));
    }
    catch (const std::bad_alloc&)
    {
        // This one is not served; the listener goes on.
    }
}

asio::awaitable<void> http_server::implementation::stop(std::shared_ptr<implementation> self,
                                                        std::chrono::milliseconds at_most)
{
    auto& service = *self->service_;
    service.is_stopping = true;
    self->stop_listening();
    service.connections.for_each([](table_member& member) {
        auto& one = static_cast<connection&>(member);
        if (one.is_reading())
            one.drop();
        else
            one.finish_stream();
    });

    if (service.connections.size() > 0)
    {
        const auto patience = std::make_shared<asio::steady_timer>(self->executor_, at_most);
        service.until_empty.push_back(patience);
        error_code woken;
        co_await patience->async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    self->close();
}

// The lists stay: accept_from() is still to see that it is over.
void http_server::implementation::stop_listening()
{
    error_code ignored;
    for (auto& listener : listeners_) listener.close(ignored);
    for (auto& [acceptor, path] : local_listeners_)
    {
        if (!acceptor.is_open()) continue;
        // Before the socket is closed: after, the file might be a successor's.
        std::error_code missing;
        std::filesystem::remove(path, missing);
        acceptor.close(ignored);
    }
}

void http_server::implementation::close()
{
    service_->is_stopping = true;
    stop_listening();
    service_->connections.for_each([](table_member& member) { static_cast<connection&>(member).abort(); });
}

http_server::http_server(asio::any_io_executor serial_executor, request_handler handler, http_options options,
                         refusal_listener refused)
    : implementation_(std::make_shared<implementation>(std::move(serial_executor), std::move(handler),
                                                       std::move(options), std::move(refused)))
{}

http_server::~http_server() { implementation_->close(); }

tcp::endpoint http_server::listen(const tcp::endpoint& at)
{
    auto taken = take_address(implementation_->executor(), at);
    const auto where = taken.local_endpoint();
    listen(std::move(taken));
    return where;
}

void http_server::listen(tcp::acceptor taken) { implementation::listen(implementation_, std::move(taken)); }

void http_server::listen_local(const std::filesystem::path& socket)
{
    implementation::listen_local(implementation_, socket);
}

asio::awaitable<void> http_server::stop(std::chrono::milliseconds at_most)
{
    return implementation::stop(implementation_, at_most);
}

std::size_t http_server::open_connections() const noexcept { return implementation_->open_connections(); }

} // namespace webapp
