// SPDX-License-Identifier: BSL-1.0
#ifndef MULTIPOST_CLI_DATA_FOLDER_HPP
#define MULTIPOST_CLI_DATA_FOLDER_HPP

#include <filesystem>

namespace multipost::cli {

/// Where an outbox and what belongs to it are kept, by the same environment as multipost-web's.
struct data_folder
{
    std::filesystem::path folder;
    std::filesystem::path database;
    std::filesystem::path master_key;
    std::filesystem::path socket; ///< of the server that holds it, while one does
};

/// MULTIPOST_DATA, else multipost in $XDG_DATA_HOME or ~/.local/share; MULTIPOST_DATABASE and MULTIPOST_MASTER_KEY_FILE where
/// they are elsewhere.
///
/// @param chosen  --data; empty: not given
/// @throws refusal  nothing names a folder, or the database is none that this program can open
[[nodiscard]] data_folder find_data_folder(const std::filesystem::path& chosen);

} // namespace multipost::cli

#endif
