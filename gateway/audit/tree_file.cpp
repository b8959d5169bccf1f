#include "gateway/audit/tree_file.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

namespace sluis::audit {
namespace {

constexpr std::int64_t kNode = static_cast<std::int64_t>(std::tuple_size_v<Hash>);
constexpr std::size_t kBuffer = 1 << 16;

std::int64_t leaf_position(std::int64_t leaf) { return 2 * leaf - std::popcount(static_cast<std::uint64_t>(leaf)); }

std::string_view bytes_of(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

}  // namespace

std::int64_t node_position(int level, std::int64_t index) { return leaf_position(((index + 1) << level) - 1) + level; }

TreeFile::TreeFile(std::string path, FileHandle file, std::int64_t covered, TreeReader known)
    : path_(std::move(path)), file_(std::move(file)), covered_(covered), known_(std::move(known)) {}

Fault TreeFile::unavailable(const std::string& what) const {
  return Fault(FaultId::TrailUnavailable, "the tree of the audit trail " + path_ + " " + what + ": " + std::strerror(errno));
}

Result<std::unique_ptr<TreeFile>> TreeFile::open(const std::string& path, std::int64_t covered) {
  auto file = FileHandle::open_to_append(path);
  if (!file && errno == ENOENT) file = FileHandle::create(path);
  const auto bytes = file ? ::lseek(file.number(), 0, SEEK_END) : -1;
  if (bytes < 0) return Fault(FaultId::TrailUnavailable, "the tree of the audit trail " + path + " can't be opened: " + std::strerror(errno));
  auto known = TreeReader::open(path);
  if (!known) return std::move(known).error();
  std::unique_ptr<TreeFile> tree(new TreeFile(path, std::move(file), covered, std::move(*known)));
  // A write that was cut short inside a node.
  if (bytes % kNode != 0 && ::ftruncate(tree->file_.number(), bytes / kNode * kNode) != 0) return tree->unavailable("can't be cut");
  return tree;
}

Status TreeFile::add(const Hash& leaf) {
  if (broken_) return Fault(FaultId::TrailUnavailable, "the tree of the audit trail " + path_ + " failed before: start again");
  Status done = Done{};
  frontier_.add(leaf, [&](const Hash& node) {
    if (done) done = take(node);
  });
  broken_ = !done;
  if (done && unwritten_.size() >= kBuffer) return flush();
  return done;
}

Status TreeFile::take(const Hash& node) {
  if (known_) {
    if (!known_->has_more()) {
      known_.reset();
    } else {
      auto same = known_->compare(node);
      if (same || same.error().id() != FaultId::TrailAltered) {
        ++next_;
        return same;
      }
      if (auto cut = differs(); !cut) return cut;
    }
  }
  unwritten_.append(bytes_of(node));
  ++next_;
  return Done{};
}

Status TreeFile::differs() {
  if (frontier_.size() < covered_) {
    return Fault(FaultId::TrailAltered, "the tree of the audit trail " + path_ + " was altered at node " + std::to_string(next_) +
                                            " (byte " + std::to_string(next_ * kNode) + "), or the trail was written anew");
  }
  known_.reset();
  if (::ftruncate(file_.number(), next_ * kNode) != 0) return unavailable("can't be cut");
  return Done{};
}

// What couldn't be written waits in memory for the next time.
Status TreeFile::flush() {
  if (broken_) return Fault(FaultId::TrailUnavailable, "the tree of the audit trail " + path_ + " failed before: start again");
  if (!unwritten_.empty()) {
    const auto whole = next_ * kNode - static_cast<std::int64_t>(unwritten_.size());
    if (torn_ && ::ftruncate(file_.number(), whole) != 0) return unavailable("can't be cut back");
    torn_ = !file_.write_all(unwritten_);
    if (torn_) return unavailable("can't be written");
    unwritten_.clear();
  }
  size_ = frontier_.size();
  return Done{};
}

Status TreeFile::make_durable() {
  if (::fdatasync(file_.number()) != 0) return unavailable("can't be made durable");
  return Done{};
}

Result<Hash> TreeFile::node_at(std::int64_t position) const {
  Hash hash;
  for (;;) {
    const auto got = ::pread(file_.number(), hash.data(), hash.size(), position * kNode);
    if (got < 0 && errno == EINTR) continue;
    if (got != kNode) return unavailable("can't be read");
    return hash;
  }
}

// [begin, end) with begin a multiple of the range's own power of two, as every split of a tree is.
Result<Hash> TreeFile::range(std::int64_t begin, std::int64_t end) const {
  const auto count = end - begin;
  const auto part = static_cast<std::uint64_t>(count);
  if (std::has_single_bit(part)) {
    const int level = std::countr_zero(part);
    return node_at(node_position(level, begin >> level));
  }
  const auto split = begin + left_part(count);
  const auto left = range(begin, split);
  if (!left) return left;
  const auto right = range(split, end);
  if (!right) return right;
  return node_hash(*left, *right);
}

Result<Hash> TreeFile::root(std::int64_t size) const {
  if (size == 0) return native::sha256({});
  return range(0, size);
}

Result<std::vector<Hash>> TreeFile::path(std::int64_t leaf, std::int64_t size) const {
  std::vector<Hash> path;
  std::int64_t begin = 0;
  std::int64_t end = size;
  while (end - begin > 1) {
    const auto split = begin + left_part(end - begin);
    const bool is_left = leaf < split;
    const auto other = is_left ? range(split, end) : range(begin, split);
    if (!other) return other.error();
    path.push_back(*other);
    (is_left ? end : begin) = split;
  }
  std::ranges::reverse(path);
  return path;
}

}  // namespace sluis::audit
