// SPDX-License-Identifier: BSL-1.0
#include "api/uuid.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace webapp;

BOOST_AUTO_TEST_CASE(an_id_is_a_uuid_as_this_api_writes_it)
{
    BOOST_TEST(is_uuid("0199f3a6-2c34-7f64-93e5-708192a3b4c5"));
    for (const std::string& text :
         {std::string(), std::string("0199f3a6"), std::string("0199F3A6-2C34-7F64-93E5-708192A3B4C5"),
          std::string("0199f3a62c347f6493e5708192a3b4c5"), std::string("0199f3a6-2c34-7f64-93e5-708192a3b4c"),
          std::string("0199f3a6-2c34-7f64-93e5-708192a3b4c55"), std::string("{199f3a6-2c34-7f64-93e5-708192a3b4c}"),
          std::string("0199f3a6-2c34-7f64-93e5-708192a3b4g5"), std::string("0199f3a6-2c34-7f64-93e50708192a3b4c5"),
          std::string("0199f3a6-2c34-7f64-93e5-708192a3b\0c5", 36),
          std::string("' or 1=1 --'xxxxxxxxxxxxxxxxxxxxxxxx")})
    {
        BOOST_TEST(!is_uuid(text), text);
    }
}
