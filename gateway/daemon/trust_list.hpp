#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/json_writer.hpp"
#include "gateway/daemon/key_set.hpp"
#include "gateway/daemon/settings_file.hpp"
#include "gateway/native/revocation_list.hpp"

namespace sluis::daemon {

// One certificate, key, revocation list or token in use. Holds no secret; runs of ten and more digits are masked as in the log.
struct TrustItem {
  std::string name;         // where it stands: "listen.certificate", "identity hospital.file#2", "network hub-1 (server)"; unique
  std::string use;          // row of policy/trust_uses.table
  std::string kind;         // certificate, authority, key, revocation list, token, secret
  std::string subject;
  std::string serial;
  std::string fingerprint;  // SHA-256 of certificate, public key or list
  std::optional<core::Instant> not_before, not_after;  // no not_after: no end
  std::string source;       // file or address
  std::string revocation;   // "" where the question makes no sense; "not checked", "good", "revoked", ...
  std::string breaks;       // what happens at its end
  bool warned = false;
  bool remote = false;

  bool operator==(const TrustItem&) const = default;
};

// What is in policy/trust_uses.table and trust_horizon.table. Throws std::runtime_error.
class TrustPolicy final {
 public:
  explicit TrustPolicy(const std::string& folder);

  struct Threshold {
    long days;
    bool error;
  };
  const std::vector<Threshold>& thresholds() const { return thresholds_; }  // the longest first
  void describe(TrustItem& item) const;                                     // fills breaks and warned by its use

 private:
  struct Use {
    bool warned;
    std::string breaks;
  };
  std::map<std::string, Use> uses_;
  std::vector<Threshold> thresholds_;
};

// An item about a certificate or a revocation list; breaks and warned are for TrustPolicy::describe.
TrustItem item_of(const native::Certificate& certificate, std::string name, std::string use, std::string source);
TrustItem item_of(const native::RevocationList& list, std::string name, std::string use, std::string source);

// All that the settings name, with the keys that are in use. Throws SettingsError for a file that can't be read.
std::vector<TrustItem> trust_items(const SettingsFile& settings, const KeySet& keys, const TrustPolicy& policy);

// Whole days from `at` to the end, rounded down: 0 on the last day, below 0 after it. nullopt: no end.
std::optional<long> days_left(const TrustItem& item, core::Instant at);
// "good", "ended", "not valid yet" or "no end".
std::string state_of(const TrustItem& item, core::Instant at);
// Whether it would fail at this moment unless somebody acts: over or not begun, and not renewed by itself.
bool would_fail(const TrustItem& item, core::Instant at);

// Soonest end first; what has none last.
void sort_by_end(std::vector<TrustItem>& items);
// {"at":..., "would_fail":N, "items":[...]}
std::string trust_json(const std::vector<TrustItem>& items, core::Instant at, const std::string& tenant = {});

}  // namespace sluis::daemon
