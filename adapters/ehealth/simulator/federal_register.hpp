#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gateway/core/calendar.hpp"
#include "gateway/core/clock.hpp"

namespace sluis::sandbox {

// Who did something with a registration, as its request said; XML pieces are canonical.
struct FederalAct {
  core::Instant at;
  std::string header;  // children of the request element
  std::string proof;   // proof elements
};

// A consent, link or exclusion as its service keeps it.
struct FederalRecord {
  std::string patient;       // SSIN
  std::string party;         // "ssin:…" or "number:…"; "" of a consent
  std::string type;
  std::optional<core::Date> start, end;  // of a consent: sign date and revocation date
  std::string patient_xml, party_xml, type_xml, comment, author_xml;
  FederalAct declared;
  std::optional<FederalAct> revoked;
};

// The state of the three federal services, in memory. Exclusions are seen by the links. Thread-safe.
class FederalRegister final {
 public:
  enum class Outcome { Stored, Exists, NotFound, AlreadyRevoked, Excluded };

  // One active record a patient, party and type.
  Outcome put(const std::string& service, FederalRecord record, core::Date today);
  Outcome revoke(const std::string& service, const FederalRecord& wanted, core::Date today);
  std::vector<FederalRecord> of(const std::string& service, const std::string& patient) const;  // oldest first
  bool excluded(const std::string& patient, const std::string& party) const;

  // What a request of this identifier was answered, when it was seen before: a code, "" for an acknowledgement.
  // `told`: for the log, whether and of which request it is a repeat.
  std::optional<std::string> seen(const std::string& service, const std::string& request, std::string& told) const;
  void note(const std::string& service, const std::string& request, const std::string& code);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<FederalRecord>> records_;  // service + patient
  std::map<std::string, std::string> answered_;
};

}  // namespace sluis::sandbox
