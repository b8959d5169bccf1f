#include "tests/mappings/support_samples.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace sluis::test {

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::filesystem::path> samples_in(const std::filesystem::path& folder, const std::string& part) {
  std::vector<std::filesystem::path> found;
  for (const auto& place : {folder, folder / "invalid"}) {
    if (!std::filesystem::is_directory(place)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(place)) {
      const auto name = entry.path().filename().string();
      if (name.ends_with(".xml") && name.find(part) != std::string::npos) found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace sluis::test
