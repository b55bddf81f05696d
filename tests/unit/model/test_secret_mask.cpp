// SPDX-License-Identifier: BSL-1.0
#include "model/secret_mask.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <random>

using namespace multipost;
using namespace std::string_view_literals;

namespace {

secret_mask mask_of(std::initializer_list<std::string_view> secrets)
{
    secret_mask out;
    for (const auto secret : secrets) out.add(secret_string(secret));
    return out;
}

std::string base64(std::string_view bytes)
{
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                    static_cast<int>(bytes.size()));
    out.pop_back();
    return out;
}

std::string url_safe_base64(std::string_view bytes)
{
    auto out = base64(bytes);
    std::replace(out.begin(), out.end(), '+', '-');
    std::replace(out.begin(), out.end(), '/', '_');
    out.erase(out.find_last_not_of('=') + 1);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(secret_mask_rules)

BOOST_AUTO_TEST_CASE(without_secrets_every_text_stays)
{
    BOOST_TEST(secret_mask()("a %41 \\u0041 ***") == "a %41 \\u0041 ***");
    BOOST_TEST(mask_of({""})("abc") == "abc");
    BOOST_TEST(mask_of({"secret"})("") == "");
    BOOST_TEST(mask_of({"secret"})("nothing here, %41 \\u0041") == "nothing here, %41 \\u0041");
}

BOOST_AUTO_TEST_CASE(a_secret_is_masked_wherever_it_stands)
{
    const auto mask = mask_of({"s3cr3t-token"});
    BOOST_TEST(mask("s3cr3t-token") == "***");
    BOOST_TEST(mask("xs3cr3t-tokenx s3cr3t-token") == "x***x ***");
    BOOST_TEST(mask("https://x.org/s3cr3t-token?a=b") == "https://x.org/***?a=b");
    BOOST_TEST(mask("s3cr3t-toke s3cr3t") == "s3cr3t-toke s3cr3t");
}

BOOST_AUTO_TEST_CASE(secrets_that_overlap_are_masked_as_one)
{
    BOOST_TEST(mask_of({"abcdef", "defghi"})("-abcdefghi-") == "-***-");
    BOOST_TEST(mask_of({"abcdef", "abcdefghi"})("-abcdefghi-") == "-***-");
    BOOST_TEST(mask_of({"aaaaaa"})("aaaaaaaaa") == "***");
}

BOOST_AUTO_TEST_CASE(escaped_forms_are_masked)
{
    struct
    {
        const char* what;
        std::string_view secret;
        std::string_view text;
        std::string_view says;
    } const table[] = {
        {"percent, capitals", "a/b+c=d e", "x=a%2Fb%2Bc%3Dd%20e&", "x=***&"},
        {"percent, small letters", "a/b+c=d e", "x=a%2fb%2bc%3dd%20e&", "x=***&"},
        {"percent, both", "a/b+c=d e", "x=a%2fb%2Bc%3Dd%20e&", "x=***&"},
        {"percent, some only", "a/b+c=d e", "x=a/b+c=d%20e&", "x=***&"},
        {"percent, all of them", "abcdef", "%61%62%63%64%65%66%67", "***%67"},
        {"a form's spaces", "a/b+c=d e", "x=a%2Fb%2Bc%3Dd+e&", "x=***&"},
        {"a percent sign", "100%2541", "100%252541 100%2541", "*** ***"},
        {"beyond ASCII, percent", "pässwörd", "p%C3%A4ssw%c3%b6rd", "***"},
        {"JSON quotes", R"(a"b\c/d)", R"({"x":"a\"b\\c/d"})", R"({"x":"***"})"},
        {"JSON with escaped slashes", R"(a"b\c/d)", R"({"x":"a\"b\\c\/d"})", R"({"x":"***"})"},
        {"JSON with code points", "pässwörd", R"("p\u00e4ssw\u00F6rd")", R"("***")"},
        {"JSON with a surrogate pair", "emoji😀", R"("emoji\ud83d\uDE00")", R"("***")"},
        {"JSON line ends", "line\nbreak\t!", R"("line\nbreak\t!")", R"("***")"},
        {"JSON control characters", "bell\x07ring", R"("bell\u0007ring")", R"("***")"},
        {"JSON within JSON", R"(quo"ted)", R"({"body":"{\"x\":\"quo\\\"ted\"}"})", R"({"body":"{\"x\":\"***\"}"})"},
        {"a URL within JSON", "a/b+c=d", R"("https:\/\/x.org\/a%2Fb%2Bc%3Dd")", R"("https:\/\/x.org\/***")"},
        {"broken escapes", "secret", R"(secret% %2 %zz \ \u \u12 \ud83d \q secret\)",
         R"(***% %2 %zz \ \u \u12 \ud83d \q ***\)"},
    };
    for (const auto& row : table) BOOST_TEST_CONTEXT(row.what)
        {
            BOOST_TEST(mask_of({row.secret})(row.text) == row.says);
        }
}

BOOST_AUTO_TEST_CASE(base64_of_a_secret_is_masked_with_and_without_padding)
{
    for (const auto secret : {"secret"sv, "secret1"sv, "secret12"sv, "~~~?>~?>>"sv}) BOOST_TEST_CONTEXT(secret)
        {
            const auto mask = mask_of({secret});
            BOOST_TEST(mask("Bearer " + base64(secret) + "\n") == "Bearer ***\n");
            BOOST_TEST(mask("Bearer " + url_safe_base64(secret) + "\n") == "Bearer ***\n");
        }
    BOOST_TEST(mask_of({"~~~?>~?>>"})("fn5%2BPz5%2BPz4%2b fn5-Pz5-Pz4-") == "*** ***");
}

BOOST_AUTO_TEST_CASE(base64_of_a_text_that_holds_a_secret_shows_nothing_of_it)
{
    for (const auto secret : {"s3cr3t"sv, "s3cr3t-"sv, "s3cr3t-t"sv, "~~~?>~?>>"sv})
        for (const auto* before : {"", "u", "us", "user:"})
            for (const auto* after : {"", "r", "re", ":rest"})
                for (auto* const encode : {&base64, &url_safe_base64}) BOOST_TEST_CONTEXT(before << secret << after)
                    {
                        const auto whole = encode(std::string(before).append(secret) + after);
                        // What holds no bit of the secret; padding only stays behind a neighbour's bits.
                        const auto left = std::string_view(before).size() * 8 / 6;
                        const auto right = ((std::string_view(before).size() + secret.size()) * 8 + 5) / 6;
                        const bool is_alone = left == 0 && *after == 0;
                        const auto kept = is_alone ? std::string() : whole.substr(right);
                        BOOST_TEST(mask_of({secret})(whole + "\n") == whole.substr(0, left) + "***" + kept + "\n");
                    }
    BOOST_TEST(mask_of({"s3cr3t"})("Basic " + base64("user:s3cr3t")) == "Basic dXNlcj***=");
}

BOOST_AUTO_TEST_CASE(a_secret_that_is_written_encoded_is_masked_decoded_too)
{
    const auto mask = mask_of({"abcPLANTED%2Dsecret+word"});
    BOOST_TEST(mask("unknown token abcPLANTED-secret+word") == "unknown token ***");
    BOOST_TEST(mask("unknown token abcPLANTED-secret word") == "unknown token ***");
    BOOST_TEST(mask("unknown token abcPLANTED%2dsecret%2Bword") == "unknown token ***");
    BOOST_TEST(mask("abcPLANTED%2Dsecret+word abcPLANTED%252Dsecret%2Bword") == "*** ***");
    BOOST_TEST(mask("Bearer " + base64("abcPLANTED-secret+word")) == "Bearer ***");
}

BOOST_AUTO_TEST_CASE(a_setting_that_is_a_url_is_masked_in_pieces_too)
{
    secret_mask mask;
    mask.add_setting(secret_string("https://annabella:pass%2Dword@host.example/in/path-token?key=query-token#end"));
    BOOST_TEST(mask("at https://annabella:pass%2Dword@host.example/in/path-token?key=query-token#end") == "at ***");
    BOOST_TEST(mask("/in/path-token?key=query-token") == "/in/***?key=***");
    BOOST_TEST(mask("annabella, pass-word at host.example") == "***, *** at host.example");

    secret_mask plain;
    plain.add_setting(secret_string("not/a-long-url"));
    BOOST_TEST(plain("not/a-long-url a-long-url") == "*** a-long-url");
}

BOOST_AUTO_TEST_CASE(pieces_of_a_url_are_masked_from_the_length_asked_for)
{
    secret_mask mask;
    mask.add_pieces_of_url("https://host.example/webhooks/0123456789abcdef?wait=0123456789abcde", 16);
    BOOST_TEST(mask("webhooks 0123456789abcdef 0123456789abcde host.example") ==
               "webhooks *** 0123456789abcde host.example");
}

BOOST_AUTO_TEST_CASE(a_short_secret_is_masked_where_it_stands_alone)
{
    const auto mask = mask_of({"abc", "7"});
    BOOST_TEST(mask("abc") == "***");
    BOOST_TEST(mask("x=abc&y=7") == "x=***&y=***");
    BOOST_TEST(mask("abcd xabc 77 a7") == "abcd xabc 77 a7");
    BOOST_TEST(mask("«abc»") == "«***»");
    BOOST_TEST(mask("%20abc%20 \"abc\\n\"") == "%20***%20 \"***\\n\"");
    BOOST_TEST(mask("Bearer YWJj") == "Bearer ***");
    BOOST_TEST(mask_of({"abcde"})("abcdef abcde") == "abcdef ***");
    BOOST_TEST(mask_of({"abcdef"})("abcdefg abcdef") == "***g ***");
}

BOOST_AUTO_TEST_CASE(a_body_of_a_megabyte_is_masked_everywhere)
{
    secret_mask mask;
    for (int i = 0; i != 10; ++i) mask.add(secret_string("secret-" + std::to_string(i) + "/token"));
    std::string body;
    std::mt19937 random(1);
    int written = 0;
    while (body.size() < 1'000'000)
    {
        const auto number = std::to_string(random() % 10);
        body += "{\"text\":\"%20\\u0041 and + some more words\",\"token\":";
        switch (written++ % 3)
        {
        case 0: body += "\"secret-" + number + "\\/token\""; break;
        case 1: body += "\"secret-" + number + "%2Ftoken\""; break;
        default: body += "\"" + base64("secret-" + number + "/token") + "\"";
        }
        body += "}\n";
    }
    const auto shown = mask(body);
    BOOST_TEST(shown.find("secret") == shown.npos);
    int masked = 0;
    for (auto at = shown.find("\"***\""); at != shown.npos; at = shown.find("\"***\"", at + 1)) ++masked;
    BOOST_TEST(masked == written);
}

BOOST_AUTO_TEST_SUITE_END()
