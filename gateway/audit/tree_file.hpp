#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/audit/file_handle.hpp"
#include "gateway/audit/merkle.hpp"
#include "gateway/audit/tree_reader.hpp"
#include "gateway/core/result.hpp"

namespace sluis::audit {

// The hash tree of a trail on disk, beside it: 32 bytes a node, each leaf followed by the nodes that it completes. So the file only
// ever grows at its end, by two nodes a record on average, and where a node stands follows from its number alone. It holds nothing
// that can't be computed from the trail. One writer; reading is thread-safe beside it.
class TreeFile final {
 public:
  // Makes the file when it is absent. Nothing in it is believed: every record of the trail has to be shown to add(), which compares
  // as long as the file holds something, then writes. Fault TrailUnavailable.
  // `covered`: up to here a signed head speaks for the tree; another node there is a fault. Behind it, it is what a crash left, and
  // written anew.
  static Result<std::unique_ptr<TreeFile>> open(const std::string& path, std::int64_t covered);

  // The next record's leaf. Faults: TrailAltered, after which nothing is added any more; TrailUnavailable: it waits for the next flush().
  Status add(const Hash& leaf);
  // What add() took is in the file (not yet durable) and counts from now on.
  Status flush();
  Status make_durable();

  const Frontier& frontier() const { return frontier_; }                            // for who calls add()
  std::int64_t size() const { return size_; }                                       // leaves that count
  Result<Hash> root(std::int64_t size) const;                                       // of the first `size` leaves
  Result<std::vector<Hash>> path(std::int64_t leaf, std::int64_t size) const;       // from the leaf to the root

 private:
  TreeFile(std::string path, FileHandle file, std::int64_t covered, TreeReader known);
  Status take(const Hash& node);
  Status differs();
  Result<Hash> range(std::int64_t begin, std::int64_t end) const;
  Result<Hash> node_at(std::int64_t position) const;
  Fault unavailable(const std::string& what) const;

  const std::string path_;
  FileHandle file_;
  const std::int64_t covered_;
  std::optional<TreeReader> known_;  // what the file held when it was opened, while there is more of it to compare
  std::int64_t next_ = 0;            // position of the next node
  std::string unwritten_;
  Frontier frontier_;
  bool broken_ = false;
  bool torn_ = false;  // the last write left a part in the file
  std::atomic<std::int64_t> size_{0};
};

// Position of the node of this level (0 = leaves) and index in the file.
std::int64_t node_position(int level, std::int64_t index);

}  // namespace sluis::audit
