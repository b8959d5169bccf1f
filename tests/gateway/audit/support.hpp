#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gateway/audit/file_trail.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"

namespace sluis::audit_test {

inline constexpr const char* kAnna = "85073099833";
inline constexpr const char* kOther = "72051999381";

// A trail in a folder of its own that goes away with the test.
class TrailFixture {
 public:
  TrailFixture();
  ~TrailFixture();

  Result<std::unique_ptr<audit::FileTrail>> open() { return audit::FileTrail::open(path, clock, random); }
  // Opens, records `count` events about Anna, and closes.
  void write(int count);
  std::string content() const;
  void replace(const std::string& bytes) const;
  std::vector<std::string> lines() const;  // without their ends
  std::vector<std::string> files() const;  // names in the folder, sorted

  std::filesystem::path folder;
  std::string path;
  core::ManualClock clock;
  core::SystemRandom random;
};

model::AuditEvent event(int n, const std::string& patient = kAnna);
std::string joined(const std::vector<std::string>& lines);

}  // namespace sluis::audit_test
