#include "gateway/audit/verify_trail.hpp"

#include <cerrno>
#include <cstring>

#include "gateway/audit/file_handle.hpp"

namespace sluis::audit {

Result<TrailVerdict> verify_trail(const std::string& path, const std::optional<std::string>& anchor) {
  const auto file = FileHandle::open_to_read(path);
  if (!file) return Fault(FaultId::TrailUnavailable, path + " can't be opened: " + std::strerror(errno));
  bool anchored = false;
  auto scan = scan_trail(file.number(), [&](std::string_view, std::string_view hash, std::int64_t) {
    anchored = anchored || (anchor && hash == *anchor);
  });
  if (!scan) return std::move(scan).error();
  TrailVerdict verdict{scan->records, scan->last_hash, scan->bad};
  const auto refuse = [&](const char* why) { verdict.bad = BadRecord{scan->records, scan->records + 1, scan->size, why}; };
  if (verdict.bad) return verdict;
  if (!scan->torn.empty()) {
    refuse("it is unfinished: it has no line end");
  } else if (scan->records == 0) {
    refuse("the trail is empty: not even its genesis is there");
  } else if (anchor && !anchored) {
    refuse("the record with the expected hash is missing: the trail was cut at its end, or is another one");
  }
  return verdict;
}

}  // namespace sluis::audit
