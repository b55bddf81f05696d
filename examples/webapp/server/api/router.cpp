// SPDX-License-Identifier: BSL-1.0
#include "api/router.hpp"

#include "api/cross_site.hpp"
#include "api/problem.hpp"
#include "api/uuid.hpp"

#include <chrono>
#include <cstddef>
#include <exception>
#include <set>
#include <utility>

namespace webapp {

namespace {

using parameters = std::map<std::string, std::string, std::less<>>;

std::vector<std::string> segments_of(std::string_view path)
{
    std::vector<std::string> segments;
    while (!path.empty())
    {
        path.remove_prefix(1); // the slash in front
        const auto end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool is_parameter(std::string_view segment) noexcept { return segment.starts_with('{') && segment.ends_with('}'); }

std::optional<parameters> matched(const std::vector<std::string>& pattern, const std::vector<std::string>& segments)
{
    if (pattern.size() != segments.size()) return std::nullopt;
    parameters found;
    for (std::size_t i = 0; i < pattern.size(); ++i)
    {
        const std::string_view expected = pattern[i];
        if (is_parameter(expected) && !segments[i].empty())
            found.emplace(expected.substr(1, expected.size() - 2), segments[i]);
        else if (expected != segments[i])
            return std::nullopt;
    }
    return found;
}

void check_provenance(const request& r, std::string_view public_origin)
{
    switch (judge(provenance_of(r), public_origin))
    {
    case provenance_verdict::allowed: return;
    case provenance_verdict::cross_site:
        throw problem(403, "cross_site", "This was refused because it did not come from this server's own pages.");
    case provenance_verdict::not_json:
        throw problem(415, "not_json",
                      r.body.empty() ? "Send X-Requested-With: multipost, or application/json."
                                     : "Send application/json.");
    }
}

void check_access(access needed, const std::optional<identity>& who)
{
    if (!who) throw problem(401, "not_logged_in", "Log in, then do this again.");
    if (needed == access::administrator && who->role == role::user)
        throw problem(403, "administrator_only", "Ask an administrator of this server.");
}

route_class usual_class(std::string_view method) noexcept
{
    return method == "GET" ? route_class::reading : route_class::changing;
}

// The operator, and whoever is root, could end the process as well.
void check_rate(request_rates& rates, route_class of, const request& r, const std::optional<identity>& who)
{
    if (r.over_local_socket) return;
    const auto key = who ? who->user_id : network_of(r.client);
    const auto wait = rates.admit(of, r, key, std::chrono::steady_clock::now());
    if (wait > std::chrono::milliseconds(0)) throw too_many_requests(wait);
}

void check_ids(const parameters& given)
{
    const auto id = given.find("id");
    if (id != given.end() && !is_uuid(id->second)) throw not_found();
}

problem method_not_allowed(const std::set<std::string, std::less<>>& methods)
{
    problem p(405, "method_not_allowed", "");
    std::string allow;
    for (const auto& method : methods) allow += (allow.empty() ? "" : ", ") + method;
    p.headers.emplace_back("Allow", std::move(allow));
    return p;
}

} // namespace

struct router::route
{
    std::string method;
    std::string path;
    std::vector<std::string> pattern;
    access who;
    route_handler handler;
    route_class cost;
};

/// The route of a request, or the methods that its path has.
struct router::match
{
    const route* found = nullptr;
    parameters given;
    std::set<std::string, std::less<>> methods;
};

router::router(authenticator who_is, std::string public_origin, request_observer observer, fault_observer faults)
    : rates_(std::make_unique<request_rates>()),
      who_is_(std::move(who_is)),
      public_origin_(std::move(public_origin)),
      observer_(std::move(observer)),
      faults_(std::move(faults))
{}

router::~router() = default;

void router::add(std::string_view method, std::string_view path, access who, route_handler handler,
                 std::optional<route_class> cost)
{
    route r{std::string(method), std::string(path),
            segments_of(path),   who,
            std::move(handler),  cost.value_or(usual_class(method))};
    routes_.push_back(std::move(r));
}

void router::add_fallback(std::string_view name, route_handler handler)
{
    fallback_ = std::make_unique<const route>(
        route{"GET", std::string(name), {}, access::anybody, std::move(handler), route_class::unbounded});
}

router::match router::find(std::string_view method, std::string_view path) const
{
    match m;
    const auto segments = segments_of(path);
    const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
    auto fewest = segments.size() + 1;
    for (const auto& candidate : routes_)
    {
        auto given = matched(candidate.pattern, segments);
        if (!given || given->size() > fewest) continue;
        if (given->size() < fewest)
        {
            fewest = given->size();
            m = {};
        }
        m.methods.insert(candidate.method);
        if (candidate.method == "GET") m.methods.insert("HEAD");
        if (candidate.method != wanted || m.found != nullptr) continue;
        m.found = &candidate;
        m.given = *std::move(given);
    }
    if (m.methods.empty() && wanted == "GET") m.found = fallback_.get();
    return m;
}

boost::asio::awaitable<response> router::serve(match found, request r, std::optional<identity>& who) const
{
    if (found.found == nullptr && found.methods.empty()) throw not_found();
    if (found.found == nullptr) throw method_not_allowed(found.methods);
    const auto needed = found.found->who;
    if (needed == access::operator_only && !r.over_local_socket) throw not_found();
    check_provenance(r, public_origin_);
    try
    {
        if (needed != access::anybody) who = co_await who_is_(r);
    }
    catch (const problem&)
    {
        check_rate(*rates_, found.found->cost, r, std::nullopt);
        throw;
    }
    check_rate(*rates_, found.found->cost, r, who);
    if (needed != access::anybody) check_access(needed, who);
    check_ids(found.given);

    request_context context;
    context.request = std::move(r);
    context.who = who;
    context.path_parameters = std::move(found.given);
    co_return co_await found.found->handler(std::move(context));
}

boost::asio::awaitable<response> router::answer(request r) const
{
    auto found = find(r.method, r.path);
    const std::string_view route_path = found.found == nullptr ? std::string_view() : found.found->path;
    auto body = std::move(r.body);
    r.body.clear();
    const request seen = r;
    r.body = std::move(body);

    std::optional<identity> who;
    response told;
    try
    {
        told = co_await serve(std::move(found), std::move(r), who);
    }
    catch (const problem& p)
    {
        told = to_response(p, seen);
    }
    catch (const std::exception& e)
    {
        if (faults_) faults_(seen, route_path, e.what());
        told = to_response(internal_problem(), seen);
    }
    if (observer_) observer_(seen, route_path, who, told);
    co_return told;
}

} // namespace webapp
