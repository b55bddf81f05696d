// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_STORED_CHANNELS_HPP
#define MULTIPOST_CLI_STORED_CHANNELS_HPP

#include <boost/json/object.hpp>

#include <string>

namespace multipost::cli {

/// Finds the channel that a user calls so, by its id or its name.
///
/// @param channels  ChannelList, which outlives the answer
/// @param where  how to speak of what was written, for the refusal, which does not repeat it: "-t number 2: "
/// @throws refusal  there is none, or several are called so; the text says what was probably meant
[[nodiscard]] const boost::json::object& find_channel(const boost::json::object& channels, const std::string& called,
                                                      const std::string& where = {});

} // namespace multipost::cli

#endif
