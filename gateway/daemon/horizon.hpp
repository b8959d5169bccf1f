#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/daemon/revocation.hpp"
#include "gateway/daemon/trust_list.hpp"
#include "gateway/security/token_source.hpp"
#include "gateway/transport/wire.hpp"

namespace sluis::daemon {

// Where the list comes from; all outlive the horizon.
struct HorizonParts {
  const SettingsFile& settings;
  std::function<std::shared_ptr<const KeySet>()> keys;
  const security::TokenSource* tokens;
  const transport::HttpWire* wire;
  const Revocation* revocation;
  const core::Clock& clock;
  core::Log& log;
  core::Metrics& metrics;
};

// Watches the ends of everything that is trusted: one list, a line in the log for each threshold that an item crosses, and figures.
// Thread-safe.
class Horizon final {
 public:
  Horizon(HorizonParts parts, const std::string& mappings);
  ~Horizon();

  void start();  // looks at once, then every [trust] horizon_check_seconds
  void stop();
  void look();

  std::vector<TrustItem> items() const;  // files, tokens, lists, and what was seen of others
  std::string json() const;              // for /trust

 private:
  void add_live(std::vector<TrustItem>& items) const;
  void add_met(std::vector<TrustItem>& items) const;
  void note_standing(std::vector<TrustItem>& items, const KeySet& keys) const;
  void warn(const TrustItem& item, core::Instant now);
  void rounds();

  const HorizonParts parts_;
  const TrustPolicy policy_;
  const std::chrono::seconds every_;
  mutable std::mutex cache_mutex_;
  mutable std::shared_ptr<const KeySet> cached_for_;
  mutable std::vector<TrustItem> cached_;   // what files tell, for this key set
  std::mutex look_mutex_;
  std::map<std::string, long> told_;        // by name and fingerprint: the threshold that was logged last
  core::Counter& warnings_;
  core::Counter& failing_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sluis::daemon
