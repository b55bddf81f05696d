// SPDX-License-Identifier: BSL-1.0
#include "message_builder.hpp"

namespace connector_tests {

message_builder& message_builder::text(std::string_view text)
{
    text_ += text;
    return *this;
}

message_builder& message_builder::open(span_kind kind, std::string_view href, std::uint32_t number)
{
    open_.push_back(spans_.size());
    spans_.push_back({kind, number, text_.size(), text_.size(), {}});
    hrefs_.emplace_back(href);
    return *this;
}

message_builder& message_builder::close()
{
    spans_[open_.back()].last = text_.size();
    open_.pop_back();
    return *this;
}

message_builder& message_builder::styled(span_kind kind, std::string_view text, std::string_view href,
                                         std::uint32_t number)
{
    return open(kind, href, number).text(text).close();
}

message_builder& message_builder::title(std::string_view title)
{
    title_ = title;
    return *this;
}

message_builder& message_builder::link(std::string_view link)
{
    link_ = link;
    return *this;
}

multipost::connector::message message_builder::message() const
{
    multipost::connector::message m;
    m.text = text_;
    m.spans = spans_;
    for (std::size_t i = 0; i != hrefs_.size(); ++i) m.spans[i].href = hrefs_[i];
    m.title = title_;
    m.link = link_;
    return m;
}

} // namespace connector_tests
