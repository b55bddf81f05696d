// SPDX-License-Identifier: BSL-1.0
#include "plugin/read_action.hpp"

#include "plugin/abi_text.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace multipost {

namespace {

// The bounds that plugin.h names, and those that only keep nonsense out.
constexpr std::size_t max_url_bytes = 8192;
constexpr std::size_t max_headers = 100;
constexpr std::size_t max_header_name_bytes = 256;
constexpr std::size_t max_header_value_bytes = 8192;
constexpr std::size_t max_body_parts = 256;
constexpr std::size_t max_body_bytes = std::size_t(16) << 20U;
constexpr std::size_t max_state_bytes = std::size_t(64) << 10U;
constexpr std::size_t max_settings = 64;
constexpr std::size_t max_setting_bytes = std::size_t(64) << 10U;
constexpr std::size_t max_sentence_bytes = 1024;
constexpr std::size_t max_masked_bytes = std::size_t(64) << 10U;
constexpr std::int64_t max_sleep_ms = 600'000;
constexpr std::int64_t year_ms = std::int64_t(366) * 24 * 3600 * 1000;

/// The first bytes of what a network said, cut between characters; what is no text becomes U+FFFD. Many more than are kept:
/// a secret that a shorter cut ended would not be found any more.
std::string quoted_words(mp_string given)
{
    constexpr std::size_t any_size = std::size_t(1) << 31U;
    const auto words = checked_bytes(given, any_size, "failure.remote_words");
    auto end = std::min(words.size(), max_masked_bytes);
    while (end != 0 && end != words.size() && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;

    std::string quoted;
    for (std::size_t at = 0; at < end;)
    {
        std::size_t length = 1;
        while (length <= 4 && !check_utf8(words.substr(at, length))) ++length;
        if (length <= 4)
            quoted += words.substr(at, length);
        else
            quoted += "\xEF\xBF\xBD";
        at += length <= 4 ? length : 1;
    }
    return quoted;
}

limit_scope read_scope(std::uint32_t scope)
{
    switch (scope)
    {
    case MP_SCOPE_CHANNEL: return limit_scope::channel;
    case MP_SCOPE_CREDENTIAL: return limit_scope::credential;
    default: return limit_scope::origin; // as plugin.h says of unknown values
    }
}

std::chrono::milliseconds read_pause(std::int64_t ms) { return std::chrono::milliseconds(std::min(ms, year_ms)); }

http_headers read_headers(const mp_header_array& array)
{
    http_headers headers;
    walk_array<mp_header>(array, max_headers, "request.headers", [&](const mp_header& header, std::size_t i) {
        constexpr std::string_view array_name = "request.headers";
        auto key = checked_text(header.name, max_header_name_bytes, element_field{array_name, i, "name"});
        auto value = checked_text(header.value, max_header_value_bytes, element_field{array_name, i, "value"});
        headers.emplace_back(std::move(key), std::move(value));
    });
    return headers;
}

std::vector<body_part> read_body(const mp_body_part_array& array)
{
    std::vector<body_part> body;
    std::size_t room = max_body_bytes;
    walk_array<mp_body_part>(array, max_body_parts, "request.body", [&](const mp_body_part& part, std::size_t i) {
        constexpr std::string_view array_name = "request.body";
        if (part.kind == MP_BODY_BYTES)
        {
            body.emplace_back(std::string(checked_bytes(part.bytes, room, element_field{array_name, i, "bytes"})));
            room -= part.bytes.size;
        }
        else if (part.kind == MP_BODY_ATTACHMENT)
            body.emplace_back(attachment_range{part.attachment, part.offset, part.length});
        else
            throw rule_broken(text_of(element_field{array_name, i, "kind"}) + " is " + std::to_string(part.kind) +
                              ", which is none");
    });
    return body;
}

/// The struct an action points to, if it is there and holds at least what version 0.0 of the ABI put into it.
template <class Struct>
const Struct& pointed_to(const Struct* given, std::size_t least_size, std::string_view name)
{
    if (given == nullptr) throw rule_broken("the action names a " + text_of(name) + " and points to none");
    if (given->struct_size < least_size) throw rule_broken(text_of(name) + ".struct_size is too small");
    return *given;
}

http_request read_request(const mp_request& given)
{
    http_request request;
    if (given.effect != MP_PREPARES && given.effect != MP_PUBLISHES && given.effect != MP_PUBLISHES_ONCE)
        throw rule_broken("request.effect is " + std::to_string(given.effect) + ", which is none");
    request.effect = static_cast<effect>(given.effect);
    request.method = checked_text(given.method, 32, "request.method");
    request.url = checked_text(given.url, max_url_bytes, "request.url");
    request.headers = read_headers(given.headers);
    request.body = read_body(given.body);
    request.timeout = std::chrono::milliseconds(given.timeout_ms);
    return request;
}

store_settings read_settings(const mp_setting_array& array)
{
    store_settings settings;
    walk_array<mp_setting>(array, max_settings, "settings", [&](const mp_setting& setting, std::size_t) {
        auto name = checked_text(setting.name, 64, "the name of a setting");
        const secret_string value(checked_text(setting.value, max_setting_bytes, "the value of a setting"));
        settings.changed.insert_or_assign(std::move(name), value);
    });
    return settings;
}

done read_done(const mp_done& given)
{
    done success;
    if (given.proof != MP_PROOF_ID && given.proof != MP_PROOF_ACCEPTED)
        throw rule_broken("done.proof is " + std::to_string(given.proof) + ", which is none");
    success.proof = given.proof == MP_PROOF_ID ? proof::id : proof::accepted;
    success.remote_id = checked_text(given.remote_id, 1024, "done.remote_id");
    if (success.proof == proof::id && success.remote_id.empty())
        throw rule_broken("done.remote_id is empty, and done.proof says that the network named the message");
    success.permalink = checked_text(given.permalink, max_url_bytes, "done.permalink");
    success.pause = read_pause(given.pause_ms);
    success.pause_scope = read_scope(given.pause_scope);
    return success;
}

failure_class read_failure_class(std::uint32_t given)
{
    const bool known = given >= MP_FAILURE_MESSAGE_REJECTED && given <= MP_FAILURE_UNCONFIRMED;
    return known ? static_cast<failure_class>(given) : failure_class::unconfirmed; // as plugin.h says
}

failure read_failure(const mp_failure& given)
{
    failure failed;
    failed.kind = read_failure_class(given.failure_class);
    failed.code = checked_text(given.code, 64, "failure.code");
    const bool code_is_stable =
        !failed.code.empty() &&
        failed.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") == std::string::npos;
    if (!code_is_stable) throw rule_broken("failure.code is not of the form [a-z0-9_.-]{1,64}");
    failed.what = checked_text(given.what, max_sentence_bytes, "failure.what");
    if (failed.what.empty()) throw rule_broken("failure.what is empty");
    failed.advice = checked_text(given.advice, max_sentence_bytes, "failure.advice");
    failed.remote_words = quoted_words(given.remote_words);
    if (given.retry_after_ms >= 0) failed.retry_after = read_pause(given.retry_after_ms);
    failed.retry_scope = read_scope(given.retry_scope);
    return failed;
}

} // namespace

operation_action read_action(const mp_action& action)
{
    // Each struct ends, in version 0.0 of the ABI, with the field named here.
    switch (action.kind)
    {
    case MP_ACTION_REQUEST:
        return read_request(pointed_to(
            action.request, offsetof(mp_request, timeout_ms) + sizeof action.request->timeout_ms, "request"));
    case MP_ACTION_SLEEP:
        if (action.sleep_ms < 0 || action.sleep_ms > max_sleep_ms)
            throw rule_broken("sleep_ms is " + std::to_string(action.sleep_ms) + ", and may be 0 to 600000");
        return sleep_for{std::chrono::milliseconds(action.sleep_ms)};
    case MP_ACTION_CHECKPOINT:
        return store_checkpoint{std::string(checked_bytes(action.state, max_state_bytes, "state"))};
    case MP_ACTION_SETTINGS: return read_settings(action.settings);
    case MP_ACTION_DONE:
        return read_done(pointed_to(action.done, offsetof(mp_done, pause_ms) + sizeof action.done->pause_ms, "done"));
    case MP_ACTION_FAIL:
        return read_failure(pointed_to(
            action.failure, offsetof(mp_failure, retry_after_ms) + sizeof action.failure->retry_after_ms, "failure"));
    default: throw rule_broken("the action's kind is " + std::to_string(action.kind) + ", which is none");
    }
}

} // namespace multipost
