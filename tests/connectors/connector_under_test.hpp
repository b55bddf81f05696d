// SPDX-License-Identifier: BSL-1.0
/// @file
/// Drives a connector through the C ABI as a host would, without sending anything.
#ifndef MULTIPOST_TESTS_CONNECTOR_UNDER_TEST_HPP
#define MULTIPOST_TESTS_CONNECTOR_UNDER_TEST_HPP

#include <multipost/connector.hpp>
#include <multipost/plugin.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace connector_tests {

using multipost::connector::failure;
using multipost::connector::message;
using multipost::connector::response;
using multipost::connector::settings;
using multipost::connector::success;

/// What the wall clock says in every test: 2026-11-22T12:00:00Z.
inline constexpr std::int64_t now_ms = 1'795'348'800'000;

/// Why a request gets no answer.
struct lost
{
    std::uint32_t kind = MP_IO_CONNECTION;
    bool request_sent = true;
};

struct cancelled
{};

/// What the world does after a request.
using reply = std::variant<response, lost, cancelled>;

struct sent_request
{
    std::uint32_t effect = 0;
    std::string method;
    std::string url;
    std::vector<multipost::connector::header> headers;
    std::string body;

    /// The value of a header, or empty.
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// What a connector did, copied out of its memory.
struct exchange
{
    std::vector<sent_request> requests;
    /// Success or failure; nothing when it wanted more than the script had.
    std::variant<std::monostate, success, failure> end;

    [[nodiscard]] const success* done() const noexcept { return std::get_if<success>(&end); }
    [[nodiscard]] const failure* failed() const noexcept { return std::get_if<failure>(&end); }
    /// Everything of it that is shown to somebody.
    [[nodiscard]] std::vector<std::string> shown() const;
};

struct url_verdict
{
    std::uint32_t code = 0; ///< MP_URL_...
    settings found;
    std::string error;
};

/// A connector of a plugin file, loaded once.
class connector_under_test
{
public:
    /// Loads a plugin and takes its only connector.
    explicit connector_under_test(const char* plugin_file);

    [[nodiscard]] std::string_view description() const;
    [[nodiscard]] url_verdict settings_from_url(std::string_view url, bool named) const;
    [[nodiscard]] std::string render(const message& m) const;

    /// Why no operation can be created with these settings; empty when one can.
    [[nodiscard]] std::string why_not(const settings& s) const;

    /// Runs an operation: each request is answered by the next reply.
    [[nodiscard]] exchange run(std::uint32_t kind, const settings& s, const message& m,
                               const std::vector<reply>& script) const;

private:
    const mp_connector* abi_;
};

} // namespace connector_tests

#endif
