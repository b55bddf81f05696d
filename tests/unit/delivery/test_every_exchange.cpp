// SPDX-License-Identifier: BSL-1.0
#include "printing.hpp"
#include "scripted_operation.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <sstream>

// Every short exchange there is, judged by what a reader of the network could see.

using namespace multipost;
using namespace multipost::testing;

namespace {

/// What the world did with one publishing request.
struct publishing_request
{
    effect e;
    bool answered = false;
    bool refused = false; ///< certainly not applied
    bool covered = false; ///< answered, and a later checkpoint is durable
};

/// One step of the connector, and what came of it.
struct exchange
{
    operation_action said;
    operation_event came;
    std::string name;
};

std::vector<exchange> all_exchanges()
{
    std::vector<exchange> out;
    for (const auto e : {effect::prepares, effect::publishes, effect::publishes_once})
    {
        const std::string name(to_string(e));
        out.push_back({request_of(e), answer(200), name + " answered"});
        out.push_back({request_of(e), answer(429), name + " 429"});
        out.push_back({request_of(e), lost(), name + " lost"});
        out.push_back({request_of(e), not_sent(), name + " not sent"});
        out.push_back({request_of(e), cancel_wanted{}, name + " cancelled"});
    }
    out.push_back({store_checkpoint{"state"}, stored{}, "checkpoint"});
    out.push_back({sleep_for{}, timer_fired{}, "sleep"});
    out.push_back({sleep_for{}, cancel_wanted{}, "sleep cancelled"});
    return out;
}

std::vector<std::pair<operation_action, std::string>> all_ends()
{
    return {
        {accepted(), "accepted"},
        {named("42"), "named"},
        {fails(failure_class::transient), "transient"},
        {fails(failure_class::message_rejected), "rejected"},
        {fails(failure_class::unconfirmed), "unconfirmed"},
        {misbehaviour{"nonsense"}, "misbehaves"},
    };
}

/// Keeps the books of the world, and checks the outcome against them.
class world
{
public:
    void take(const exchange& x)
    {
        if (const auto* r = std::get_if<http_request>(&x.said))
        {
            last_was_answer_ = false;
            if (r->effect == effect::prepares) return;
            publishing_request p{r->effect};
            if (const auto* a = std::get_if<http_response>(&x.came))
            {
                p.answered = true;
                p.refused = a->status == 429;
                last_was_answer_ = !p.refused;
            }
            else if (const auto* io = std::get_if<io_failure>(&x.came))
                p.refused = !io->request_sent;
            requests_.push_back(p);
            return;
        }
        last_was_answer_ = false;
        if (std::holds_alternative<stored>(x.came))
            for (auto& p : requests_) p.covered = p.answered;
    }

    void check(const operation_action& end, const attempt_outcome& outcome)
    {
        if (outcome.state == delivery_state::delivered)
        {
            BOOST_TEST(std::holds_alternative<done>(end));
            BOOST_TEST(std::any_of(requests_.begin(), requests_.end(),
                                   [](const auto& p) { return p.answered || !p.refused; }));
            return;
        }
        // The connector's word for the very answer it ends with is believed.
        if (const auto* f = std::get_if<failure>(&end); f != nullptr && last_was_answer_)
            requests_.back().refused = f->kind != failure_class::unconfirmed;
        const auto perhaps_applied = [](const auto& p) { return !p.refused; };
        const bool something_to_see = std::any_of(requests_.begin(), requests_.end(), perhaps_applied);
        BOOST_TEST((outcome.state == delivery_state::unconfirmed) == something_to_see);
        BOOST_TEST((outcome.failure.value().kind == failure_class::unconfirmed) == something_to_see);
        if (outcome.repeatable)
            for (const auto& p : requests_) BOOST_TEST((p.refused || p.covered || p.e == effect::publishes_once));
    }

private:
    std::vector<publishing_request> requests_;
    bool last_was_answer_ = false;
};

/// Whether the last publishing request may be applied without anybody knowing.
bool still_doubtful(const operation_event& came, bool before)
{
    if (std::holds_alternative<http_response>(came)) return false;
    const auto* io = std::get_if<io_failure>(&came);
    return before || io == nullptr || io->request_sent;
}

/// Plays the exchanges, as far as the machine goes along with them.
void play_and_check(const std::vector<const exchange*>& exchanges, const operation_action& end)
{
    std::vector<operation_action> script;
    for (const auto* x : exchanges) script.push_back(x->said);
    script.push_back(end);
    delivery_fsm fsm(std::make_unique<scripted_operation>(script), usual_rules());

    world w;
    bool doubtful_request = false;
    operation_action last = script.front();
    auto step = fsm.resume(started{}, wall_time{});
    for (std::size_t i = 0; i != exchanges.size(); ++i)
    {
        if (std::holds_alternative<attempt_outcome>(step)) break;
        if (const auto* r = std::get_if<http_request>(&step); r != nullptr && r->effect == effect::publishes)
            BOOST_TEST(!doubtful_request); // never a second post on top of one that may be there
        const auto& x = *exchanges[i];
        w.take(x);
        if (const auto* r = std::get_if<http_request>(&x.said); r != nullptr && r->effect != effect::prepares)
            doubtful_request = still_doubtful(x.came, doubtful_request);
        last = script[i + 1];
        step = fsm.resume(x.came, wall_time{});
    }
    BOOST_TEST_REQUIRE(std::holds_alternative<attempt_outcome>(step));
    w.check(last, std::get<attempt_outcome>(step));
}

} // namespace

BOOST_AUTO_TEST_SUITE(every_exchange)

BOOST_AUTO_TEST_CASE(of_up_to_three_steps_ends_in_what_a_reader_could_see)
{
    const auto exchanges = all_exchanges();
    const auto ends = all_ends();
    std::vector<const exchange*> chosen;
    std::size_t played = 0;
    const std::function<void()> extend = [&] {
        for (const auto& [end, name] : ends)
        {
            std::ostringstream story;
            for (const auto* x : chosen) story << x->name << ", ";
            BOOST_TEST_CONTEXT(story.str() << name) play_and_check(chosen, end);
            ++played;
        }
        if (chosen.size() == 3) return;
        for (const auto& x : exchanges)
        {
            chosen.push_back(&x);
            extend();
            chosen.pop_back();
        }
    };
    extend();
    BOOST_TEST(played == 6 * (1 + 18 + 18 * 18 + 18 * 18 * 18));
}

BOOST_AUTO_TEST_SUITE_END()
