// SPDX-License-Identifier: BSL-1.0
#include "accounts_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <stdlib.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace webapp {

namespace {

template <class T>
std::string text_of(const multipost::result<T>& r)
{
    return r.has_error() ? r.error().what : "";
}

} // namespace

temporary_folder::temporary_folder()
{
    auto pattern = (std::filesystem::temp_directory_path() / "webapp-accounts-XXXXXX").string();
    BOOST_TEST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

temporary_folder::~temporary_folder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void recording_log::note(std::string_view event, const fields& what)
{
    std::string record(event);
    for (const auto& [name, value] : what)
    {
        record += ' ';
        record += name;
        record += '=';
        record += value;
    }
    records.push_back(std::move(record));
}

std::size_t recording_log::count(std::string_view event) const
{
    return static_cast<std::size_t>(std::count_if(
        records.begin(), records.end(), [&](const std::string& r) { return r.substr(0, r.find(' ')) == event; }));
}

accounts_fixture::accounts_fixture()
{
    options.registration = registration_policy::open;
    options.cost = password_cost{1, 8 * 1024};
    options.steady_now = [this] { return steady; };
    options.wall_now = [this] { return wall; };
    start();
}

void accounts_fixture::start()
{
    stop();
    auto opened = multipost::sqlite_database::open(folder.path() / "test.db");
    BOOST_TEST_REQUIRE(opened.has_value(), text_of(opened));
    database = *opened;
    auto made = make_accounts(*database, options, log);
    BOOST_TEST_REQUIRE(made.has_value(), text_of(made));
    service = std::move(made->service);
    setup_token = made->setup_token.reveal();
}

void accounts_fixture::stop()
{
    service.reset();
    database.reset();
}

std::string accounts_fixture::described(const problem& p)
{
    auto told = std::to_string(p.status) + ' ' + p.code;
    for (const auto& e : p.errors) told += ' ' + std::string(e.as_object().at("pointer").as_string());
    return told;
}

new_user accounts_fixture::applicant(std::string_view email, std::string_view password)
{
    new_user u;
    u.email = email;
    u.password = multipost::secret_string(password);
    u.display_name = "Somebody";
    return u;
}

login_attempt accounts_fixture::attempt(std::string_view email, std::string_view password)
{
    login_attempt a;
    a.email = email;
    a.password = multipost::secret_string(password);
    a.user_agent = "Test/1.0";
    a.client = boost::asio::ip::make_address("192.0.2.1");
    return a;
}

identity accounts_fixture::identity_of(const new_session& s)
{
    identity i;
    i.role = s.user.role;
    i.user_id = s.user.id;
    i.email = s.user.email;
    i.display_name = s.user.display_name;
    i.session_id = s.session.id;
    return i;
}

user accounts_fixture::add_user(std::string_view email, std::string_view password)
{
    return run(service->add(applicant(email, password), client));
}

user accounts_fixture::add_administrator(std::string_view email)
{
    auto u = applicant(email);
    u.by_operator_as_administrator = true;
    return run(service->add(std::move(u), client));
}

new_session accounts_fixture::log_in(std::string_view email, std::string_view password)
{
    return run(service->log_in(attempt(email, password)));
}

bool accounts_fixture::is_alive(const new_session& s)
{
    try
    {
        return run(service->find_session(s.token)).has_value();
    }
    catch (const problem& p)
    {
        BOOST_TEST(p.code == "password_changed");
        return false;
    }
}

std::string accounts_fixture::stored_bytes() const
{
    std::string all;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder.path()))
    {
        std::ifstream in(file.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

std::int64_t accounts_fixture::count(std::string_view table)
{
    auto work = [sql = "SELECT count(*) FROM " + std::string(table)](multipost::sqlite_session& s) {
        return s.query(sql).at(0).integer(0);
    };
    return run(database->async_transact(std::move(work), boost::asio::use_awaitable));
}

} // namespace webapp
