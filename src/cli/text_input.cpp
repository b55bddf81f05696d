// SPDX-License-Identifier: BSL-1.0
#include "cli/text_input.hpp"

#include "cli/read_all.hpp"
#include "cli/refusal.hpp"

#include <fstream>

namespace multipost::cli {

namespace {

refusal bad_text(const std::string& what) { return {exit_code::usage, "bad_message", what}; }

std::string read_stream(std::istream& in, const std::string& name)
{
    auto text = read_all(in, name, exit_code::usage, "bad_message");
    // The line break that ends the last line is the file's, not the message's.
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

} // namespace

std::string read_text(const message_options& options, std::istream& standard_input)
{
    if (options.text && !options.file.empty())
        throw refusal(exit_code::usage, "usage", "The text is given twice: as an argument and with -f.");
    if (options.text == "-" || options.file == "-") return read_stream(standard_input, "Standard input");
    if (options.text) return *options.text;
    if (options.file.empty())
        throw refusal(exit_code::usage, "usage",
                      "There is no text: write it as the last argument, or - to read standard input, or -f FILE.");
    std::ifstream in(options.file, std::ios::binary);
    if (!in) throw bad_text(options.file + " cannot be opened.");
    return read_stream(in, options.file);
}

message parse_text(const std::string& text, bool plain)
{
    auto parsed = plain ? plain_text(text) : parse_markdown(text);
    if (!parsed) throw bad_text("The text cannot be sent: " + parsed.error().what);
    message m;
    m.text = std::move(*parsed);
    if (blank(m.text.text)) throw bad_text("The text is empty, and networks refuse an empty message.");
    return m;
}

message read_message(const message_options& options, std::istream& standard_input)
{
    return parse_text(read_text(options, standard_input), options.plain_text);
}

} // namespace multipost::cli
