#include "gateway/daemon/scratch.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace sluis::daemon {

Scratch::Scratch() : folder_((std::filesystem::temp_directory_path() / "sluis-check-XXXXXX").string()) {
  if (!::mkdtemp(folder_.data())) throw std::runtime_error("no temporary folder can be made at " + folder_);
}

Scratch::~Scratch() {
  std::error_code ignored;  // a left-over temporary folder harms nobody
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace sluis::daemon
