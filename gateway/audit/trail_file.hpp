#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gateway/audit/file_handle.hpp"
#include "gateway/audit/trail_scan.hpp"
#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"

namespace sluis::audit {

struct AddedLine {
  std::int64_t offset;
  std::string text;  // without its end
};

// The trail as a file: one writer, records only ever added behind the last one. Not for several threads at once.
class TrailFile final {
 public:
  // Opens and locks the file, or makes it with its genesis; checks all of it and shows every record to `seen`, also those that it adds. What a crash cut
  // short behind the last whole record (nobody had an answer on it) is moved to PATH.torn-N, and a record notes that.
  // Faults: TrailUnavailable (can't be opened or written, another process has it), TrailAltered (names the first bad record).
  static Result<TrailFile> open(const std::string& path, const core::Clock& clock, core::Random& random, const Seen& seen);

  // Adds records in one write and returns their lines when they are on disk. Fault TrailUnavailable: none of them counts.
  // After a failure the file is cut back to what an earlier fdatasync spoke for before anything is added again.
  Result<std::vector<AddedLine>> append(std::span<const std::string> members);

  // Room on disk for so many bytes more, so that append() doesn't find it full; where the file system can't promise that, nothing is done.
  // Gives the size up to which there is room. Safe beside append(). Fault TrailUnavailable: there is none, or the disk is read-only.
  Result<std::int64_t> reserve(std::int64_t bytes) const;

  std::int64_t size() const { return size_; }  // of the records; for who calls append()

  // The line that starts at this offset, without its end. Safe beside append().
  Result<std::string> line_at(std::int64_t offset) const;

 private:
  TrailFile(std::string path, FileHandle file, const Scan& scan);
  static Result<FileHandle> open_or_create(const std::string& path, bool& created);
  Status start(const core::Clock& clock, core::Random& random, bool created, const std::string& torn, const Seen& seen);
  Result<std::string> move_aside(const std::string& torn);
  Status write_durably(std::string_view bytes);
  bool mend();
  Fault unavailable(const std::string& what) const;

  std::string path_;
  FileHandle file_;
  std::int64_t records_;
  std::int64_t size_;
  std::string last_hash_;
  bool broken_ = false;
};

}  // namespace sluis::audit
