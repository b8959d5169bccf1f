#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/audit/trail_scan.hpp"
#include "gateway/audit/tree_head.hpp"

namespace sluis::audit {

struct TrailVerdict {
  std::int64_t records = 0;  // good ones, the genesis included
  std::string last_hash;     // of the last good one: note it elsewhere, it is the anchor of the next verification
  std::optional<BadRecord> bad;
  std::int64_t heads = 0;           // signed heads that are those of this trail
  bool signatures_checked = false;  // of the heads, with the key that was given
  std::string bad_tree;             // what is wrong with the tree, "" when nothing is; a tree that is missing or short is not wrong
  std::string bad_head;             // the same of the heads

  bool unaltered() const { return !bad && bad_tree.empty() && bad_head.empty(); }
};

// What was noted elsewhere, and what judges signatures.
struct TrailAnchors {
  std::optional<std::string> last_hash = {};    // the record with this hash must still be there
  std::optional<TreeHead> head = {};            // a head that somebody holds: the trail must still begin with what it speaks of
  std::optional<native::PublicKey> key = {};    // who signs the heads; without it their signatures are not judged
};

// Proves that no byte of a trail was changed and no record removed from its middle, inserted or moved, that the tree beside it is that
// of its records, and that every signed head speaks of its first records; works beside a running gateway (a record that is being
// written may then show as unfinished: verify again).
// A chain can't know its own end: a trail cut at its end, or written anew by someone who controls all three files, still holds
// together. Against that give an anchor that was noted elsewhere; a head signed with a key that he hasn't got shows both.
// Fault TrailUnavailable: a file can't be read.
Result<TrailVerdict> verify_trail(const std::string& path, const TrailAnchors& anchors = {});

}  // namespace sluis::audit
