// SPDX-License-Identifier: BSL-1.0
#include "accounts/password_policy.hpp"

#include <multipost/secret_string.hpp>
#include <multipost/text.hpp>

#include <zxcvbn.h>

#include <memory>

namespace webapp {

namespace {

struct match_deleter
{
    void operator()(ZxcMatch_t* m) const noexcept { ZxcvbnFreeInfo(m); }
};

using match_list = std::unique_ptr<ZxcMatch_t, match_deleter>;

/// The kind of what takes most of the password, leaving apart what is guessed character by character.
int main_weakness(const ZxcMatch_t* matches)
{
    int kind = BRUTE_MATCH;
    int longest = 0;
    for (const auto* m = matches; m != nullptr; m = m->Next)
    {
        const int its_kind = m->Type & ~MULTIPLE_MATCH;
        if (its_kind == BRUTE_MATCH || its_kind == NON_MATCH || m->Length <= longest) continue;
        longest = m->Length;
        kind = (m->Type & MULTIPLE_MATCH) != 0 ? static_cast<int>(REPEATS_MATCH) : its_kind;
    }
    return kind;
}

std::string_view reason(int kind)
{
    switch (kind)
    {
    case DICTIONARY_MATCH: return "It is made of common words or passwords.";
    case DICT_LEET_MATCH: return "Writing a common word with digits and signs in it is a well-known disguise.";
    case USER_MATCH:
    case USER_LEET_MATCH: return "It is made of your name, your address or this server's name.";
    case REPEATS_MATCH: return "It repeats itself.";
    case SEQUENCE_MATCH: return "It is a sequence, such as abcd or 1234.";
    case SPATIAL_MATCH: return "Its characters stand side by side on the keyboard.";
    case DATE_MATCH:
    case YEAR_MATCH: return "Dates and years are easy to guess.";
    default: return "It is too easy to guess.";
    }
}

bool is_separator(char c)
{
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return !alphanumeric && static_cast<unsigned char>(c) < 0x80;
}

/// Adds the runs of letters and digits in a text. Those of one or two characters would forbid too much.
void add_words(std::vector<std::string>& out, std::string_view text)
{
    std::string word;
    const auto end_word = [&] {
        if (word.size() >= 3) out.push_back(word);
        word.clear();
    };
    for (const char c : text)
    {
        if (is_separator(c))
            end_word();
        else
            word += c;
    }
    end_word();
}

} // namespace

std::vector<std::string> password_context(std::string_view email, std::string_view display_name)
{
    std::vector<std::string> out{"multipost", std::string(email), std::string(display_name),
                                 std::string(email.substr(0, email.find('@')))};
    add_words(out, email);
    add_words(out, display_name);
    return out;
}

std::optional<std::string> password_weakness(std::string_view password, std::span<const std::string> context)
{
    const auto characters = multipost::length(password, multipost::length_unit::code_points);
    if (characters < min_password_characters)
        return "It has fewer than " + std::to_string(min_password_characters) +
               " characters. A few uncommon words in a row make a good one.";

    std::vector<const char*> words;
    for (const auto& word : context)
        if (!word.empty()) words.push_back(word.c_str());
    words.push_back(nullptr);

    // The estimate grows with each character: that of the beginning is a lower bound.
    constexpr std::size_t max_bytes = 256;
    const multipost::secret_string judged(password.substr(0, max_bytes));
    ZxcMatch_t* matches = nullptr;
    const double bits = ZxcvbnMatch(judged.reveal().data(), words.data(), &matches);
    const match_list owner(matches);
    if (bits >= min_password_bits) return std::nullopt;
    return std::string(reason(main_weakness(matches))) + " Add another word or two; uncommon words are better.";
}

} // namespace webapp
