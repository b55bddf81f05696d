// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_READ_ALL_HPP
#define MULTIPOST_CLI_READ_ALL_HPP

#include "cli/exit_code.hpp"

#include <istream>
#include <string>

namespace multipost::cli {

/// Reads a stream to its end. Nothing the program reads is near 1 MiB; the bound keeps a mistaken /dev/zero from eating
/// the memory.
///
/// @param name  what the stream is called in a refusal
/// @throws refusal  with this exit code and word: it cannot be read, or is longer than 1 MiB
[[nodiscard]] std::string read_all(std::istream& in, const std::string& name, exit_code how, const std::string& code);

} // namespace multipost::cli

#endif
