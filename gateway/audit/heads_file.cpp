#include "gateway/audit/heads_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "gateway/audit/folder_sync.hpp"

namespace sluis::audit {
namespace {

Fault unavailable(const std::string& path, const std::string& what) {
  return Fault(FaultId::TrailUnavailable, "the heads of the audit trail " + path + " " + what + ": " + std::strerror(errno));
}

Fault altered(std::int64_t line, const std::string& why) {
  return Fault(FaultId::TrailAltered, "the signed head in line " + std::to_string(line) + " of the audit trail's heads: " + why);
}

std::string beside(const std::string& trail, const char* extension) {
  return std::filesystem::path(trail).replace_extension(extension).string();
}

}  // namespace

std::string tree_path_of(const std::string& trail) { return beside(trail, ".tree"); }
std::string heads_path_of(const std::string& trail) { return beside(trail, ".heads"); }

Result<HeadReader> HeadReader::open(const std::string& path) {
  auto file = FileHandle::open_to_read(path);
  if (file) return HeadReader(path, std::move(file));
  if (errno == ENOENT) return HeadReader(path, std::nullopt);
  return unavailable(path, "can't be opened");
}

Result<std::optional<HeadLine>> HeadReader::next() {
  std::array<char, 4096> bytes;
  for (;;) {
    const auto end = buffer_.find('\n');
    // Zeros are sectors that a power cut kept from the disk: the last head, given to nobody.
    if (end != std::string::npos && buffer_.find('\0') > end) {
      HeadLine line{++line_, head_from_json(std::string_view(buffer_).substr(0, end))};
      buffer_.erase(0, end + 1);
      read_ += static_cast<std::int64_t>(end) + 1;
      return std::optional(std::move(line));
    }
    if (!file_ || buffer_.size() > bytes.size() * 16) break;
    const auto got = ::read(file_->number(), bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unavailable(path_, "can't be read");
    if (got == 0) break;
    buffer_.append(bytes.data(), static_cast<std::size_t>(got));
  }
  torn_ = static_cast<std::int64_t>(buffer_.size());
  return std::optional<HeadLine>{};
}

Result<std::unique_ptr<HeadsFile>> HeadsFile::open(const std::string& path) {
  auto reader = HeadReader::open(path);
  if (!reader) return std::move(reader).error();
  std::optional<TreeHead> last;
  for (;;) {
    auto line = reader->next();
    if (!line) return std::move(line).error();
    if (!*line) break;
    if (!(*line)->head) return altered((*line)->line, "it is no head");
    if (last && (*line)->head->size < last->size) return altered((*line)->line, "it is smaller than the one before it");
    last = std::move((*line)->head);
  }
  auto file = FileHandle::open_to_append(path);
  const bool created = !file && errno == ENOENT;
  if (created) file = FileHandle::create(path);
  if (!file || (created && !sync_folder_of(path))) return unavailable(path, "can't be opened");
  // A head that a crash cut short was given to nobody.
  if (reader->torn_bytes() != 0 && ::ftruncate(file.number(), reader->read_bytes()) != 0) return unavailable(path, "can't be cut");
  std::unique_ptr<HeadsFile> heads(new HeadsFile(path, std::move(file)));
  heads->size_ = reader->read_bytes();
  heads->last_ = std::move(last);
  return heads;
}

Status HeadsFile::add(const TreeHead& head) {
  const auto line = to_json(head) + "\n";
  if (torn_ && ::ftruncate(file_.number(), size_) != 0) return unavailable(path_, "can't be cut back");
  torn_ = !file_.write_all(line) || ::fdatasync(file_.number()) != 0;
  if (torn_) return unavailable(path_, "can't be written");
  size_ += static_cast<std::int64_t>(line.size());
  last_ = head;
  return Done{};
}

Status HeadComparer::start() { return advance(); }

Status HeadComparer::advance() {
  auto line = reader_.next();
  if (!line) return std::move(line).error();
  const auto before = waiting_ ? waiting_->head->size : 0;
  waiting_ = std::move(*line);
  if (!waiting_) return Done{};
  if (!waiting_->head) return altered(waiting_->line, "it is no head");
  if (waiting_->head->size < before) return altered(waiting_->line, "it is smaller than the one before it");
  if (const auto wrong = judge ? judge(*waiting_->head) : std::string{}; !wrong.empty()) return altered(waiting_->line, wrong);
  ++heads_;
  return Done{};
}

Status HeadComparer::at(const Frontier& frontier) {
  while (waiting_ && waiting_->head->size <= frontier.size()) {
    if (waiting_->head->size != frontier.size() || waiting_->head->root != to_text(frontier.root())) {
      return altered(waiting_->line, "the " + std::to_string(waiting_->head->size) + " records that it speaks of are not those of this trail");
    }
    if (auto next = advance(); !next) return next;
  }
  return Done{};
}

Status HeadComparer::finish(std::int64_t size) {
  if (!waiting_) return Done{};
  return altered(waiting_->line, "it speaks of " + std::to_string(waiting_->head->size) + " records, the trail has " + std::to_string(size) +
                                     ": the trail was cut at its end");
}

}  // namespace sluis::audit
