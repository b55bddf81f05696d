// SPDX-License-Identifier: BSL-1.0
/// @file
/// Hides secrets in texts that are shown: previews, dry runs, errors, logs.
#ifndef MULTIPOST_MODEL_SECRET_MASK_HPP
#define MULTIPOST_MODEL_SECRET_MASK_HPP

#include <multipost/secret_string.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// Half-open range of bytes that hold a secret.
struct secret_range
{
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Replaces every known secret, and the forms it takes in a request (percent-encoded, base64, JSON-escaped), by "***".
///
/// Any mixture of escaped and plain characters is found, and base64 of a longer text that holds the secret too, as in Basic
/// credentials. A secret that is itself percent-encoded is also found decoded.
///
/// A secret shorter than 6 bytes is only masked where it stands alone, between characters that are no letter or digit, or
/// every word would be hit.
class secret_mask
{
public:
    secret_mask() = default;

    void add(const secret_string& secret);

    /// Also hides pieces of it when it is a URL: a server repeats a part of one more often than the whole.
    void add_setting(const secret_string& value);

    /// Hides the pieces of a URL's user information, path and query that are long enough to be no usual word.
    void add_pieces_of_url(std::string_view url, std::size_t least_bytes);

    /// What stands in place of a secret.
    static constexpr std::string_view shown = "***";

    [[nodiscard]] std::string operator()(std::string_view text) const;

    /// What operator() replaces: in order, none touching another's bytes.
    [[nodiscard]] std::vector<secret_range> find(std::string_view text) const;

private:
    /// What to look for, in the text and in the text with its escapes undone.
    struct form
    {
        secret_string text;
        bool stands_alone = false; ///< hit only between characters that are no letter or digit
        // Whether the base64 character before and after it holds bits of the secret, too.
        bool shares_before = false;
        bool shares_after = false;

        friend bool operator==(const form&, const form&) = default;
    };

    void add_spelling(const secret_string& secret);
    void add_form(form f);

    std::vector<form> forms_;
};

} // namespace multipost

#endif
