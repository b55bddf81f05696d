// SPDX-License-Identifier: BSL-1.0
#ifndef WEBAPP_TESTS_TEMPORARY_FOLDER_HPP
#define WEBAPP_TESTS_TEMPORARY_FOLDER_HPP

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace webapp {

/// A folder of its own, gone with this object.
class temporary_folder
{
public:
    temporary_folder()
    {
        auto name = (std::filesystem::temp_directory_path() / "webapp-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
        path_ = name;
    }
    ~temporary_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace webapp

#endif
