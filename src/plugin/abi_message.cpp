// SPDX-License-Identifier: BSL-1.0
#include "plugin/abi_message.hpp"

#include "plugin/abi_text.hpp"

namespace multipost {

abi_message::abi_message(const message& content)
{
    spans_.reserve(content.text.spans.size());
    for (const auto& s : content.text.spans)
        spans_.push_back(mp_span{static_cast<std::uint32_t>(s.kind), s.number, s.first, s.last, borrow(s.href)});
    attachments_.reserve(content.attachments.size());
    for (const auto& a : content.attachments)
    {
        const std::uint64_t size = a.bytes ? a.bytes->size() : 0;
        attachments_.push_back(mp_attachment{borrow(a.name), borrow(a.mime_type), borrow(a.alt_text), size});
    }
    abi_.struct_size = sizeof abi_;
    abi_.text = borrow(content.text.text);
    abi_.spans = mp_span_array{spans_.data(), spans_.size(), sizeof(mp_span)};
    abi_.title = borrow(content.title);
    abi_.link = borrow(content.link);
    abi_.language = borrow(content.language);
    abi_.attachments = mp_attachment_array{attachments_.data(), attachments_.size(), sizeof(mp_attachment)};
}

} // namespace multipost
