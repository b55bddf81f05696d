// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_OUTBOX_REFUSAL_HPP
#define MULTIPOST_CLI_OUTBOX_REFUSAL_HPP

#include "cli/refusal.hpp"
#include "cli/server_socket.hpp"

#include <multipost/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <utility>

namespace multipost::cli {

/// What the library refuses, with the exit code and the word that programs know it by.
[[nodiscard]] refusal refusal_of(const error& e);

template <class T>
T value_or_refusal(result<T> r)
{
    if (!r) throw refusal_of(r.error());
    if constexpr (!std::is_void_v<T>) return *std::move(r);
}

/// The body of what a server answered.
///
/// @throws refusal  it refused; in its words
[[nodiscard]] boost::json::object body_or_refusal(const server_answer& answer);

/// That a post was not accepted because some channels cannot get it.
///
/// @param errors  PostRefusal: {"channel", "what", "advice"} of each
/// @param channels  ChannelList, for their names
[[nodiscard]] refusal refused_by_channels(const boost::json::array& errors, const boost::json::object& channels);

} // namespace multipost::cli

#endif
