#include "gateway/audit/trail_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "gateway/audit/folder_sync.hpp"
#include "gateway/audit/heads_file.hpp"
#include "gateway/audit/trail_format.hpp"
#include "gateway/native/digest.hpp"

namespace sluis::audit {
namespace {

constexpr std::int64_t kSector = 512;

// A power cut may leave sectors of the last write unwritten: they read as zeros, which no record of ours holds. Nobody had an answer on that
// write, and what stands behind them in the file came with it. Zeros elsewhere than in whole sectors are none of that.
bool has_lost_sectors(std::string_view torn, std::int64_t offset) {
  if (torn.substr(0, torn.find('\n')).find('\0') == std::string_view::npos) return false;
  const auto at_border = [&](std::size_t at) { return (offset + static_cast<std::int64_t>(at)) % kSector == 0; };
  for (auto begin = torn.find('\0'); begin != std::string_view::npos;) {
    const auto end = std::min(torn.find_first_not_of('\0', begin), torn.size());
    if ((begin != 0 && !at_border(begin)) || (end != torn.size() && !at_border(end))) return false;
    begin = torn.find('\0', end);
  }
  return true;
}

bool has_tree(const std::string& trail) {
  std::error_code absent;
  const auto size = std::filesystem::file_size(tree_path_of(trail), absent);
  return !absent && size > 0;
}

Fault altered(const std::string& path, const BadRecord& bad) {
  return Fault(FaultId::TrailAltered, "the audit trail " + path + " was altered at " + to_text(bad));
}

}  // namespace

TrailFile::TrailFile(std::string path, FileHandle file, const Scan& scan)
    : path_(std::move(path)), file_(std::move(file)), records_(scan.records), size_(scan.size), last_hash_(scan.last_hash) {}

Fault TrailFile::unavailable(const std::string& what) const {
  return Fault(FaultId::TrailUnavailable, "the audit trail " + path_ + " " + what + ": " + std::strerror(errno));
}

Result<FileHandle> TrailFile::open_or_create(const std::string& path, bool& created) {
  auto file = FileHandle::open_to_append(path);
  created = !file && errno == ENOENT;
  if (created) file = FileHandle::create(path);
  if (!file || (created && !sync_folder_of(path))) {
    return Fault(FaultId::TrailUnavailable, "the audit trail " + path + " can't be opened: " + std::strerror(errno));
  }
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    return Fault(FaultId::TrailUnavailable, "the audit trail " + path + " is in use by another process");
  }
  return file;
}

Result<TrailFile> TrailFile::open(const std::string& path, const core::Clock& clock, core::Random& random, const Seen& seen) {
  bool created = false;
  auto file = open_or_create(path, created);
  if (!file) return std::move(file).error();
  auto scan = scan_trail(file->number(), seen);
  if (!scan) return std::move(scan).error();
  if (scan->bad) return altered(path, *scan->bad);
  if (!has_lost_sectors(scan->torn, scan->size) && !is_beginning(scan->torn, scan->records, scan->last_hash)) {
    return altered(path, {scan->records, scan->records + 1, scan->size, "it has no line end, and no crash leaves such bytes"});
  }
  TrailFile trail(path, std::move(*file), *scan);
  if (auto started = trail.start(clock, random, created, scan->torn, seen); !started) return std::move(started).error();
  return trail;
}

Status TrailFile::start(const core::Clock& clock, core::Random& random, bool created, const std::string& torn, const Seen& seen) {
  // Without a tree beside it no record ever stood in it: a crash between its making and its genesis.
  if (records_ == 0 && torn.empty() && !created && has_tree(path_)) {
    return altered(path_, {0, 1, 0, "the file is there but empty; remove it only when no gateway ever wrote to it"});
  }
  std::vector<std::string> members;
  if (!torn.empty()) {
    auto moved_to = move_aside(torn);
    if (!moved_to) return std::move(moved_to).error();
    members.push_back(recovered_members(clock.now(), *moved_to, static_cast<std::int64_t>(torn.size()), native::sha256_hex(torn)));
  }
  if (records_ == 0) members.insert(members.begin(), genesis_members(clock.now(), core::random_hex(random, 16)));
  if (members.empty()) return core::Done{};
  auto added = append(members);
  if (!added) return std::move(added).error();
  for (const auto& line : *added) seen(line.text, {}, line.offset);
  return core::Done{};
}

