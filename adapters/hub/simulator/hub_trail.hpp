#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/simulator_kit/document_store.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::sandbox {

// One look at the patient's data, or the attempt (audit-and-access.md section 1).
struct HubAccess {
  core::Instant at;
  std::string patient;                   // "" when the question named none
  std::optional<KeptDocument> document;  // absent for looks that concern no single document
  std::vector<std::string> parties;      // content of each hcparty
  std::vector<std::string> numbers;
  std::string glass;  // the reason given, "" when the glass wasn't broken
};

struct HubAccessFilter {
  std::string patient;
  std::string sl, id;                // of one document
  std::vector<std::string> numbers;  // any of these
  std::optional<core::Date> begin, end;
  bool glass_only = false;
};

// Everybody who looked, kept for as long as the sandbox runs. Thread-safe.
class HubTrail final {
 public:
  void add(HubAccess access);
  std::vector<HubAccess> find(const HubAccessFilter& filter) const;  // newest first

 private:
  mutable std::mutex mutex_;
  std::vector<HubAccess> all_;
};

}  // namespace sluis::sandbox
