// SPDX-License-Identifier: BSL-1.0
#include "cli/posts.hpp"

#include "cli/data_folder.hpp"
#include "cli/outbox_reader.hpp"
#include "cli/posts_json.hpp"
#include "cli/posts_report.hpp"
#include "cli/refusal.hpp"
#include "cli/server_socket.hpp"
#include "cli/style.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <iostream>

namespace multipost::cli {

namespace {

constexpr unsigned ok = 200;
constexpr unsigned bad_request = 400;
constexpr unsigned not_found = 404;

refusal no_such_post(const std::string& id)
{
    return {exit_code::failure, "not_found", "There is no post " + id + ". See multipost posts list."};
}

std::string member(const boost::json::value& of, std::string_view name)
{
    const auto* object = of.if_object();
    const auto* found = object == nullptr ? nullptr : object->if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

boost::json::object object_of(const server_answer& answer)
{
    boost::json::error_code no_json;
    auto body = boost::json::parse(answer.body, no_json);
    if (answer.status == ok && body.is_object()) return std::move(body.get_object());
    auto what = "The server answered " + std::to_string(answer.status) + ".";
    if (const auto detail = member(body, "detail"); !detail.empty()) what += " " + detail;
    throw refusal(answer.status == bad_request ? exit_code::usage : exit_code::failure, "server_refused", what);
}

boost::json::object post_without_server(const data_folder& data, const posts_show_command& command,
                                        const global_options& global)
{
    const auto found = find_post(data, command, global);
    if (!found) throw no_such_post(command.id);
    return to_json(*found);
}

// An id goes into a path and is checked before it does.
bool is_id(std::string_view text)
{
    constexpr std::size_t uuid_length = 36;
    return text.size() == uuid_length && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

std::string target_of(const posts_list_command& command)
{
    auto target = "/api/v1/posts?limit=" + std::to_string(command.limit);
    if (command.state) target.append("&state=").append(to_string(*command.state));
    if (!command.channel.empty()) target += "&channel=" + command.channel;
    return target;
}

} // namespace

exit_code run(const posts_list_command& command, const global_options& global)
{
    if (!command.channel.empty() && !is_id(command.channel))
        throw refusal(exit_code::usage, "usage", "--channel takes a channel's id.");
    const auto data = find_data_folder(command.data);
    const auto answer = get_from_server(data.socket, target_of(command));
    const auto posts = answer ? object_of(*answer) : to_json(list_posts(data, command, global));
    if (global.json)
        std::cout << boost::json::serialize(posts) << '\n';
    else
        print_posts(std::cout, posts, style(wants_color(STDOUT_FILENO, global.no_color)));
    return exit_code::success;
}

exit_code run(const posts_show_command& command, const global_options& global)
{
    if (!is_id(command.id)) throw no_such_post(command.id);
    const auto data = find_data_folder(command.data);
    const auto answer = get_from_server(data.socket, "/api/v1/posts/" + command.id);
    if (answer && answer->status == not_found) throw no_such_post(command.id);
    const auto post = answer ? object_of(*answer) : post_without_server(data, command, global);
    if (global.json)
        std::cout << boost::json::serialize(post) << '\n';
    else
        print_post(std::cout, post, style(wants_color(STDOUT_FILENO, global.no_color)));
    return exit_code::success;
}

} // namespace multipost::cli
