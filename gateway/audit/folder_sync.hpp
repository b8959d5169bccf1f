#pragma once

#include <filesystem>
#include <string>

#include "gateway/audit/file_handle.hpp"

namespace sluis::audit {

// Makes the folder's entry of a new file durable. False with errno when it can't.
inline bool sync_folder_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path();
  const auto folder = FileHandle::open_to_read(parent.empty() ? "." : parent.string());
  return folder && ::fsync(folder.number()) == 0;
}

}  // namespace sluis::audit
