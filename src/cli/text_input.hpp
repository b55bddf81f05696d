// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_TEXT_INPUT_HPP
#define MULTIPOST_CLI_TEXT_INPUT_HPP

#include "cli/invocation.hpp"

#include <multipost/message.hpp>

#include <istream>
#include <string>

namespace multipost::cli {

/// Reads the message's text, as it is written, from the argument, a file or standard input.
///
/// @throws refusal  there is no text, it cannot be read, or it is longer than 1 MiB
[[nodiscard]] std::string read_text(const message_options& options, std::istream& standard_input);

/// Parses a text.
///
/// @throws refusal  it is empty or no UTF-8
[[nodiscard]] message parse_text(const std::string& text, bool plain);

/// Reads the message's text from the argument, a file or standard input, and parses it.
///
/// @throws refusal  there is no text, it is empty or no UTF-8, it cannot be read, or it is longer than 1 MiB
[[nodiscard]] message read_message(const message_options& options, std::istream& standard_input);

} // namespace multipost::cli

#endif
