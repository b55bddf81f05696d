// SPDX-License-Identifier: BSL-1.0
#ifndef TESTS_UNIT_WEBAPP_HTTP_CLIENT_HPP
#define TESTS_UNIT_WEBAPP_HTTP_CLIENT_HPP

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace webapp_test {

/// A connection that sends what it is told, byte by byte, right or wrong. It waits 10 s for what does not come.
class client
{
public:
    /// Connects to 127.0.0.1.
    explicit client(std::uint16_t port);
    /// Connects to a Unix socket.
    explicit client(const std::filesystem::path& socket);
    ~client();

    client(client&& other) noexcept;
    client& operator=(client&&) = delete;

    void send(std::string_view bytes);

    /// Says that no more bytes will come.
    void finish();

    /// Ends the connection as a program does that was killed: what is under way is lost.
    void reset();

    /// Reads one whole answer: header, and a body of its Content-Length. Less when the connection ends before.
    [[nodiscard]] std::string answer();

    /// Reads the header block of an answer.
    [[nodiscard]] std::string head();

    /// Reads until some text has come, or the connection ends. Returns what came up to its end.
    [[nodiscard]] std::string until(std::string_view text);

    /// Reads until the connection ends.
    [[nodiscard]] std::string rest();

    /// Whether the server has ended the connection, which rest() or answer() saw.
    [[nodiscard]] bool has_ended() const noexcept { return has_ended_; }

private:
    bool read_more();

    int socket_ = -1;
    std::string unread_;
    bool has_ended_ = false;
};

/// Writes a request without a body to 127.0.0.1.
[[nodiscard]] std::string get(std::string_view target);

/// Writes a POST with a body of a Content-Length.
[[nodiscard]] std::string post(std::string_view target, std::string_view body);

/// The status of an answer, 0 when it is none.
[[nodiscard]] int status_of(std::string_view answer);

/// What follows the header of an answer.
[[nodiscard]] std::string_view body_of(std::string_view answer);

/// The value of a header of an answer, empty when it is not there.
[[nodiscard]] std::string_view header_of(std::string_view answer, std::string_view name);

/// How many answers these bytes are, by their status lines.
[[nodiscard]] std::size_t answers_in(std::string_view bytes);

} // namespace webapp_test

#endif
