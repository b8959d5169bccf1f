#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/core/result.hpp"

namespace sluis::audit {

// The first record that is not as it was written. Records count from 0 (the genesis), lines from 1, offsets in bytes.
struct BadRecord {
  std::int64_t record = 0;
  std::int64_t line = 0;
  std::int64_t offset = 0;
  std::string why;
};
std::string to_text(const BadRecord& bad);

// What one pass over a trail found. `torn` are the bytes behind the last line end: a write that never finished. When a power cut left
// sectors of it unwritten (they read as zeros), it begins with the line that they are in.
struct Scan {
  std::int64_t records = 0;
  std::int64_t size = 0;  // of the whole records
  std::string last_hash;
  std::string torn;
  std::optional<BadRecord> bad;
};

// Reads the file from its start to its end, checks every record and shows the good ones to `seen`; stops at the first bad one.
// Memory: one record and a buffer. Fault TrailUnavailable when reading fails.
using Seen = std::function<void(std::string_view line, std::string_view hash, std::int64_t offset)>;
Result<Scan> scan_trail(int file, const Seen& seen);

}  // namespace sluis::audit
