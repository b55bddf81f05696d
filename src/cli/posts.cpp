// SPDX-License-Identifier: BSL-1.0
#include "cli/posts.hpp"

#include "cli/data_folder.hpp"
#include "cli/json_members.hpp"
#include "cli/outbox_client.hpp"
#include "cli/posts_report.hpp"
#include "cli/printable.hpp"
#include "cli/refusal.hpp"
#include "cli/stored_channels.hpp"
#include "cli/style.hpp"

#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <iostream>
#include <string_view>

namespace multipost::cli {

namespace {

refusal no_such_post(const std::string& id)
{
    return {exit_code::failure, "not_found", "There is no post " + printable(id) + ". See multipost posts list."};
}

// An id goes into a path and is checked before it does.
bool is_id(std::string_view text)
{
    constexpr std::size_t uuid_length = 36;
    return text.size() == uuid_length && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

// What is asked of a post, by an id that the user wrote.
template <class Ask>
boost::json::object ask_of_post(const std::string& id, const std::filesystem::path& data, const global_options& global,
                                Ask ask)
{
    if (!is_id(id)) throw no_such_post(id);
    const auto outbox = find_outbox(find_data_folder(data), global);
    try
    {
        return ask(*outbox);
    }
    catch (const refusal& r)
    {
        if (r.code() == "not_found") throw no_such_post(id);
        throw;
    }
}

style colors_of(const global_options& global) { return style(wants_color(STDOUT_FILENO, global.no_color)); }

bool is_filtered(const post_query& query)
{
    return !query.states.empty() || query.channel || !query.text.empty() || query.to_come || query.from;
}

} // namespace

exit_code run(const posts_list_command& command, const global_options& global)
{
    auto query = command.query;
    const auto outbox = find_outbox(find_data_folder(command.data), global);
    if (!command.channel.empty())
        query.channel = std::string(text(find_channel(outbox->list_channels(), command.channel), "id"));
    const auto page = outbox->list_posts(query);
    if (global.json)
        std::cout << boost::json::serialize(page) << '\n';
    else
        print_posts(std::cout, page, is_filtered(query), colors_of(global));
    return exit_code::success;
}

exit_code run(const posts_show_command& command, const global_options& global)
{
    const auto post = ask_of_post(command.id, command.data, global,
                                  [&](outbox_client& outbox) { return outbox.find_post(command.id); });
    if (global.json)
        std::cout << boost::json::serialize(post) << '\n';
    else
        print_post(std::cout, post, colors_of(global));
    return exit_code::success;
}

} // namespace multipost::cli
