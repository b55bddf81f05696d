// SPDX-License-Identifier: BSL-1.0
#include "publisher/prepared_message.hpp"

#include "publisher/message_check.hpp"
#include "text/invisible.hpp"
#include "text/reduce.hpp"

#include <utility>

namespace multipost {

prepared_message prepare(const message& m, const loaded_connector& connector)
{
    prepared_message out;
    out.problem = why_unfit(m);
    if (out.problem) return out;

    const auto& info = connector.info();
    auto reduced = reduce(m.text, info.text.spans);
    out.notices = std::move(reduced.notices);
    if (has_invisible(m.text.text) || has_invisible(m.title))
        out.notices.push_back({"invisible_characters",
                               "The text has characters that its readers do not see, or that change "
                               "the order in which they see others."});
    auto content = std::make_shared<message>();
    content->text = std::move(reduced.text);
    content->title = m.title;
    content->link = m.link;
    content->language = m.language;
    content->attachments = m.attachments;

    auto rendered = connector.render(*content);
    if (rendered.has_error())
    {
        failure f;
        f.kind = failure_class::message_rejected;
        f.code = "bad_message";
        f.what = std::move(rendered.error().what);
        out.problem = std::move(f);
        return out;
    }
    out.rendered = *std::move(rendered);
    out.length = length(out.rendered, info.text.unit);
    out.problem = why_unfit(out.rendered, out.length, *content, info);
    if (!out.problem) out.problem = why_unfit(content->attachments, info);
    out.content = std::move(content);
    return out;
}

} // namespace multipost
