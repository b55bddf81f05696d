// SPDX-License-Identifier: BSL-1.0
#include "api/problem.hpp"

#include "api/problem_title.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace webapp {

namespace {

constexpr std::chrono::seconds store_wait{10};

problem unavailable(std::string detail)
{
    problem p(503, "unavailable", std::move(detail));
    p.headers.emplace_back("Retry-After", std::to_string(store_wait.count()));
    return p;
}

boost::json::object found_at(std::string_view pointer, std::string_view what)
{
    boost::json::object found;
    found["pointer"] = pointer;
    found["what"] = what;
    return found;
}

} // namespace

problem::problem(unsigned with_status, std::string stable_code, std::string in_words)
    : status(with_status),
      code(std::move(stable_code)),
      detail(std::move(in_words))
{}

response to_response(const problem& p, const request& r)
{
    boost::json::object body;
    body["type"] = "urn:multipost:problem:" + p.code;
    body["title"] = title_of(p.code);
    body["status"] = p.status;
    if (!p.detail.empty()) body["detail"] = p.detail;
    body["code"] = p.code;
    body["request_id"] = r.id;
    if (!p.errors.empty()) body["errors"] = p.errors;

    response told;
    told.status = p.status;
    told.headers = p.headers;
    told.headers.emplace_back("Content-Type", "application/problem+json");
    told.headers.emplace_back("Cache-Control", "no-store");
    told.body = boost::json::serialize(body);
    return told;
}

problem bad_value(std::string_view pointer, std::string_view what)
{
    problem p(400, "bad_value", std::string(pointer) + (pointer.ends_with(':') ? " " : ": ") + std::string(what));
    p.errors.push_back(found_at(pointer, what));
    return p;
}

problem not_found() { return problem(404, "not_found", "It does not exist (any more)."); }

problem too_many_requests(std::chrono::milliseconds wait)
{
    const auto seconds = std::max(std::chrono::ceil<std::chrono::seconds>(wait), std::chrono::seconds(1)).count();
    const auto number = std::to_string(seconds);
    problem p(429, "too_many_requests", "Wait " + number + (seconds == 1 ? " second." : " seconds."));
    p.headers.emplace_back("Retry-After", number);
    return p;
}

problem overloaded(std::string_view why)
{
    problem p(503, "overloaded", std::string(why) + " Wait 1 second, then try again.");
    p.headers.emplace_back("Retry-After", "1");
    return p;
}

problem internal_problem()
{
    return problem(500, "internal", "It is not your fault. Quote the request's id to the administrator.");
}

problem problem_of(const multipost::error& e)
{
    using multipost::errc;
    if (e.code.category() != multipost::multipost_category()) return internal_problem();
    switch (static_cast<errc>(e.code.value()))
    {
    // The library words these for the user, and never repeats a secret in them.
    case errc::bad_message:
    case errc::text_too_long: return problem(422, "message_refused", e.what);
    case errc::bad_channel: return problem(422, "bad_channel", e.what);
    case errc::unknown_connector: return problem(422, "unknown_connector", e.what);
    case errc::bad_schedule: return problem(422, "bad_schedule", e.what);
    case errc::time_passed: return problem(422, "time_passed", e.what);
    case errc::limit_reached:
    case errc::daily_limit_reached: return problem(422, "limit_reached", e.what);

    case errc::not_found: return not_found();
    case errc::too_late: return problem(409, "too_late", "It is no longer in a state that allows this.");
    case errc::changed_meanwhile:
        return problem(412, "changed_meanwhile",
                       "Somebody changed this in the meantime. Read it again, then change it.");
    case errc::idempotency_key_reused:
        return problem(422, "idempotency_key_reused",
                       "This Idempotency-Key was used for another message. Send this one with a key of its own.");

    case errc::store_full: return unavailable("The server's disk is full; nothing was changed. Try again later.");
    case errc::store_failed:
    case errc::store_in_use:
        return unavailable("The server cannot use its database at the moment; nothing was changed. Try again later.");

    // How the server is set up, which a client can do nothing about.
    case errc::ok:
    case errc::bad_configuration:
    case errc::plugin_not_found:
    case errc::plugin_path_not_absolute:
    case errc::plugin_not_regular:
    case errc::plugin_outside_folder:
    case errc::plugin_unreadable:
    case errc::plugin_untrusted_owner:
    case errc::plugin_writable_by_others:
    case errc::plugin_not_elf:
    case errc::plugin_truncated:
    case errc::plugin_wrong_machine:
    case errc::plugin_no_entry:
    case errc::plugin_wrong_abi:
    case errc::plugin_not_loadable:
    case errc::plugin_bad_description:
    case errc::plugin_duplicate:
    case errc::plugin_misbehaved:
    case errc::plugin_untrusted_libraries:
    case errc::store_newer_schema:
    case errc::store_constraint:
    case errc::wrong_master_key:
    case errc::bad_master_key: return internal_problem();
    }
    return internal_problem();
}

problem problem_of(const multipost::error& e, std::string_view pointer)
{
    auto p = problem_of(e);
    p.errors.push_back(found_at(pointer, p.detail));
    return p;
}

} // namespace webapp
