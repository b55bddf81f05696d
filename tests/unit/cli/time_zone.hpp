// SPDX-License-Identifier: BSL-1.0
#ifndef TEST_CLI_TIME_ZONE_HPP
#define TEST_CLI_TIME_ZONE_HPP

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

/// The zone of this machine, as a test wants it for as long as this object lives.
class time_zone
{
public:
    explicit time_zone(const std::string& name)
    {
        if (const char* now = std::getenv("TZ")) before_ = now;
        setenv("TZ", name.c_str(), 1);
        tzset();
    }
    ~time_zone()
    {
        if (before_)
            setenv("TZ", before_->c_str(), 1);
        else
            unsetenv("TZ");
        tzset();
    }
    time_zone(const time_zone&) = delete;
    time_zone& operator=(const time_zone&) = delete;

private:
    std::optional<std::string> before_;
};

#endif
