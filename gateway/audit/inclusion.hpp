#pragma once

#include <string>
#include <vector>

#include "gateway/audit/tree_head.hpp"

namespace sluis::audit {

// That a record stands in a trail, shown to somebody who has neither the trail nor our word: the record in the form of
// shown_record.hpp, its number, the hashes from its leaf to the root, and the head that the owner of the trail signed.
struct Inclusion {
  std::string record;
  std::int64_t leaf = 0;
  std::int64_t size = 0;
  std::vector<Hash> path;
  TreeHead head;
};

std::string to_json(const Inclusion& inclusion);

// "" when the record is leaf number `leaf` of the tree that the head speaks of and the key signed the head; else which of that fails
// first. Looks at nothing but its arguments.
std::string wrong_with(const Inclusion& inclusion, const native::PublicKey& key);

}  // namespace sluis::audit
