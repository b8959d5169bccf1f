#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/provenance.hpp"
#include "gateway/model/registration.hpp"

namespace sluis::spi {

// What registrations are about; each may have an authority of its own.
enum class Subject { Consent, Links, Exclusions };

// Everything registered about one patient, history included, from one consistent read.
struct PatientFile {
  std::vector<model::Consent> consents;  // oldest first
  std::vector<model::TherapeuticLink> links;
  std::vector<model::Exclusion> exclusions;
  model::Provenance consents_from = {};
  model::Provenance links_from = {};
  model::Provenance exclusions_from = {};

  const model::Consent* consent() const { return consents.empty() ? nullptr : &consents.back(); }  // the latest one
};

enum class WriteState { Stored, AlreadyActive, NotFound, AlreadyRevoked, DateOutside };

struct Written {
  WriteState state = WriteState::NotFound;
  std::string record_id;
};

// Consents, links and exclusions with their history: nothing is overwritten. A write is checked against the stored state and
// committed in one transaction; it returns after the commit is durable. Fault: RegistryUnavailable. Thread-safe.
class Registry {
 public:
  virtual ~Registry() = default;
  virtual Result<PatientFile> file_of(const model::Ssin& patient) = 0;
  // The same for who needs one subject only: the others may be missing from it.
  virtual Result<PatientFile> part_of(const model::Ssin& patient, Subject) { return file_of(patient); }
  // The same by what had been recorded up to that moment: later declarations and revocations are not there.
  virtual Result<PatientFile> file_as_known(const model::Ssin& patient, core::Instant known_at) = 0;

  virtual Result<Written> put_consent(const model::ConsentRegistration&, const model::Declaration&) = 0;
  // DateOutside: earlier than the stored sign date (rulings R5). NotFound: none active.
  virtual Result<Written> revoke_consent(const model::ConsentRegistration&, const model::Declaration&) = 0;
  // AlreadyActive: same patient, party key and type still active at the declaration's moment.
  virtual Result<Written> put_link(const model::LinkRegistration&, const model::Declaration&) = 0;
  // rulings R12; AlreadyRevoked when the only matches are revoked or ended.
  virtual Result<Written> revoke_link(const model::LinkRegistration&, const model::Declaration&) = 0;
  virtual Result<Written> put_exclusion(const model::ExclusionRegistration&, const model::Declaration&) = 0;
  virtual Result<Written> revoke_exclusion(const model::ExclusionRegistration&, const model::Declaration&) = 0;
};

}  // namespace sluis::spi
