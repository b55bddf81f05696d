// SPDX-License-Identifier: BSL-1.0
// Asio, its SSL part and Beast, compiled once for the tree.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
