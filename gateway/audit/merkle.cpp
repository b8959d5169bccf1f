#include "gateway/audit/merkle.hpp"

#include <bit>
#include <optional>
#include <string>

namespace sluis::audit {
namespace {

void append(std::string& bytes, const Hash& hash) { bytes.append(reinterpret_cast<const char*>(hash.data()), hash.size()); }

}  // namespace

Hash leaf_hash(std::string_view record) { return native::sha256(std::string(1, '\0').append(record)); }

Hash node_hash(const Hash& left, const Hash& right) {
  std::string bytes(1, '\1');
  append(bytes, left);
  append(bytes, right);
  return native::sha256(bytes);
}

std::int64_t left_part(std::int64_t count) { return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(count - 1))); }

void Frontier::add(const Hash& leaf, const std::function<void(const Hash& node)>& seen) {
  auto hash = leaf;
  seen(hash);
  std::size_t level = 0;
  for (; (size_ >> level & 1) != 0; ++level) {
    hash = node_hash(peaks_[level], hash);
    seen(hash);
  }
  if (peaks_.size() <= level) peaks_.resize(level + 1);
  peaks_[level] = hash;
  ++size_;
}

Hash Frontier::root() const {
  std::optional<Hash> root;
  for (std::size_t level = 0; level < peaks_.size(); ++level) {
    if ((size_ >> level & 1) != 0) root = root ? node_hash(peaks_[level], *root) : peaks_[level];
  }
  return root.value_or(native::sha256({}));
}

bool is_included(const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& path, const Hash& root) {
  if (index < 0 || index >= size) return false;
  auto at = index;
  auto last = size - 1;
  auto hash = leaf;
  for (const auto& other : path) {
    if (last == 0) return false;
    if ((at & 1) != 0 || at == last) {
      hash = node_hash(other, hash);
      while ((at & 1) == 0 && at != 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, other);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

}  // namespace sluis::audit
