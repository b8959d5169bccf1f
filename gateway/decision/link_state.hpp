#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/decision/evidence.hpp"

namespace sluis::decision {

// Who is looked for among the parties of links, exclusions and rights: a person, the organisation that stands behind
// him, or both.
struct Seeker {
  std::optional<model::Ssin> person;
  std::optional<model::OrganisationNumber> organisation;
  std::vector<model::Nihii> numbers = {};  // of the person: for parties that are named without an SSIN
};

// Whether this party is the person or the organisation that is looked for.
bool is_of(const model::Party& party, const Seeker& seeker);

struct ActiveLink {
  std::string id;
  int version = 0;
  std::string type;
  core::Date from;
  std::optional<core::Date> until;  // first day without it; empty when it has no end (gmd)
  bool of_organisation = false;
  std::optional<core::Instant> ends;  // the same to the moment: a revocation ends it within a day
};

// The links that held at this moment by what was registered then, the one that lasts longest first. Where a register is
// configured, the holder of the global medical file has one too. Fault EvidenceUnavailable.
Result<std::vector<ActiveLink>> active_links(const spi::PatientFile& file, const model::Ssin& patient,
                                             const Seeker& seeker, core::Instant at, Evidence& evidence);

// The first of them, by what is registered now.
Result<std::optional<ActiveLink>> active_link(const model::Ssin& patient, const Seeker& seeker, core::Instant at,
                                              Evidence& evidence);

}  // namespace sluis::decision
