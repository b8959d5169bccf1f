#include "gateway/core/installed.hpp"

#include <filesystem>

namespace sluis::core {

std::string program_folder() { return std::filesystem::read_symlink("/proc/self/exe").parent_path().string(); }

std::string installed_mappings() {
  return (std::filesystem::path(program_folder()).parent_path() / "share/sluis/mappings").lexically_normal().string();
}

}  // namespace sluis::core
