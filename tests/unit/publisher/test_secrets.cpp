// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include <boost/test/unit_test.hpp>

#include <mutex>

using namespace multipost;
using namespace multipost::test;

namespace {

constexpr std::string_view secret = "xoxb-very-secret/1234";

/// Everything a user could see of a result.
std::string all_texts(const delivery_result& r)
{
    std::string out = r.delivery_id + r.connector + r.channel + r.remote_id + r.permalink;
    if (r.failure) out += r.failure->code + r.failure->what + r.failure->advice + r.failure->remote_words;
    for (const auto& n : r.notices) out += n.code + n.what;
    return out;
}

std::string all_texts(const channel_preview& p)
{
    std::string out = p.connector + p.channel + p.text + p.seen.text;
    for (const auto& s : p.seen.spans) out += s.href;
    if (p.problem) out += p.problem->code + p.problem->what + p.problem->advice + p.problem->remote_words;
    for (const auto& r : p.requests)
    {
        out += r.url + r.body;
        for (const auto& [name, value] : r.headers) out += name + value;
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(secrets)

BOOST_AUTO_TEST_CASE(no_text_ever_holds_one)
{
    network n([](const std::string& request, int) {
        if (request.find("\"throw\"") != std::string::npos || request.find("\"fine\"") != std::string::npos)
            return http_answer(200, std::string(secret));
        if (request.find("\"lost\"") != std::string::npos) return std::string();
        return http_answer(400, secret);
    });
    std::string seen;
    auto options = options_for(n);
    options.max_attempts = 2;
    options.log = [&](const log_record& r) {
        seen += r.text;
        for (const auto& [name, value] : r.fields) (seen += name) += value;
    };
    publisher p(connectors(), options);
    for (const auto* connector : {"plain", "keyed", "thread", "rotating", "leaky", "unusable", "nobody"})
        for (const auto* said : {"fine", "throw", "throw at once", "refuse", "lost"})
        {
            auto c = n.channel_of(connector, secret);
            c.label = "called " + std::string(connector);
            const auto results = p.publish(text(said), {c});
            seen += all_texts(results[0]);
            seen += all_texts(p.preview(text(said), c));
        }
    const auto leaked = seen.find("very-secret");
    const auto around = leaked == std::string::npos ? std::string() : seen.substr(leaked < 200 ? 0 : leaked - 200, 200);
    BOOST_TEST(around == "");
    BOOST_TEST(seen.find("***") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
