#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sluis::test {

inline const std::filesystem::path kSource = SLUIS_SOURCE_DIR;
inline const std::filesystem::path kShared = kSource / "../shared";

std::string read_text(const std::filesystem::path& file);

// *.xml of the folder itself and of its folder "invalid", by name; only those whose name contains `part`. None when
// absent.
std::vector<std::filesystem::path> samples_in(const std::filesystem::path& folder, const std::string& part = {});

}  // namespace sluis::test
