// SPDX-License-Identifier: BSL-1.0
/// @file
/// Names the hosts that may be reached although they are private or speak plain http.
#ifndef MULTIPOST_ALLOW_LIST_HPP
#define MULTIPOST_ALLOW_LIST_HPP

#include <multipost/error.hpp>
#include <multipost/export.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace multipost {

/// Exceptions from the egress policy, which otherwise refuses plain http and every address that is not public.
///
/// An entry is `host:port` (a name or an address; it allows that very destination as the user writes it, whatever it resolves
/// to, over http or https) or a CIDR block ("10.1.0.0/16", "fd00::/8"; it allows those addresses on any port).
class MULTIPOST_EXPORT allow_list
{
public:
    /// Allows nothing.
    allow_list() = default;

    /// Reads comma-separated entries, as in MULTIPOST_ALLOW_HOSTS; spaces around entries are ignored.
    ///
    /// @par Errors
    /// @li errc::bad_configuration  the text names the entry that is wrong and what it should look like
    [[nodiscard]] static result<allow_list> parse(std::string_view entries);

    /// Adds what another list allows.
    void merge(const allow_list& other);

    /// Whether the list names this destination as written. @param host  lower case, IPv6 without brackets
    [[nodiscard]] bool names(std::string_view host, std::uint16_t port) const noexcept;

    /// Whether a CIDR block of the list holds this address. @param address  16 bytes, IPv4 as ::ffff:a.b.c.d
    [[nodiscard]] bool holds(const std::array<std::uint8_t, 16>& address) const noexcept;

    [[nodiscard]] bool empty() const noexcept { return destinations_.empty() && blocks_.empty(); }

private:
    struct destination
    {
        std::string host;
        std::uint16_t port;
    };
    struct block
    {
        std::array<std::uint8_t, 16> address;
        unsigned prefix_bits;
    };
    std::vector<destination> destinations_;
    std::vector<block> blocks_;
};

} // namespace multipost

#endif
