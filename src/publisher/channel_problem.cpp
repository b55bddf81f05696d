// SPDX-License-Identifier: BSL-1.0
#include "publisher/channel_problem.hpp"

#include <string>

namespace multipost {

failure unknown_connector(std::string_view id, const connector_registry& connectors)
{
    std::string known;
    for (const auto& info : connectors.connectors()) known += (known.empty() ? "" : ", ") + info.id;
    failure f;
    f.kind = failure_class::channel_dead;
    f.code = "unknown_connector";
    f.what = "No loaded connector is called \"" + std::string(id) + "\".";
    f.advice = known.empty() ? "Load its plugin: no connector is loaded at all."
                             : "Load its plugin, or use one of these: " + known + ".";
    return f;
}

failure unusable_channel(const error& reason)
{
    failure f;
    f.kind = failure_class::channel_dead;
    f.code = "bad_channel";
    f.what = reason.what;
    f.advice = "Edit the settings of the channel.";
    return f;
}

failure check_unsupported(const connector_info& info)
{
    failure f;
    f.kind = failure_class::message_rejected;
    f.code = "check_unsupported";
    f.what = info.name + " offers no way to check a channel without posting to it.";
    f.advice = "Send a message to see whether the channel works.";
    return f;
}

} // namespace multipost
