// SPDX-License-Identifier: BSL-1.0
#include "discord_mentions.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include <algorithm>

namespace sandbox {

namespace {

namespace json = boost::json;

bool lists(const json::object& allowed, std::string_view member, std::string_view item)
{
    const auto* list = allowed.if_contains(json::string_view{member.data(), member.size()});
    const auto* array = list ? list->if_array() : nullptr;
    return array && std::any_of(array->begin(), array->end(), [&](const json::value& v) {
               return v.is_string() && std::string_view{v.get_string().data(), v.get_string().size()} == item;
           });
}

class permissions
{
public:
    explicit permissions(const json::value* allowed_mentions)
        : allowed_{allowed_mentions ? allowed_mentions->if_object() : nullptr}
    {}

    bool everyone() const { return allowed_ && lists(*allowed_, "parse", "everyone"); }

    bool user(std::string_view id) const
    {
        return !allowed_ || lists(*allowed_, "parse", "users") || lists(*allowed_, "users", id);
    }

    bool role(std::string_view id) const
    {
        return allowed_ && (lists(*allowed_, "parse", "roles") || lists(*allowed_, "roles", id));
    }

private:
    const json::object* allowed_;
};

void add(std::vector<std::string>& notified, std::string name)
{
    if (std::find(notified.begin(), notified.end(), name) == notified.end()) notified.push_back(std::move(name));
}

bool is_id(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// `inside` is what stands between <@ and >.
void read_reference(std::string_view inside, const permissions& allowed, std::vector<std::string>& notified)
{
    const bool role = inside.starts_with('&');
    if (role || inside.starts_with('!')) inside.remove_prefix(1);
    if (!is_id(inside) || !(role ? allowed.role(inside) : allowed.user(inside))) return;
    add(notified, (role ? "role:" : "user:") + std::string{inside});
}

} // namespace

std::vector<std::string> discord_notified(std::string_view content, const json::value* allowed_mentions)
{
    const permissions allowed{allowed_mentions};
    std::vector<std::string> notified;
    for (auto at = content.find('@'); at != std::string_view::npos; at = content.find('@', at + 1))
    {
        const auto rest = content.substr(at + 1);
        if (allowed.everyone() && rest.starts_with("everyone"))
            add(notified, "everyone");
        else if (allowed.everyone() && rest.starts_with("here"))
            add(notified, "here");
        else if (at > 0 && content[at - 1] == '<')
            if (const auto close = rest.find_first_of("<>"); close != std::string_view::npos && rest[close] == '>')
                read_reference(rest.substr(0, close), allowed, notified);
    }
    return notified;
}

} // namespace sandbox
