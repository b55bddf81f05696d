// SPDX-License-Identifier: BSL-1.0
#include "fault_injector.hpp"

#include "fault.hpp"

namespace sandbox {

namespace {

constexpr std::size_t max_told = 10'000;

response captive_portal()
{
    response r;
    r.content_type = "text/html; charset=utf-8";
    r.body = "<!doctype html><html><head><title>Sign in to the network</title></head>"
             "<body><h1>Welcome to our Wi-Fi</h1><p>Please sign in to continue.</p></body></html>\n";
    return r;
}

response left(response r, wire how)
{
    r.leaves = how;
    return r;
}

std::string address_of(const request& r, const std::string& token)
{
    std::string address;
    for (const auto& segment : r.path)
    {
        address += '/';
        address += segment;
        if (segment == token) break;
    }
    return address;
}

} // namespace

bool fault_injector::first_time(const std::string& address)
{
    if (!told_.insert(address).second) return false;
    told_in_order_.push_back(address);
    if (told_in_order_.size() > max_told)
    {
        told_.erase(told_in_order_.front());
        told_in_order_.pop_front();
    }
    return true;
}

response fault_injector::answer(network& n, const request& r, const std::string& token)
{
    const auto asked = fault_in(token);
    if (!asked) return n.answer(r);
    switch (asked->kind)
    {
    case fault_kind::reset_before: return left(response{}, wire::reset);
    case fault_kind::reset_after: return left(n.answer(r), wire::reset);
    case fault_kind::truncate: return left(n.answer(r), wire::truncated);
    case fault_kind::garbage: return left(n.answer(r), wire::garbage);
    case fault_kind::html: return captive_portal();
    case fault_kind::slow:
    {
        auto slow = n.answer(r);
        slow.after = asked->time;
        return slow;
    }
    case fault_kind::hang: return left(response{}, wire::silence);
    case fault_kind::rate: return first_time(address_of(r, token)) ? n.rate_limited(r, asked->time) : n.answer(r);
    case fault_kind::status: return n.refused(asked->status, asked->word);
    case fault_kind::unknown: break;
    }
    return text_response(400, "multipost-sandbox: there is no fault '" + asked->word +
                                  "'. There are: " + std::string{fault_names()} + ".\n");
}

} // namespace sandbox
