#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/calendar.hpp"

namespace sluis::sandbox {

struct HubConsent {
  std::string text;  // canonical core consent, as given
  std::vector<std::string> types;
  bool active = true;
};

struct HubLink {
  std::string patient, type, text;  // canonical core therapeuticlink, as given
  std::vector<std::string> numbers;
  std::optional<core::Date> start, end;
  bool revoked = false;

  bool active(core::Date today) const { return !revoked && (!end || today <= *end); }
};

struct HubRight {
  std::string document;  // "sl|id"
  std::string text;      // canonical core hcparty
  std::vector<std::string> numbers, categories;
  std::string right;     // allow, disallow
};

// What a hub keeps besides documents: its own state, whatever the federal registers say. The caller holds `mutex` while he
// reads or writes.
struct HubRegisters {
  std::mutex mutex;
  std::map<std::string, std::string> patients;              // SSIN -> canonical core patient
  std::vector<std::pair<std::vector<std::string>, std::string>> parties;  // numbers, canonical core hcparty
  std::vector<std::pair<std::vector<std::string>, HubConsent>> party_consents;
  std::map<std::string, HubConsent> consents;  // by SSIN
  std::vector<HubLink> links;
  std::vector<HubRight> rights;
  std::vector<std::string> publications;  // SSINs for whom somebody asked to publish
};

}  // namespace sluis::sandbox
