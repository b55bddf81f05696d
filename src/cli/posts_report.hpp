// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_POSTS_REPORT_HPP
#define MULTIPOST_CLI_POSTS_REPORT_HPP

#include "cli/style.hpp"

#include <boost/json/object.hpp>

#include <ostream>

namespace multipost::cli {

/// Prints a page of posts, one a line: when, state, id, the beginning of the text. What is missing in the answer is left out.
void print_posts(std::ostream& out, const boost::json::object& page, const style& colors);

/// Prints a post with its deliveries and every attempt.
void print_post(std::ostream& out, const boost::json::object& post, const style& colors);

} // namespace multipost::cli

#endif
