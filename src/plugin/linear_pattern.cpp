// SPDX-License-Identifier: BSL-1.0
#include "plugin/linear_pattern.hpp"

#include <re2/re2.h>

#include <cstddef>
#include <utility>

namespace multipost {

namespace {

constexpr std::size_t max_bytes = 1000;
// Time and memory grow with it: ".{900}" is a short pattern and a long program. ".{1,255}" has 2,300 of them.
constexpr int max_instructions = 5000;

re2::RE2::Options options()
{
    re2::RE2::Options o(re2::RE2::Quiet);
    o.set_encoding(re2::RE2::Options::EncodingUTF8);
    o.set_max_mem(1 << 20);
    o.set_dot_nl(false);
    return o;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

} // namespace

linear_pattern::linear_pattern(std::string_view pattern)
{
    if (pattern.size() > max_bytes)
    {
        fault_ = "is longer than 1,000 bytes";
        return;
    }
    auto compiled = std::make_unique<const re2::RE2>(piece(pattern), options());
    if (!compiled->ok())
        fault_ = "is no pattern that can be matched in linear time: " + compiled->error();
    else if (compiled->ProgramSize() > max_instructions)
        fault_ = "takes too much to match";
    else
        compiled_ = std::move(compiled);
}

linear_pattern::~linear_pattern() = default;

bool linear_pattern::is_in(std::string_view text) const
{
    return compiled_ != nullptr && re2::RE2::PartialMatch(piece(text), *compiled_);
}

} // namespace multipost
