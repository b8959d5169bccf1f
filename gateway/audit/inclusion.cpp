#include "gateway/audit/inclusion.hpp"

#include "gateway/core/json_writer.hpp"

namespace sluis::audit {

std::string to_json(const Inclusion& inclusion) {
  core::JsonWriter out;
  out.begin_object().member("record", inclusion.record).member("leaf", inclusion.leaf).member("size", inclusion.size);
  out.key("path").begin_array();
  for (const auto& hash : inclusion.path) out.value(to_text(hash));
  out.end_array().key("head").raw(to_json(inclusion.head)).end_object();
  return out.text();
}

std::string wrong_with(const Inclusion& inclusion, const native::PublicKey& key) {
  if (const auto head = wrong_with(inclusion.head, key); !head.empty()) return "the signed head: " + head;
  if (inclusion.size != inclusion.head.size) {
    return "the size of the tree: the proof says " + std::to_string(inclusion.size) + ", its signed head " + std::to_string(inclusion.head.size);
  }
  const auto number = "{\"seq\":" + std::to_string(inclusion.leaf) + ",";
  if (!inclusion.record.starts_with(number)) return "the record: it isn't number " + std::to_string(inclusion.leaf);
  const auto root = hash_from_text(inclusion.head.root);
  if (!root || !is_included(leaf_hash(inclusion.record), inclusion.leaf, inclusion.size, inclusion.path, *root)) {
    return "the record or its path: together they don't lead to the root that was signed";
  }
  return {};
}

}  // namespace sluis::audit
