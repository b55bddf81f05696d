// SPDX-License-Identifier: BSL-1.0
/// @file
/// Shows a message in the shape of the plugin ABI.
#ifndef MULTIPOST_PLUGIN_ABI_MESSAGE_HPP
#define MULTIPOST_PLUGIN_ABI_MESSAGE_HPP

#include <multipost/message.hpp>
#include <multipost/plugin.h>

#include <vector>

namespace multipost {

/// A view of a message, which must outlive it. Stays where it is: the plugin holds its address.
class abi_message
{
public:
    explicit abi_message(const message& content);
    abi_message(const abi_message&) = delete;
    abi_message& operator=(const abi_message&) = delete;

    [[nodiscard]] const mp_message* abi() const noexcept { return &abi_; }

private:
    std::vector<mp_span> spans_;
    std::vector<mp_attachment> attachments_;
    mp_message abi_{};
};

} // namespace multipost

#endif
