// SPDX-License-Identifier: BSL-1.0
#include "cli/send_report.hpp"

#include "cli/printable.hpp"

#include <boost/json/array.hpp>

namespace multipost::cli {

namespace {

std::string mark(delivery_state state, const style& colors)
{
    if (state == delivery_state::delivered) return colors.good("✓");
    if (state == delivery_state::unconfirmed) return colors.doubtful("?");
    if (state == delivery_state::cancelled) return colors.doubtful("–");
    return colors.bad("✗");
}

std::string whereabouts(const delivery_result& r)
{
    if (!r.permalink.empty()) return printable(r.permalink);
    if (!r.remote_id.empty()) return "id " + printable(r.remote_id);
    return "accepted, the network gives no id";
}

boost::json::object result_json(const delivery_result& r)
{
    return {
        {"channel", r.channel},
        {"connector", r.connector},
        {"state", to_string(r.state)},
        {"proof", to_string(r.proof)},
        {"id", r.remote_id},
        {"permalink", r.permalink},
        {"failure", r.failure ? boost::json::value(to_json(*r.failure)) : boost::json::value(nullptr)},
        {"attempts", r.attempts},
        {"elapsed_ms", r.elapsed.count()},
        {"delivery_id", r.delivery_id},
        {"notices", to_json(r.notices)},
    };
}

} // namespace

std::string explanation(const failure& f)
{
    std::string text = printable(f.what);
    if (!f.advice.empty()) text += " " + printable(f.advice);
    if (!f.remote_words.empty()) text += " Its words: \"" + printable(f.remote_words) + "\".";
    return text;
}

void print_results(std::ostream& out, const std::vector<delivery_result>& results, const global_options& options,
                   const style& colors)
{
    for (const auto& r : results)
    {
        if (options.quiet && r.state == delivery_state::delivered) continue;
        out << mark(r.state, colors) << ' ' << colors.strong(printable(r.channel)) << ": " << to_string(r.state);
        if (r.state == delivery_state::delivered)
            out << ", " << whereabouts(r);
        else if (r.failure)
            out << " (" << to_string(r.failure->kind) << ", " << printable(r.failure->code)
                << "): " << explanation(*r.failure);
        if (r.attempts > 1) out << colors.faint(" [" + std::to_string(r.attempts) + " attempts]");
        out << '\n';
        if (options.verbosity > 0)
            for (const auto& n : r.notices) out << "  " << colors.faint("note: " + printable(n.what)) << '\n';
    }
}

boost::json::object send_json(const std::vector<delivery_result>& results)
{
    boost::json::array deliveries;
    for (const auto& r : results) deliveries.push_back(result_json(r));
    return {{"deliveries", std::move(deliveries)}};
}

boost::json::object to_json(const failure& f)
{
    boost::json::object out{
        {"class", to_string(f.kind)},
        {"code", f.code},
        {"what", f.what},
        {"advice", f.advice},
        {"remote_words", f.remote_words},
        {"retry_after_ms", nullptr},
    };
    if (f.retry_after) out["retry_after_ms"] = f.retry_after->count();
    return out;
}

boost::json::array to_json(const std::vector<notice>& notices)
{
    boost::json::array out;
    for (const auto& n : notices) out.push_back({{"code", n.code}, {"what", n.what}});
    return out;
}

} // namespace multipost::cli
