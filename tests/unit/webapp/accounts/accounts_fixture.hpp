// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_TESTS_ACCOUNTS_FIXTURE_HPP
#define WEBAPP_TESTS_ACCOUNTS_FIXTURE_HPP

#include "accounts/make_accounts.hpp"
#include "api/problem.hpp"

#include <multipost/sqlite_database.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace webapp {

/// A folder that goes with its object.
class temporary_folder
{
public:
    temporary_folder();
    ~temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

/// Keeps the records as texts: "login user=... client=...".
class recording_log final : public security_log
{
public:
    void note(std::string_view event, const fields& what) override;

    [[nodiscard]] std::size_t count(std::string_view event) const;
    [[nodiscard]] std::string last() const { return records.empty() ? "" : records.back(); }

    std::vector<std::string> records;
};

/// Accounts on a real database, with clocks that are turned by hand and hashes that cost nearly nothing.
struct accounts_fixture
{
    static constexpr std::string_view good_password = "violet ladder under seven moons";
    static constexpr std::string_view better_password = "quarante deux pingouins bleus";

    accounts_fixture();

    /// Starts the service, or starts it anew on the same database.
    void start();
    void stop();
    void pass(std::chrono::milliseconds time)
    {
        steady += time;
        wall += time;
    }

    template <class T>
    T run(boost::asio::awaitable<T> what)
    {
        auto done = boost::asio::co_spawn(io, std::move(what), boost::asio::use_future);
        io.restart();
        io.run();
        return done.get();
    }

    /// "401 wrong_credentials", with pointers after it; "none" when it is not refused.
    template <class T>
    std::string refusal(boost::asio::awaitable<T> what)
    {
        const auto p = problem_of_run(std::move(what));
        return p ? described(*p) : "none";
    }

    template <class T>
    std::optional<problem> problem_of_run(boost::asio::awaitable<T> what)
    {
        try
        {
            run(std::move(what));
        }
        catch (const problem& p)
        {
            return p;
        }
        return std::nullopt;
    }

    static std::string described(const problem& p);

    static new_user applicant(std::string_view email, std::string_view password = good_password);
    static login_attempt attempt(std::string_view email, std::string_view password = good_password);
    static identity identity_of(const new_session& s);
    user add_user(std::string_view email, std::string_view password = good_password);
    user add_administrator(std::string_view email);
    new_session log_in(std::string_view email, std::string_view password = good_password);
    bool is_alive(const new_session& s);
    /// The bytes of all files of the data folder.
    [[nodiscard]] std::string stored_bytes() const;
    std::int64_t count(std::string_view table);

    const boost::asio::ip::address client = boost::asio::ip::make_address("192.0.2.1");
    temporary_folder folder;
    recording_log log;
    std::chrono::steady_clock::time_point steady{std::chrono::hours(1'000)};
    multipost::wall_time wall{std::chrono::milliseconds(1'795'262'400'000)};
    accounts_options options;
    boost::asio::io_context io;
    std::optional<multipost::sqlite_database> database;
    std::unique_ptr<accounts> service;
    std::string setup_token;
};

} // namespace webapp

#endif
