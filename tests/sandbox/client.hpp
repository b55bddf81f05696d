// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_SANDBOX_CLIENT_HPP
#define TESTS_SANDBOX_CLIENT_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox_test {

/// How a connection ended.
enum class ending {
    open,      ///< it has not, or the test's patience (10 s) did first
    closed,    ///< in order
    was_reset, ///< by a TCP reset
};

/// A TCP connection to 127.0.0.1 that sends what it is told, byte by byte, right or wrong.
class connection
{
public:
    explicit connection(std::uint16_t port);
    ~connection();

    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    void send(std::string_view bytes);

    /// Says that no more bytes will come.
    void finish();

    /// Reads one whole answer: header, and a body of its Content-Length. Less when the connection ends before.
    [[nodiscard]] std::string answer();

    /// Reads until the connection ends.
    [[nodiscard]] std::string rest();

    /// Reads until `mark` was read, and returns all up to it.
    [[nodiscard]] std::string until(std::string_view mark);

    [[nodiscard]] ending how_it_ended() const noexcept { return ending_; }

    [[nodiscard]] int descriptor() const noexcept { return socket_; }

private:
    bool read_more();

    int socket_ = -1;
    std::string unread_;
    ending ending_ = ending::open;
};

/// Writes a POST of JSON with a User-Agent.
[[nodiscard]] std::string post(std::string_view target, std::string_view json);

/// Writes a request without a body.
[[nodiscard]] std::string bare(std::string_view method, std::string_view target);

/// The status of an answer, 0 when it is none.
[[nodiscard]] int status_of(std::string_view answer);

/// What follows the header of an answer.
[[nodiscard]] std::string_view body_of(std::string_view answer);

/// The value of a header of an answer, empty when it is not there.
[[nodiscard]] std::string_view header_of(std::string_view answer, std::string_view name);

} // namespace sandbox_test

#endif
