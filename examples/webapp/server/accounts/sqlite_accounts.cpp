// SPDX-License-Identifier: BSL-1.0
#include "accounts/sqlite_accounts.hpp"

#include "accounts/account_migrations.hpp"
#include "accounts/account_problems.hpp"
#include "accounts/password_policy.hpp"
#include "accounts/secret_token.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <future>
#include <stdexcept>

namespace webapp {

namespace {

constexpr std::size_t max_cached_sessions = 4'096;

/// What a restart counts for at most: shorter than a session may be idle, so that a wall clock set wrongly once does not end
/// them all.
std::chrono::milliseconds max_gap(const accounts_options& o) { return o.session_idle / 2; }

std::array<unsigned char, 16> random_key()
{
    std::array<unsigned char, 16> key{};
    randombytes_buf(key.data(), key.size());
    return key;
}

/// What the start of the server needs to know.
struct stored_state
{
    std::optional<session_clock::note> last_note;
    bool has_administrator = false;
};

stored_state read_state(multipost::sqlite_database& database)
{
    stored_state state;
    std::promise<void> read;
    database.post(
        [&](multipost::sqlite_session& s) {
            state.last_note = account_tables::last_note(s);
            state.has_administrator = account_tables::has_administrator(s);
        },
        [&](std::exception_ptr error) {
            if (error)
                read.set_exception(std::move(error));
            else
                read.set_value();
        });
    read.get_future().get();
    return state;
}

} // namespace

multipost::result<opened_accounts> make_accounts(multipost::sqlite_database database, accounts_options options,
                                                 security_log& log)
{
    if (sodium_init() < 0) throw std::runtime_error("libsodium finds no source of randomness");
    try
    {
        if (const auto migrated = database.migrate("accounts", account_migrations()); migrated.has_error())
            return migrated.error();
        const auto state = read_state(database);

        opened_accounts out;
        std::string setup_digest;
        if (!state.has_administrator)
        {
            out.setup_token = new_token(32);
            setup_digest = token_digest(out.setup_token.reveal());
        }
        const session_clock clock(state.last_note, max_gap(options), options.steady_now(), options.wall_now());
        out.service = std::make_unique<sqlite_accounts>(std::move(database), std::move(options), log, clock,
                                                        std::move(setup_digest));
        return out;
    }
    catch (const boost::system::system_error& e)
    {
        return multipost::error{e.code(), e.what()};
    }
}

sqlite_accounts::sqlite_accounts(multipost::sqlite_database database, accounts_options options, security_log& log,
                                 session_clock clock, std::string setup_digest)
    : database_(std::move(database)),
      options_(std::move(options)),
      log_(log),
      clock_(clock),
      setup_digest_(std::move(setup_digest)),
      cache_(std::make_shared<session_cache>(max_cached_sessions)),
      throttle_(options_.throttle, random_key()),
      name_key_(random_key()),
      pool_(options_.hash_threads, options_.max_pending_hashes, too_many_logins)
{}

boost::asio::awaitable<std::string> sqlite_accounts::hash_if_strong(multipost::secret_string password,
                                                                    std::vector<std::string> context)
{
    struct judgement
    {
        std::optional<std::string> weakness;
        std::string hash;
    };
    auto work = [password = std::move(password), context = std::move(context), cost = options_.cost] {
        judgement j;
        j.weakness = password_weakness(password.reveal(), context);
        if (!j.weakness) j.hash = hash_password(password.reveal(), cost);
        return j;
    };
    auto judged = co_await on_pool(std::move(work));
    if (judged.weakness) throw weak_password(*std::move(judged.weakness));
    co_return std::move(judged.hash);
}

boost::asio::awaitable<password_verification> sqlite_accounts::verify(std::string stored,
                                                                      multipost::secret_string password)
{
    auto work = [stored = std::move(stored), password = std::move(password), cost = options_.cost] {
        return verify_password(stored, password.reveal(), cost);
    };
    co_return co_await on_pool(std::move(work));
}

login_throttle::duration sqlite_accounts::admit(login_throttle::login& l, std::string_view user_id)
{
    login_throttle::admission admitted;
    {
        const std::lock_guard lock(throttle_mutex_);
        admitted = throttle_.admit(l, options_.steady_now());
    }
    l.is_counted_for_all = admitted.is_counted_for_all;
    if (admitted.refused_for == login_throttle::duration(0)) return admitted.delay;
    log_.note("rate_limited", {{"what", "login"}, {"user", user_id}, {"client", l.client.to_string()}});
    throw too_many_attempts(admitted.refused_for);
}

boost::asio::awaitable<void> sqlite_accounts::stand_in_line(boost::asio::ip::address client,
                                                            login_throttle::duration delay)
{
    if (delay == login_throttle::duration(0)) co_return;
    // Whatever ends the wait, even that the client has gone, frees the place.
    const auto leave = [this](const boost::asio::ip::address* from) {
        const std::lock_guard lock(throttle_mutex_);
        throttle_.leaves_line(*from);
    };
    const std::unique_ptr<const boost::asio::ip::address, decltype(leave)> place(&client, leave);
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, delay);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

void sqlite_accounts::admit_registration(const boost::asio::ip::address& client)
{
    login_throttle::duration wait{};
    {
        const std::lock_guard lock(throttle_mutex_);
        wait = throttle_.admit_registration(client, options_.steady_now());
    }
    if (wait == login_throttle::duration(0)) return;
    log_.note("rate_limited", {{"what", "registration"}, {"client", client.to_string()}});
    throw too_many_requests(wait);
}

void sqlite_accounts::withdraw(const login_throttle::login& l)
{
    const std::lock_guard lock(throttle_mutex_);
    throttle_.withdrawn(l);
}

void sqlite_accounts::succeed(const login_throttle::login& l)
{
    const std::lock_guard lock(throttle_mutex_);
    throttle_.succeeded(l);
}

std::string sqlite_accounts::name_of_unknown(const std::string& email_key) const
{
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    static_assert(crypto_shorthash_KEYBYTES == std::tuple_size_v<decltype(name_key_)>);
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(email_key.data()), email_key.size(),
                     name_key_.data());
    std::array<char, 2 * crypto_shorthash_BYTES + 1> hexadecimal{};
    sodium_bin2hex(hexadecimal.data(), hexadecimal.size(), hash.data(), hash.size());
    return std::string("unknown-") + hexadecimal.data();
}

session_clock::note sqlite_accounts::note() const
{
    session_clock::note n;
    n.at = now();
    n.wall = options_.wall_now();
    return n;
}

} // namespace webapp
