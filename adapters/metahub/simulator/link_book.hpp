#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"

namespace sluis::sandbox {

struct KnownHub {
  int number;
  std::string ehp, name;
};

// What the metahub knows: which hub holds something of which patient, and every change in order. One for all simulators, so that
// the simulated hubs feed it directly. Thread-safe.
class LinkBook final {
 public:
  struct Link {
    std::string ehp;
    core::Instant since;
  };
  struct Change {
    long number;  // 1, 2, 3, ...
    bool put;     // false: withdrawn
    std::string ehp, patient;
    core::Instant at;
  };
  struct Delta {
    bool gap = false;  // what follows this position is not kept any more
    long position = 0;  // of the newest change
    std::vector<Change> changes;
  };

  // Begins with the documents of the world; only later changes are in the feed.
  LinkBook(const World& world, const std::vector<KnownHub>& hubs, const core::Clock& clock);

  void declared(const std::string& ehp, const std::string& ssin);   // does nothing when it is known
  void withdrawn(const std::string& ehp, const std::string& ssin);  // the same when it isn't
  std::vector<Link> links(const std::string& ssin) const;           // in the order of the hubs' numbers, then of declaration
  Delta since(long position) const;
  // Drops what the feed keeps: whoever is behind has a gap. For scenarios and tests.
  void forget_changes();

  std::string name_of(std::string_view ehp) const;  // "" when it is no hub of the sandbox
  // Whether the patient's consent is known to be absent; by default nobody knows. Set before the first call.
  void ask_consent_of(std::function<std::optional<bool>(const std::string& ssin)> consent) { consent_ = std::move(consent); }
  bool consent_missing(const std::string& ssin) const;

 private:
  static constexpr std::size_t kKept = 10'000;
  void note(bool put, const std::string& ehp, const std::string& ssin);

  const core::Clock& clock_;
  const std::vector<KnownHub> hubs_;
  std::function<std::optional<bool>(const std::string&)> consent_;
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Link>> links_;  // by patient
  std::deque<Change> changes_;
  long last_ = 0;
};

}  // namespace sluis::sandbox
