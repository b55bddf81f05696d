// SPDX-License-Identifier: BSL-1.0
#include "cli/server_socket.hpp"

#include "cli/refusal.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <sys/un.h>

namespace multipost::cli {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::uint64_t max_answer_bytes = 64U << 20U;

// One request and its answer; the operations follow each other by their completions.
class exchange
{
public:
    exchange(const std::filesystem::path& socket, const server_request& r) : endpoint_(socket.string())
    {
        request_.method_string(r.method);
        request_.target(r.target);
        request_.version(11);
        request_.set(http::field::host, "localhost");
        request_.set(http::field::connection, "close");
        if (!r.body.empty()) request_.set(http::field::content_type, "application/json");
        if (!r.idempotency_key.empty()) request_.set("Idempotency-Key", r.idempotency_key);
        if (!r.if_match.empty()) request_.set(http::field::if_match, r.if_match);
        request_.body() = r.body;
        request_.prepare_payload();
        parser_.body_limit(max_answer_bytes);
    }

    boost::system::error_code run(std::chrono::seconds patience)
    {
        stream_.expires_after(patience);
        stream_.async_connect(endpoint_, [this](boost::system::error_code e) { connected(e); });
        context_.run();
        return error_;
    }

    [[nodiscard]] server_answer answer() const { return {parser_.get().result_int(), parser_.get().body()}; }

private:
    void connected(boost::system::error_code e)
    {
        if ((error_ = e)) return;
        http::async_write(stream_, request_, [this](boost::system::error_code w, std::size_t) { written(w); });
    }

    void written(boost::system::error_code e)
    {
        if ((error_ = e)) return;
        http::async_read(stream_, buffer_, parser_, [this](boost::system::error_code r, std::size_t) { error_ = r; });
    }

    asio::io_context context_{1};
    asio::local::stream_protocol::endpoint endpoint_;
    beast::basic_stream<asio::local::stream_protocol> stream_{context_};
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response_parser<http::string_body> parser_;
    boost::system::error_code error_;
};

refusal no_answer(const std::filesystem::path& socket, const boost::system::error_code& why)
{
    if (why == boost::system::errc::permission_denied)
        return {exit_code::failure, "not_permitted",
                "The server of " + socket.parent_path().string() +
                    " belongs to another user. Run this command as that user."};
    return {exit_code::failure, "server_unreachable",
            "The server of " + socket.parent_path().string() + " does not answer (" + why.message() +
                "). Its log says more."};
}

} // namespace

std::optional<server_answer> ask_server(const std::filesystem::path& socket, const server_request& r)
{
    // Nobody can listen there.
    if (socket.native().size() >= sizeof(sockaddr_un::sun_path)) return std::nullopt;
    exchange e(socket, r);
    const auto error = e.run(r.patience);
    if (error == boost::system::errc::no_such_file_or_directory || error == boost::system::errc::connection_refused)
        return std::nullopt;
    if (error) throw no_answer(socket, error);
    return e.answer();
}

} // namespace multipost::cli
