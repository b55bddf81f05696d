// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_PAGES_DOCUMENT_HPP
#define WEBAPP_PAGES_DOCUMENT_HPP

#include "http/response.hpp"

#include <string_view>
#include <vector>

namespace webapp {

/// The document in which the pages run: the same for each of them, but for a nonce that no two answers share and that lets
/// its own styles in.
class document
{
public:
    /// @param html  lasts as long as the server; each "__CSP_NONCE__" in it stands for the nonce
    explicit document(std::string_view html);

    /// An answer with the document, which nobody may keep.
    [[nodiscard]] response answer(unsigned status) const;

private:
    std::vector<std::string_view> pieces_; ///< what stands before, between and behind the nonces
};

} // namespace webapp

#endif
