// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_UNIT_WEBAPP_HTTP_RUNNING_SERVER_HPP
#define TESTS_UNIT_WEBAPP_HTTP_RUNNING_SERVER_HPP

#include "http/server.hpp"
#include "talking_stream.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/packaged_task.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace webapp_test {

/// What a server refused by itself.
struct refused_request
{
    unsigned status = 0;
    std::string reason;
};

/// Answers 200 with the method, the path and the body, "POST /x hello"; and on these paths:
/// /throw throws; /throw-int throws no exception; /split answers with a line end in a header; /empty is 204; /large is
/// 64 MiB; /cookies answers with headers of its own; /client says who the client is; /hold answers when release() is called
/// or the handler is cancelled; /stream says what say() says.
class running_server
{
public:
    explicit running_server(webapp::http_options options = {});
    ~running_server();

    running_server(const running_server&) = delete;
    running_server& operator=(const running_server&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    /// Runs something on the server's executor and waits for it.
    template <class Action>
    auto run(Action action)
    {
        std::packaged_task<std::invoke_result_t<Action>()> task(std::move(action));
        return boost::asio::post(io_, std::move(task)).get();
    }

    /// Listens on all addresses of IPv6 and IPv4. Returns the port; 0 when this machine has no IPv6.
    std::uint16_t listen_on_both();

    /// Returns the text of the error, empty when there is none.
    std::string listen_local(const std::filesystem::path& socket);

    /// Begins to stop; the result comes when it has stopped.
    std::future<void> stop(std::chrono::milliseconds at_most);

    /// Lets /hold answer.
    void release();

    /// How many handlers are in /hold. Waits until there are that many.
    void wait_until_held(std::size_t count);

    /// Has all streams say something.
    void say(const std::string& text);

    /// Has all streams end.
    void finish();

    /// Waits until so many clients listen to a stream.
    void wait_until_listening(std::size_t count);

    [[nodiscard]] std::size_t open_connections();

    [[nodiscard]] std::vector<refused_request> refusals();

private:
    boost::asio::awaitable<webapp::response> answer(webapp::request r);
    std::shared_ptr<talking_stream> new_stream();
    void for_each_stream(const std::function<void(talking_stream&)>& action);

    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_ = boost::asio::make_work_guard(io_);
    std::vector<std::function<void()>> held_; // on the executor
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t held_count_ = 0;
    std::vector<std::weak_ptr<talking_stream>> streams_; // on the executor
    std::size_t listening_ = 0;
    std::vector<refused_request> refusals_;
    std::unique_ptr<webapp::http_server> server_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

} // namespace webapp_test

#endif
