// SPDX-License-Identifier: BSL-1.0
#include "text/span_writer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace multipost {

void span_writer::open_block(std::string_view separator, std::optional<span> what)
{
    open(opened{true, separator, std::move(what)});
}

void span_writer::open_inline(std::optional<span> what)
{
    if (what && of_kind_[static_cast<std::size_t>(what->kind)] != 0) what.reset();
    open(opened{false, {}, std::move(what)});
}

void span_writer::open(opened o)
{
    if (depth_ == max_depth) o.what.reset();
    if (o.what)
    {
        ++depth_;
        ++of_kind_[static_cast<std::size_t>(o.what->kind)];
    }
    open_.push_back(std::move(o));
}

void span_writer::close()
{
    const auto& closed = open_.back();
    if (closed.what)
    {
        if (closed.has_text) out_.spans[closed.index].last = out_.text.size();
        --depth_;
        --of_kind_[static_cast<std::size_t>(closed.what->kind)];
    }
    open_.pop_back();
}

void span_writer::write(std::string_view text)
{
    if (text.empty()) return;
    begin_text();
    std::replace_copy(text.begin(), text.end(), std::back_inserter(out_.text), '\r', '\n');
}

void span_writer::begin_text()
{
    // What has text stands before what has none: a block with text made all around it have text.
    auto first = open_.end();
    while (first != open_.begin() && !std::prev(first)->has_text) --first;

    if (first != open_.end() && first->is_block)
    {
        if (!out_.text.empty()) out_.text += first->separator;
    }
    else
        out_.text.append(line_breaks_, '\n');
    line_breaks_ = 0;

    for (; first != open_.end(); ++first)
    {
        first->has_text = true;
        if (auto& what = first->what)
        {
            what->first = out_.text.size();
            first->index = out_.spans.size();
            out_.spans.push_back(*what); // a copy: close() asks for the kind
        }
    }
}

} // namespace multipost
