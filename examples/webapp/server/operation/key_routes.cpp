// SPDX-License-Identifier: BSL-1.0
#include "operation/key_routes.hpp"

#include "api/json_response.hpp"
#include "api/problem.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <memory>

namespace webapp {

namespace asio = boost::asio;

namespace {

constexpr unsigned ok = 200;
constexpr unsigned conflict = 409;
constexpr unsigned failed = 500;

// The operator may read where the files are and what the system says about them.
template <class T>
T value_for_operator(multipost::result<T> r)
{
    if (!r) throw problem(failed, "key_not_rotated", r.error().what);
    if constexpr (!std::is_void_v<T>) return *std::move(r);
}

class rotation
{
public:
    rotation(multipost::outbox outbox, master_key_file file, security_log& security)
        : outbox_(std::move(outbox)),
          file_(std::move(file)),
          security_(security)
    {}

    asio::awaitable<response> run()
    {
        if (under_way_) throw problem(conflict, "too_late", "The key is being changed already.");
        const under_way mark(under_way_);
        auto next = value_for_operator(file_.next());
        const auto channels =
            value_for_operator(co_await outbox_.async_rotate_key(std::move(next), asio::use_awaitable));
        value_for_operator(file_.promote_next());
        security_.note("key_rotated", {{"file", file_.path().native()}});
        boost::json::object body{{"channels", channels}, {"file", file_.path().native()}};
        co_return json_response(ok, body);
    }

private:
    struct under_way
    {
        explicit under_way(bool& mark) noexcept : mark_(mark) { mark_ = true; }
        ~under_way() { mark_ = false; }
        under_way(const under_way&) = delete;
        under_way& operator=(const under_way&) = delete;
        bool& mark_;
    };

    multipost::outbox outbox_;
    master_key_file file_;
    security_log& security_;
    bool under_way_ = false;
};

asio::awaitable<response> rotate(std::shared_ptr<rotation> one) { co_return co_await one->run(); }

} // namespace

void add_key_routes(router& to, multipost::outbox outbox, const master_key_file& file, security_log& security)
{
    const auto one = std::make_shared<rotation>(std::move(outbox), file, security);
    to.add("POST", "/operator/v1/keys/rotate", access::operator_only,
           [one](const request_context&) { return rotate(one); });
}

} // namespace webapp
