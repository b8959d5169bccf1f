#pragma once

#include <string>
#include <string_view>

namespace sluis::sandbox {

// All of them throw std::runtime_error with path and reason.
std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view content, bool secret = false);  // secret: mode 0600
void write_file_at_once(const std::string& path,
                        std::string_view content);               // readers see the old file or the whole new one
void make_folder(const std::string& path, bool secret = false);  // with its parents; secret: mode 0700

}  // namespace sluis::sandbox
