#include "gateway/audit/tree_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sluis::audit {
namespace {

constexpr std::int64_t kNode = static_cast<std::int64_t>(std::tuple_size_v<Hash>);
constexpr std::int64_t kBuffer = 1 << 16;

Fault unreadable(const std::string& path) {
  return Fault(FaultId::TrailUnavailable, "the tree of the audit trail " + path + " can't be read: " + std::strerror(errno));
}

}  // namespace

Result<TreeReader> TreeReader::open(const std::string& path) {
  auto file = FileHandle::open_to_read(path);
  if (!file && errno == ENOENT) return TreeReader(path, std::nullopt, 0);
  const auto bytes = file ? ::lseek(file.number(), 0, SEEK_END) : -1;
  if (bytes < 0) return unreadable(path);
  return TreeReader(path, std::move(file), bytes / kNode);
}

Status TreeReader::load() {
  const auto wanted = std::min((nodes_ - compared_) * kNode, kBuffer);
  buffer_.resize(static_cast<std::size_t>(wanted));
  at_ = 0;
  std::int64_t got = 0;
  while (got < wanted) {
    const auto now = ::pread(file_->number(), buffer_.data() + got, static_cast<std::size_t>(wanted - got), compared_ * kNode + got);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return unreadable(path_);
    got += now;
  }
  return Done{};
}

Status TreeReader::compare(const Hash& node) {
  if (!has_more()) return Done{};
  if (at_ == buffer_.size()) {
    if (auto loaded = load(); !loaded) return loaded;
  }
  const std::string_view there = std::string_view(buffer_).substr(at_, kNode);
  at_ += kNode;
  ++compared_;
  if (there == std::string_view(reinterpret_cast<const char*>(node.data()), node.size())) return Done{};
  return Fault(FaultId::TrailAltered, "the tree differs from the trail at its node " + std::to_string(compared_ - 1) + " (byte " +
                                          std::to_string((compared_ - 1) * kNode) + ")");
}

}  // namespace sluis::audit
