#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "gateway/native/digest.hpp"

// The hash tree over the records of a trail, by the rules of RFC 6962 section 2.1: a leaf is hashed behind the byte 0, a node behind
// the byte 1, so that neither passes for the other.
namespace sluis::audit {

using Hash = native::Sha256;

Hash leaf_hash(std::string_view record);
Hash node_hash(const Hash& left, const Hash& right);

// Largest power of two below `count`, which is at least 2: where a tree that isn't full is split.
std::int64_t left_part(std::int64_t count);

// The right edge of a growing tree: at most 64 hashes, whatever its size.
class Frontier final {
 public:
  // Adds a leaf and shows it, then every node that it completes, from the lowest to the highest.
  void add(const Hash& leaf, const std::function<void(const Hash& node)>& seen);
  std::int64_t size() const { return size_; }
  Hash root() const;  // of no leaf: the hash of nothing

 private:
  std::int64_t size_ = 0;
  std::vector<Hash> peaks_;  // by level; of those whose bit of size_ is not set the content is stale
};

// Whether `leaf` is leaf number `index` of the tree of this size and root (RFC 9162 section 2.1.3.2).
bool is_included(const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& path, const Hash& root);

}  // namespace sluis::audit
