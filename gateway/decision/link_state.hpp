#pragma once

#include <optional>
#include <string>

#include "gateway/decision/evidence.hpp"

namespace sluis::decision {

// Who is looked for in the links of a patient: a person, the organisation that stands behind him, or both.
struct Seeker {
  std::optional<model::Ssin> person;
  std::optional<model::OrganisationNumber> organisation;
};

struct ActiveLink {
  std::string id;
  int version = 0;
  std::string type;
  core::Date from;
  std::optional<core::Date> until;  // first day without it; empty when it has no end (gmd)
};

// The link that lasts longest of those that held at this moment, by what was registered then. Without one in the
// registry, and where a register is configured, the holder of the global medical file has one too.
Result<std::optional<ActiveLink>> active_link(const model::Ssin& patient, const Seeker& seeker, core::Instant at,
                                              Evidence& evidence);

}  // namespace sluis::decision
