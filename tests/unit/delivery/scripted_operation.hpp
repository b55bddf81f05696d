// SPDX-License-Identifier: BSL-1.0
/// @file
/// An operation that plays a script, and short names for what scripts are made of.
#ifndef MULTIPOST_TESTS_DELIVERY_SCRIPTED_OPERATION_HPP
#define MULTIPOST_TESTS_DELIVERY_SCRIPTED_OPERATION_HPP

#include "delivery/delivery_fsm.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace multipost::testing {

/// Says the actions of a script one after the other, whatever happens.
class scripted_operation final : public operation
{
public:
    explicit scripted_operation(std::vector<operation_action> script) : script_(std::move(script)) {}

    operation_action step(const operation_event&, wall_time) override
    {
        BOOST_TEST_REQUIRE(next_ < script_.size());
        return script_[next_++];
    }

private:
    std::vector<operation_action> script_;
    std::size_t next_ = 0;
};

inline http_request request_of(effect e)
{
    http_request r;
    r.effect = e;
    r.method = "POST";
    r.url = "https://hooks.example.com/services/x";
    return r;
}
inline http_request prepares() { return request_of(effect::prepares); }
inline http_request publishes() { return request_of(effect::publishes); }
inline http_request publishes_once() { return request_of(effect::publishes_once); }

inline http_response answer(unsigned status)
{
    http_response r;
    r.status = status;
    return r;
}

inline io_failure lost(io_error kind = io_error::timeout)
{
    return io_failure{kind, true, "timeout", "The network did not answer in time.", "Try again later."};
}

inline io_failure not_sent(io_error kind = io_error::connect)
{
    return io_failure{kind, false, "connection_refused", "Nobody listens there.", "Check the address."};
}

inline done accepted() { return done{}; }

inline done named(std::string id)
{
    done d;
    d.proof = proof::id;
    d.remote_id = std::move(id);
    return d;
}

inline failure fails(failure_class kind, std::string code = "refused")
{
    failure f;
    f.kind = kind;
    f.code = std::move(code);
    f.what = "The connector's words.";
    return f;
}

inline attempt_rules usual_rules()
{
    attempt_rules rules;
    rules.origins = {permitted_origin{"https", "hooks.example.com", 443}};
    return rules;
}

/// Plays a script: the connector says `script`, the world answers each step with the next of `events`.
inline attempt_outcome play(std::vector<operation_action> script, std::vector<operation_event> events,
                            attempt_rules rules = usual_rules())
{
    delivery_fsm fsm(std::make_unique<scripted_operation>(std::move(script)), std::move(rules));
    auto step = fsm.resume(started{}, wall_time{});
    for (auto& event : events)
    {
        BOOST_TEST_REQUIRE(!std::holds_alternative<attempt_outcome>(step));
        step = fsm.resume(std::move(event), wall_time{});
    }
    BOOST_TEST_REQUIRE(std::holds_alternative<attempt_outcome>(step));
    return std::get<attempt_outcome>(std::move(step));
}

} // namespace multipost::testing

#endif
