#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/simulator_kit/key_ring.hpp"
#include "adapters/simulator_kit/world.hpp"
#include "gateway/core/clock.hpp"

namespace sluis::sandbox {

struct Dispensation {
  std::string guid, session, patient, pharmacy;
  std::string delivered;        // xsd:dateTime
  core::Instant at;
  int version = 1;
  int quality = 50;
  std::string product;          // clear XML, of what the world holds; sealed when it is first asked for
  std::string sealed, key;      // what TIP sealed, and the id of the key; bytes
};

struct DossierStatus {
  std::string pharmacy, message, session, guid;  // whom it is for, and what it is about
  std::string type, code, originator;            // ERROR, INFO; TIP or PCDH
  core::Instant at;
};

// What the data hub keeps, a year long, and the news that TIP keeps for the pharmacies. Shared by both simulators; thread-safe.
class Warehouse final {
 public:
  Warehouse(const World& world, const Pki& pki, KeyDepot& keys, const core::Clock& clock, core::Random& random);

  // A status code when it doesn't take it, else "".
  std::string add(Dispensation dispensation);
  std::string update(const Dispensation& dispensation);   // owner, patient and session must be those of the stored one
  std::string remove(const Dispensation& dispensation);

  std::vector<Dispensation> of(const std::string& patient);  // sealed, newest first
  std::optional<Dispensation> find(const std::string& guid);

  void consent(const std::string& patient, bool given);  // as the last pharmacist knew it
  bool consent_missing(const std::string& patient) const;

  void tell(DossierStatus status);
  std::vector<DossierStatus> statuses(const std::string& pharmacy, const std::string& session, const std::string& guid) const;

  // Sealed by TIP with a new key that every pharmacy may ask the depot for.
  void seal(Dispensation& dispensation);

 private:
  std::string check(const Dispensation& dispensation, Dispensation*& found);
  void forget_old();

  const World& world_;
  const ServiceIdentity& tip_;
  KeyDepot& keys_;
  const core::Clock& clock_;
  core::Random& random_;
  mutable std::mutex mutex_;
  std::vector<Dispensation> all_;
  std::vector<DossierStatus> statuses_;
  std::set<std::string> without_consent_;
};

}  // namespace sluis::sandbox
