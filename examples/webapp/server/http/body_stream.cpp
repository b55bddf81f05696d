// SPDX-License-Identifier: BSL-1.0
#include "http/body_stream.hpp"

namespace webapp {

body_stream::~body_stream()
{
    try
    {
        if (at_end_) at_end_();
    }
    catch (...)
    {
        // A line of a log that could not be written.
    }
}

} // namespace webapp
