// SPDX-License-Identifier: BSL-1.0
#include "delivery/reminder.hpp"

#include "delivery/sentence.hpp"

#include <utility>

namespace multipost {

namespace {

std::string_view reminder_of(exposure left) noexcept
{
    switch (left)
    {
    case exposure::nothing: return {};
    case exposure::parts: return " Parts of it are published already.";
    case exposure::recognised:
    case exposure::doubtful: return " It may be published already.";
    }
    return {};
}

} // namespace

void remind(failure& f, exposure left)
{
    if (left == exposure::nothing || f.kind == failure_class::unconfirmed) return;
    f.kind = failure_class::unconfirmed;
    f.what = as_sentence(std::move(f.what));
    f.what += reminder_of(left);
    if (f.advice.empty()) f.advice = look_first;
}

} // namespace multipost
