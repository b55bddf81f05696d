// SPDX-License-Identifier: BSL-1.0
/// @file
/// Makes durable that a file exists.
#ifndef MULTIPOST_OUTBOX_SYNC_FOLDER_HPP
#define MULTIPOST_OUTBOX_SYNC_FOLDER_HPP

#include <filesystem>

namespace multipost {

/// Syncs the folder that a new file is in: its name survives a power cut only then (fsync(2)). False and errno: it could not.
[[nodiscard]] bool sync_folder_of(const std::filesystem::path& file);

} // namespace multipost

#endif
