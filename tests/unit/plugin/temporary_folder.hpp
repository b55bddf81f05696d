// SPDX-License-Identifier: BSL-1.0
/// @file
/// A folder of a test's own.
#ifndef MULTIPOST_TESTS_UNIT_PLUGIN_TEMPORARY_FOLDER_HPP
#define MULTIPOST_TESTS_UNIT_PLUGIN_TEMPORARY_FOLDER_HPP

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

/// Private to this user, under /tmp; removed with what is in it.
class temporary_folder
{
public:
    temporary_folder()
    {
        char name[] = "/tmp/multipost-test-XXXXXX";
        if (::mkdtemp(name) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    ~temporary_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    /// Writes a file that only its owner may change.
    std::filesystem::path write(const std::string& name, const std::string& bytes) const
    {
        const auto file = path_ / name;
        std::ofstream(file, std::ios::binary) << bytes;
        std::filesystem::permissions(file, std::filesystem::perms(0644));
        return file;
    }

private:
    std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A plugin built for the tests.
inline std::filesystem::path built_plugin(const std::string& name)
{
    return std::filesystem::path(MULTIPOST_TEST_PLUGINS) / name;
}

#endif
