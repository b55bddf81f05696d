// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_HANDLERS_PREVIEW_BLOCKS_HPP
#define WEBAPP_HANDLERS_PREVIEW_BLOCKS_HPP

#include <multipost/text.hpp>

#include <boost/json/array.hpp>

namespace webapp {

/// A text as a page shows it: an array of `PreviewBlock`.
///
/// Is never much longer than the text: what comes after 2,000 blocks and runs is one paragraph, as it stands.
[[nodiscard]] boost::json::array preview_blocks(const multipost::formatted_text& text);

} // namespace webapp

#endif