Result<std::string> TrailFile::move_aside(const std::string& torn) {
  std::string name;
  for (int n = 1;; ++n) {
    name = path_ + ".torn-" + std::to_string(n);
    const auto copy = FileHandle::create(name);
    if (!copy && errno == EEXIST) continue;
    if (!copy || !copy.write_all(torn) || ::fsync(copy.number()) != 0 || !sync_folder_of(name)) {
      auto fault = unavailable("ends with an unfinished record that can't be moved to " + name);
      if (copy) ::unlink(name.c_str());
      return fault;
    }
    break;
  }
  if (::ftruncate(file_.number(), size_) != 0) return unavailable("can't be rid of an unfinished record");
  return std::filesystem::path(name).filename().string();
}

Result<std::vector<AddedLine>> TrailFile::append(std::span<const std::string> members) {
  std::string bytes;
  std::vector<AddedLine> added;
  auto hash = last_hash_;
  auto seq = records_;
  for (const auto& one : members) {
    const auto offset = size_ + static_cast<std::int64_t>(bytes.size());
    auto line = chain(seq++, hash, one);
    bytes += line.text;
    line.text.pop_back();
    added.push_back({offset, std::move(line.text)});
    hash = std::move(line.hash);
  }
  if (auto written = write_durably(bytes); !written) return std::move(written).error();
  size_ += static_cast<std::int64_t>(bytes.size());
  records_ = seq;
  last_hash_ = std::move(hash);
  return added;
}

Status TrailFile::write_durably(std::string_view bytes) {
  if (broken_ && !mend()) return unavailable("failed before and can't be mended yet");
  if (!file_.write_all(bytes)) {
    auto fault = unavailable("can't be written");
    // A part of a record must not stay behind the good ones.
    broken_ = ::ftruncate(file_.number(), size_) != 0;
    return fault;
  }
  if (::fdatasync(file_.number()) != 0) {
    broken_ = true;
    return unavailable("can't be made durable");
  }
  return core::Done{};
}

// Up to size_ an earlier fdatasync speaks for the file; what stands behind it was acknowledged to nobody and goes.
bool TrailFile::mend() {
  broken_ = ::ftruncate(file_.number(), size_) != 0 || ::fdatasync(file_.number()) != 0;
  return !broken_;
}

Result<std::int64_t> TrailFile::reserve(std::int64_t bytes) const {
  struct stat now{};
  if (::fstat(file_.number(), &now) != 0) return unavailable("can't be looked at");
  const auto done = ::fallocate(file_.number(), FALLOC_FL_KEEP_SIZE, now.st_size, bytes);
  if (done != 0 && errno != EOPNOTSUPP && errno != ENOSYS && errno != EINTR) return unavailable("has no room");
  return static_cast<std::int64_t>(now.st_size) + bytes;
}

Result<std::string> TrailFile::line_at(std::int64_t offset) const {
  std::string line;
  std::array<char, 4096> buffer;
  for (;;) {
    const auto got = ::pread(file_.number(), buffer.data(), buffer.size(), offset + static_cast<std::int64_t>(line.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unavailable("can't be read");
    if (got == 0) return Fault(FaultId::TrailAltered, "the audit trail " + path_ + " became shorter");
    const std::string_view part(buffer.data(), static_cast<std::size_t>(got));
    const auto end = part.find('\n');
    line.append(part.substr(0, end));
    if (end != std::string_view::npos) return line;
  }
}

}  // namespace sluis::audit
