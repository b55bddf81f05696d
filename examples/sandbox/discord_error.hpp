// SPDX-License-Identifier: BSL-1.0
#ifndef SANDBOX_DISCORD_ERROR_HPP
#define SANDBOX_DISCORD_ERROR_HPP

#include "response.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace sandbox {

/// Discord's JSON error codes that a webhook can meet.
///
/// @par Specification
/// docs.discord.com/developers/topics/opcodes-and-status-codes, "JSON Error Codes"
enum class discord_code {
    general = 0,
    unknown_message = 10008,
    empty_message = 50006,
    invalid_form_body = 50035,
    invalid_api_version = 50041,
    invalid_json = 50109,
    thread_name_and_id = 220002,
    thread_outside_forum = 220003,
};

/// Returns the documented words for a code; a general sentence for one that is not known.
[[nodiscard]] std::string_view discord_words(int code) noexcept;

/// Makes an error answer as Discord writes it: {"message": words, "code": code}.
[[nodiscard]] response discord_error(unsigned status, discord_code code);

/// Makes an error answer with a code given as text, 0 when it is no number.
[[nodiscard]] response discord_error(unsigned status, std::string_view code);

/// What is wrong with which field of a request body.
///
/// @par Specification
/// docs.discord.com/developers/reference, "Error Messages"
class discord_form_errors
{
public:
    /// Adds one error to a field.
    /// @param field  dotted path: "embeds.0.title"
    void add(std::string_view field, std::string_view code, std::string_view message);

    [[nodiscard]] bool empty() const noexcept { return errors_.empty(); }

    /// Makes the 400 answer with code 50035 that tells all of them.
    [[nodiscard]] response answer() const;

private:
    boost::json::object errors_;
};

} // namespace sandbox

#endif
