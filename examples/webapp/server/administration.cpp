// SPDX-License-Identifier: BSL-1.0
#include "administration.hpp"

#include "application.hpp"
#include "http/local_client.hpp"
#include "operation/printable.hpp"
#include "password_prompt.hpp"
#include "serve.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <iostream>

namespace webapp {

namespace asio = boost::asio;

namespace {

constexpr unsigned first_refusal = 400;
constexpr std::chrono::minutes patience(10); // for thousands of channels whose secrets are stored anew
constexpr std::chrono::seconds patience_of_healthcheck(5);

std::optional<response> ask_server(const configuration& c, const request& r, std::chrono::milliseconds at_most)
{
    try
    {
        return ask_local_server(local_socket_of(c), r, at_most);
    }
    catch (const boost::system::system_error& e)
    {
        throw startup_failure(exit_code::failure, "The server of " + c.data.string() + " does not answer: " +
                                                      e.code().message() + ". Is it another user's?");
    }
}

// The server's own routes without its sockets. What it would log at its start is of no use here.
response answer_without_server(const configuration& c, const request& r)
{
    asio::io_context io(1);
    application a(io, c, log(STDERR_FILENO, log_form::text, multipost::log_level::error));
    auto answered = asio::co_spawn(io, a.answer(r), asio::use_future);
    io.run();
    return answered.get();
}

boost::json::object ask(const configuration& c, std::string path, const boost::json::object& body)
{
    request r;
    r.method = "POST";
    r.path = std::move(path);
    r.headers.emplace_back("content-type", "application/json");
    r.body = boost::json::serialize(body);
    r.over_local_socket = true;
    r.id = "command-line";
    auto told = ask_server(c, r, patience);
    if (!told) told = answer_without_server(c, r);

    boost::json::error_code no_json;
    auto answer = boost::json::parse(told->body, no_json);
    auto members = answer.is_object() ? std::move(answer.get_object()) : boost::json::object();
    if (told->status < first_refusal) return members;
    const auto* detail = members.if_contains("detail");
    throw startup_failure(exit_code::failure, detail != nullptr && detail->is_string()
                                                  ? std::string(detail->get_string())
                                                  : "The server answered " + std::to_string(told->status) + ".");
}

std::string text_of(const boost::json::object& of, std::string_view name)
{
    const auto* found = of.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

} // namespace

void run(const create_administrator_command& command, const configuration& c)
{
    const auto name = command.name.empty() ? command.email.substr(0, command.email.find('@')) : command.name;
    const auto password = ask_for_new_password();
    const auto made = ask(
        c, "/operator/v1/administrators",
        {{"email", as_utf8(command.email)}, {"password", as_utf8(password.reveal())}, {"display_name", as_utf8(name)}});
    std::cout << printable(text_of(made, "email")) << " is an administrator now.\n";
}

void run(const reset_password_command& command, const configuration& c)
{
    const auto password = ask_for_new_password();
    ask(c, "/operator/v1/passwords", {{"email", as_utf8(command.email)}, {"password", as_utf8(password.reveal())}});
    std::cout << printable(command.email) << " has the new password; all sessions have ended.\n";
}

void run(const invite_command& command, const configuration& c)
{
    boost::json::object wanted;
    if (!command.email.empty()) wanted["email"] = as_utf8(command.email);
    const auto made = ask(c, "/operator/v1/invitations", wanted);
    std::cout << printable(text_of(made, "code")) << '\n';
    std::cerr << "Good for one registration, until " << printable(text_of(made, "expires_at")) << ".\n";
}

void run(const rotate_key_command&, const configuration& c)
{
    const auto done = ask(c, "/operator/v1/keys/rotate", {});
    const auto* channels = done.if_contains("channels");
    std::cout << "The secrets of " << (channels == nullptr ? boost::json::value("all") : *channels)
              << " channels are stored under a new key.\nBack it up, apart from the database: "
              << printable(text_of(done, "file")) << '\n';
}

void run(const healthcheck_command&, const configuration& c)
{
    request r;
    r.method = "GET";
    r.path = "/readyz";
    const auto told = ask_server(c, r, patience_of_healthcheck);
    if (!told) throw startup_failure(exit_code::failure, "No server runs on the data folder " + c.data.string() + ".");
    if (told->status >= first_refusal)
        throw startup_failure(exit_code::failure, "The server is not ready: " + told->body);
    std::cout << "The server is ready.\n";
}

} // namespace webapp
