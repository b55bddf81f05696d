// SPDX-License-Identifier: BSL-1.0
#include "delivery/request_check.hpp"
#include "plugin/abi_operation.hpp"
#include "plugin/conformance/rules.hpp"

#include <algorithm>
#include <array>

namespace multipost::conformance {

namespace {

using verdict = std::optional<std::string>;

bool ends_with_answer_to(const exchange& played, effect wanted)
{
    const auto* request = played.last_request();
    return request != nullptr && request->effect == wanted;
}

/// The nature of the last answer to a `publishes` request, if the exchange ends with one. What follows from it is not open
/// to interpretation: nothing protects the post from being published twice.
std::optional<nature> last_word_on_publishing(const exchange& played)
{
    if (played.start.kind != operation_kind::deliver || !ends_with_answer_to(played, effect::publishes))
        return std::nullopt;
    return played.last_answer()->what;
}

verdict delivered_after(const exchange& played, std::initializer_list<nature> answers)
{
    const auto what = last_word_on_publishing(played);
    const bool applies = what && std::find(answers.begin(), answers.end(), *what) != answers.end();
    if (applies && played.last_said<done>() != nullptr) return "it reports success";
    return std::nullopt;
}

verdict nothing_is_thrown(const exchange& played, const subject&)
{
    const auto* broken = played.last_said<misbehaviour>();
    if (broken != nullptr && broken->what.ends_with(exception_escaped)) return broken->what;
    // The C++ sugar catches, and says so by this code.
    const auto* failed = played.last_said<failure>();
    if (failed != nullptr && failed->code == misbehaved_code) return "it threw: " + failed->what;
    return std::nullopt;
}

verdict actions_are_well_formed(const exchange& played, const subject&)
{
    const auto* broken = played.last_said<misbehaviour>();
    if (broken == nullptr || broken->what.ends_with(exception_escaped)) return std::nullopt;
    return broken->what;
}

/// What is wrong with the last request, when any origin is permitted or only those that are.
std::string wrong_with_last(const exchange& played, bool any_origin, const subject& of)
{
    const auto* request = played.last_said<http_request>();
    if (request == nullptr) return {};
    auto origins = permitted_origins(of.info().hosts, played.start.settings);
    if (const auto its_own = origin_of(request->url); any_origin && its_own) origins.push_back(*its_own);
    std::vector<std::uint64_t> sizes;
    if (played.start.content)
    {
        for (const auto& attached : played.start.content->attachments) sizes.push_back(attached.bytes->size());
    }
    return std::string(wrong_with(*request, origins, sizes));
}

verdict requests_are_well_formed(const exchange& played, const subject& of)
{
    auto wrong = wrong_with_last(played, true, of);
    if (wrong.empty()) return std::nullopt;
    return "it asks for " + wrong;
}

verdict requests_go_to_permitted_origins(const exchange& played, const subject& of)
{
    if (!wrong_with_last(played, true, of).empty()) return std::nullopt; // another rule's
    auto wrong = wrong_with_last(played, false, of);
    if (wrong.empty()) return std::nullopt;
    return "it asks for " + wrong;
}

verdict checks_publish_nothing(const exchange& played, const subject&)
{
    const auto* request = played.last_said<http_request>();
    if (played.start.kind != operation_kind::check || request == nullptr || request->effect == effect::prepares)
        return std::nullopt;
    return "a check sends a request that publishes";
}

verdict success_needs_an_answer(const exchange& played, const subject&)
{
    const auto* success = played.last_said<done>();
    if (success == nullptr || played.start.kind == operation_kind::check) return std::nullopt;
    const auto answered = std::any_of(played.answers.begin(), played.answers.end(), [](const stock_event* e) {
        return std::holds_alternative<http_response>(e->event);
    });
    if (!answered) return "it reports success without any answer of the network";
    const auto what = last_word_on_publishing(played);
    if (what == nature::lost || what == nature::unsent || what == nature::cancelled)
        return "it reports success although the publishing request got no answer";
    return std::nullopt;
}

verdict server_errors_are_not_success(const exchange& played, const subject&)
{
    return delivered_after(played, {nature::server_error, nature::bare_error});
}

verdict redirects_are_not_success(const exchange& played, const subject&)
{
    return delivered_after(played, {nature::redirect});
}

verdict refusals_are_not_success(const exchange& played, const subject&)
{
    return delivered_after(played, {nature::refusal, nature::rate_limit});
}

verdict empty_answers_name_nothing(const exchange& played, const subject&)
{
    const auto* success = played.last_said<done>();
    if (success == nullptr || last_word_on_publishing(played) != nature::empty || success->proof != proof::id)
        return std::nullopt;
    return "it reports an id that the network cannot have given";
}

/// A network that documents a status alone as success delivers on any body, an empty one included. A connector that looks at
/// the body must not take a hotel's login page for its network.
verdict garbage_is_not_success(const exchange& played, const subject& of)
{
    auto broken = delivered_after(played, {nature::garbage});
    if (!broken) return std::nullopt;
    const auto& all = of.exchanges();
    const bool status_alone = std::any_of(all.begin(), all.end(), [&](const exchange& other) {
        return other.last_said<done>() != nullptr && last_word_on_publishing(other) == nature::empty &&
               other.answers.size() == played.answers.size() &&
               std::get<http_response>(other.last_answer()->event).status == 200;
    });
    return status_alone ? std::nullopt : broken;
}

verdict bare_server_errors_are_unconfirmed(const exchange& played, const subject&)
{
    if (last_word_on_publishing(played) != nature::bare_error) return std::nullopt;
    const auto* failed = played.last_said<failure>();
    if (failed == nullptr || failed->kind == failure_class::unconfirmed) return std::nullopt;
    return "it says \"" + std::string(multipost::to_string(failed->kind)) +
           "\": without a word of the network's nobody knows whether the message was published";
}

verdict lost_answers_are_unconfirmed(const exchange& played, const subject&)
{
    if (last_word_on_publishing(played) != nature::lost || !played.outcome) return std::nullopt;
    const auto* failed = played.last_said<failure>();
    if (failed != nullptr && failed->kind != failure_class::unconfirmed)
        return "it says \"" + std::string(multipost::to_string(failed->kind)) + "\", and nobody can know";
    if (played.outcome->state == delivery_state::unconfirmed && !played.outcome->repeatable) return std::nullopt;
    return "the outcome is \"" + std::string(multipost::to_string(played.outcome->state)) + "\"";
}

verdict unsent_requests_may_be_repeated(const exchange& played, const subject&)
{
    const bool applies = played.answers.size() == 1 && played.last_answer()->what == nature::unsent && played.outcome;
    if (!applies) return std::nullopt;
    const auto kind = std::get<io_failure>(played.last_answer()->event).kind;
    if (kind == io_error::forbidden || played.outcome->repeatable) return std::nullopt;
    return "no byte had left, and the outcome says not to try again";
}

verdict rate_limits_are_honoured(const exchange& played, const subject&)
{
    if (last_word_on_publishing(played) != nature::rate_limit) return std::nullopt;
    if (const auto* failed = played.last_said<failure>())
    {
        if (failed->kind != failure_class::rate_limited)
            return "it says \"" + std::string(multipost::to_string(failed->kind)) + "\"";
        if (!failed->retry_after || *failed->retry_after < stock_retry_after)
            return "it does not pass on how long the network asks to wait (Retry-After: " +
                   std::to_string(stock_retry_after.count()) + ")";
    }
    return std::nullopt;
}

/// Where a secret would be seen. The host masks texts for people: the mask shows that one was there.
verdict secrets_stay_out_of_texts(const exchange& played, const subject& of)
{
    std::vector<std::string_view> texts;
    if (played.actions.empty()) return std::nullopt;
    const auto& said = played.actions.back();
    if (const auto* failed = std::get_if<failure>(&said)) texts = {failed->code, failed->what, failed->advice};
    if (const auto* success = std::get_if<done>(&said)) texts = {success->remote_id, success->permalink};
    if (const auto* state = std::get_if<store_checkpoint>(&said)) texts = {state->state};
    for (const auto text : texts)
    {
        bool seen = text.find("***") != std::string_view::npos;
        for (const auto& setting : of.info().settings)
        {
            const auto found = of.settings().find(setting.name);
            const bool long_secret =
                setting.secret && found != of.settings().end() && found->second.reveal().size() >= 6;
            seen = seen || (long_secret && text.find(found->second.reveal()) != std::string_view::npos);
        }
        if (seen) return "a secret setting stands in what it says";
    }
    return std::nullopt;
}

constexpr std::array rules{
    exchange_rule{"nothing_is_thrown", nothing_is_thrown},
    exchange_rule{"actions_are_well_formed", actions_are_well_formed},
    exchange_rule{"requests_are_well_formed", requests_are_well_formed},
    exchange_rule{"requests_go_to_permitted_origins", requests_go_to_permitted_origins},
    exchange_rule{"checks_publish_nothing", checks_publish_nothing},
    exchange_rule{"success_needs_an_answer", success_needs_an_answer},
    exchange_rule{"server_errors_are_not_success", server_errors_are_not_success},
    exchange_rule{"redirects_are_not_success", redirects_are_not_success},
    exchange_rule{"refusals_are_not_success", refusals_are_not_success},
    exchange_rule{"garbage_is_not_success", garbage_is_not_success},
    exchange_rule{"empty_answers_name_nothing", empty_answers_name_nothing},
    exchange_rule{"bare_server_errors_are_unconfirmed", bare_server_errors_are_unconfirmed},
    exchange_rule{"lost_answers_are_unconfirmed", lost_answers_are_unconfirmed},
    exchange_rule{"unsent_requests_may_be_repeated", unsent_requests_may_be_repeated},
    exchange_rule{"rate_limits_are_honoured", rate_limits_are_honoured},
    exchange_rule{"secrets_stay_out_of_texts", secrets_stay_out_of_texts},
};

} // namespace

std::span<const exchange_rule> exchange_rules() { return rules; }

} // namespace multipost::conformance
