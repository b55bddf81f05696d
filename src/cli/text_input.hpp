// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_TEXT_INPUT_HPP
#define MULTIPOST_CLI_TEXT_INPUT_HPP

#include "cli/invocation.hpp"

#include <multipost/message.hpp>

#include <istream>

namespace multipost::cli {

/// Reads the message's text from the argument, a file or standard input, and parses it.
///
/// @throws refusal  there is no text, it is empty or no UTF-8, it cannot be read, or it is longer than 1 MiB
[[nodiscard]] message read_message(const message_options& options, std::istream& standard_input);

} // namespace multipost::cli

#endif
