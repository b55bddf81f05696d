// SPDX-License-Identifier: BSL-1.0
#include "http/local_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/system/system_error.hpp>

namespace webapp {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace beast_http = boost::beast::http;

using boost::system::error_code;

// One request and its answer; the operations follow each other by their completions.
class exchange
{
public:
    exchange(const std::filesystem::path& socket, const request& r) : endpoint_(socket.string())
    {
        request_.method_string(r.method);
        request_.target(r.path);
        request_.version(11);
        request_.set(beast_http::field::host, "localhost");
        request_.set(beast_http::field::connection, "close");
        request_.set(beast_http::field::content_type, "application/json");
        request_.body() = r.body;
        request_.prepare_payload();
    }

    error_code run(std::chrono::milliseconds at_most)
    {
        stream_.expires_after(at_most);
        stream_.async_connect(endpoint_, [this](error_code e) { connected(e); });
        context_.run();
        return error_;
    }

    [[nodiscard]] response answer() const
    {
        response told;
        told.status = answer_.result_int();
        told.body = answer_.body();
        return told;
    }

private:
    void connected(error_code e)
    {
        error_ = e;
        if (e) return;
        beast_http::async_write(stream_, request_, [this](error_code w, std::size_t) { written(w); });
    }

    void written(error_code e)
    {
        error_ = e;
        if (e) return;
        beast_http::async_read(stream_, buffer_, answer_, [this](error_code r, std::size_t) { error_ = r; });
    }

    asio::io_context context_{1};
    asio::local::stream_protocol::endpoint endpoint_;
    beast::basic_stream<asio::local::stream_protocol> stream_{context_};
    beast::flat_buffer buffer_;
    beast_http::request<beast_http::string_body> request_;
    beast_http::response<beast_http::string_body> answer_;
    error_code error_;
};

} // namespace

std::optional<response> ask_local_server(const std::filesystem::path& socket, const request& r,
                                         std::chrono::milliseconds at_most)
{
    exchange e(socket, r);
    const auto error = e.run(at_most);
    using boost::system::errc::connection_refused;
    using boost::system::errc::no_such_file_or_directory;
    if (error == no_such_file_or_directory || error == connection_refused) return std::nullopt;
    if (error) throw boost::system::system_error(error, socket.string());
    return e.answer();
}

} // namespace webapp
