#include "gateway/audit/trail_scan.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "gateway/audit/trail_format.hpp"

namespace sluis::audit {
namespace {

constexpr std::size_t kBuffer = 1 << 16;
constexpr std::size_t kLongestRecord = 1 << 20;
constexpr std::size_t kLongestWrite = 64 << 20;  // far more than one group of records takes

bool has_zeros(const std::string& bytes) { return bytes.find('\0') != std::string::npos; }

class Scanner final {
 public:
  explicit Scanner(const Seen& seen) : seen_(seen) { scan_.last_hash = kNoHash; }

  // Takes the next bytes of the file; false when a bad record was met.
  bool take(std::string_view bytes) {
    if (sectors_lost_) {
      scan_.torn.append(bytes);
      return scan_.torn.size() <= kLongestWrite || refuse("it has zeros in it, and more behind it than one write");
    }
    for (auto end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
      scan_.torn.append(bytes.substr(0, end));
      bytes.remove_prefix(end + 1);
      if (finish_line()) continue;
      if (!has_zeros(scan_.torn)) return false;
      // Sectors of the last write that never reached the disk: what follows came with it.
      sectors_lost_ = true;
      scan_.bad.reset();
      scan_.torn += '\n';
      return take(bytes);
    }
    scan_.torn.append(bytes);
    return has_zeros(scan_.torn) || scan_.torn.size() <= kLongestRecord || refuse("it is longer than any record");
  }

  Scan result() { return std::move(scan_); }

 private:
  bool finish_line() {
    std::string why;
    auto hash = check(scan_.torn, scan_.records, scan_.last_hash, why);
    if (!hash) return refuse(why);
    if (seen_) seen_(scan_.torn, *hash, scan_.size);
    scan_.last_hash = std::move(*hash);
    scan_.size += static_cast<std::int64_t>(scan_.torn.size()) + 1;
    ++scan_.records;
    scan_.torn.clear();
    return true;
  }

  bool refuse(const std::string& why) {
    scan_.bad = BadRecord{scan_.records, scan_.records + 1, scan_.size, why};
    return false;
  }

  const Seen& seen_;
  Scan scan_;
  bool sectors_lost_ = false;
};

}  // namespace

std::string to_text(const BadRecord& bad) {
  return "record " + std::to_string(bad.record) + " (line " + std::to_string(bad.line) + ", byte " + std::to_string(bad.offset) +
         "): " + bad.why;
}

Result<Scan> scan_trail(int file, const Seen& seen) {
  Scanner scanner(seen);
  std::vector<char> buffer(kBuffer);
  off_t at = 0;
  for (;;) {
    const auto got = ::pread(file, buffer.data(), buffer.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Fault(FaultId::TrailUnavailable, std::string("the trail can't be read: ") + std::strerror(errno));
    if (got == 0 || !scanner.take({buffer.data(), static_cast<std::size_t>(got)})) return scanner.result();
    at += got;
  }
}

}  // namespace sluis::audit
