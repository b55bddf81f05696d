// SPDX-License-Identifier: BSL-1.0
/// @file
/// Describes work that a publisher calls off when it goes.
#ifndef MULTIPOST_PUBLISHER_UNDER_WAY_HPP
#define MULTIPOST_PUBLISHER_UNDER_WAY_HPP

namespace multipost {

/// Work that uses a publisher's connections.
class under_way
{
public:
    /// Calls it off: it ends soon, at the next safe point. From any thread; again: does nothing.
    virtual void cancel() = 0;

protected:
    ~under_way() = default;
};

} // namespace multipost

#endif
