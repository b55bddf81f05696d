// SPDX-License-Identifier: BSL-1.0
#include "outbox/store_exception.hpp"

namespace multipost {

error error_of(const std::exception_ptr& thrown)
{
    try
    {
        std::rethrow_exception(thrown);
    }
    catch (const store_exception& e)
    {
        return e.reason();
    }
    catch (const boost::system::system_error& e)
    {
        return {e.code(), e.what()};
    }
    catch (const std::exception& e)
    {
        return {errc::store_failed, e.what()};
    }
    catch (...)
    {
        return {errc::store_failed, "The store failed for an unknown reason."};
    }
}

} // namespace multipost
