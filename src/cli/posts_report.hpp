// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_POSTS_REPORT_HPP
#define MULTIPOST_CLI_POSTS_REPORT_HPP

#include "cli/style.hpp"

#include <boost/json/object.hpp>

#include <ostream>

namespace multipost::cli {

/// Prints a page of posts, one a line: when, state, id, the beginning of the text. When is when it goes out, for what is
/// planned, else when it was accepted. What is missing in the answer is left out.
///
/// @param filtered  the page holds some of the posts only, by their state, channel, text or time
void print_posts(std::ostream& out, const boost::json::object& page, bool filtered, const style& colors);

/// Prints a post with its deliveries and every attempt.
void print_post(std::ostream& out, const boost::json::object& post, const style& colors);

/// Prints when a post goes out: in its zone, by that of this machine where it differs, and what the clocks do then. Nothing
/// for a post that goes out at once.
void print_schedule(std::ostream& out, const boost::json::object& post);

/// Prints a line for each delivery: where it is now, or what happened, why, and what to do.
///
/// @param delivered_too  else only those that are not
void print_outcome(std::ostream& out, const boost::json::object& post, bool delivered_too, const style& colors);

} // namespace multipost::cli

#endif
