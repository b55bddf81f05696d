// SPDX-License-Identifier: BSL-1.0
#include "publisher/masked_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace multipost {

namespace {

/// Where a place of the text is once its secrets are masked. What is in a secret goes behind its mask: places keep their order.
class moved_place
{
public:
    explicit moved_place(const std::vector<secret_range>& secrets) : secrets_(secrets)
    {
        std::size_t removed = 0;
        std::size_t added = 0;
        for (const auto& s : secrets)
        {
            removed += s.last - s.first;
            added += secret_mask::shown.size();
            ends_.push_back(s.last - removed + added);
        }
    }

    std::size_t operator()(std::size_t at) const
    {
        const auto begun_before = [](const secret_range& s, std::size_t place) { return s.first < place; };
        const auto next = std::lower_bound(secrets_.begin(), secrets_.end(), at, begun_before);
        if (next == secrets_.begin()) return at;
        const auto last = std::prev(next);
        const auto end = ends_[static_cast<std::size_t>(last - secrets_.begin())];
        return end + (at > last->last ? at - last->last : 0);
    }

private:
    const std::vector<secret_range>& secrets_;
    std::vector<std::size_t> ends_; ///< of their masks
};

} // namespace

formatted_text masked(const formatted_text& text, const secret_mask& mask)
{
    const auto secrets = mask.find(text.text);
    const moved_place moved(secrets);
    formatted_text out;
    out.text = mask(text.text);
    for (auto s : text.spans)
    {
        s.first = moved(s.first);
        s.last = moved(s.last);
        if (s.first == s.last) continue;
        if (!s.href.empty()) s.href = mask(s.href);
        out.spans.push_back(std::move(s));
    }
    return out;
}

} // namespace multipost
