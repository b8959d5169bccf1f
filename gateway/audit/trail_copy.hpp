#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gateway/audit/tree_head.hpp"
#include "gateway/core/clock.hpp"

namespace sluis::audit {

struct TrailCopy {
  std::int64_t records = 0;
  std::string last_hash;
  std::optional<TreeHead> head;  // speaks of all records of the copy; absent without a key
};

// Copies a trail with its heads and what is announced into a folder (trail.jsonl, trail.heads, trail.announced), whole records only, checked
// one by one; the gateway may go on meanwhile. Ends with a head of its own, when there is a key. The tree is left out: it is built anew from
// the records. Durable when it returns. Faults: TrailUnavailable, TrailAltered.
Result<TrailCopy> copy_trail(const std::string& trail, const std::string& folder, core::Instant at, const std::optional<native::PrivateKey>& key);

// The correlation ids in a trail: of every order, and whether it stored something; of what is announced as well (then: false).
Status orders_in_trail(const std::string& trail, const std::function<void(std::string_view correlation_id, bool stored)>& seen);

}  // namespace sluis::audit
