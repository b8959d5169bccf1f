#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/audit/trail_scan.hpp"

namespace sluis::audit {

struct TrailVerdict {
  std::int64_t records = 0;  // good ones, the genesis included
  std::string last_hash;     // of the last good one: note it elsewhere, it is the anchor of the next verification
  std::optional<BadRecord> bad;

  bool unaltered() const { return !bad; }
};

// Proves that no byte of a trail was changed and no record removed from its middle, inserted or moved; works beside a running
// gateway (a record that is being written may then show as unfinished: verify again).
// A chain can't know its own end: a trail cut at its end, or written anew by someone who controls the whole file, still holds
// together. Against that give `anchor`, a last_hash noted elsewhere before: its record must still be there.
// Fault TrailUnavailable: the file can't be read.
Result<TrailVerdict> verify_trail(const std::string& path, const std::optional<std::string>& anchor = std::nullopt);

}  // namespace sluis::audit
