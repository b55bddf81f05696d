// SPDX-License-Identifier: BSL-1.0
/// @file
/// Writes a channel's settings as bytes to be sealed.
#ifndef MULTIPOST_OUTBOX_SETTINGS_CODEC_HPP
#define MULTIPOST_OUTBOX_SETTINGS_CODEC_HPP

#include <multipost/channel.hpp>
#include <multipost/secret_string.hpp>

#include <optional>
#include <string_view>

namespace multipost {

/// Names and values in order, each after its length in four bytes, little-endian. Not JSON: a JSON library would leave pieces
/// of the secrets in memory that nobody overwrites.
[[nodiscard]] secret_string encode_settings(const channel_settings& settings);

/// Nothing: the bytes are not whole.
[[nodiscard]] std::optional<channel_settings> decode_settings(std::string_view bytes);

} // namespace multipost

#endif
