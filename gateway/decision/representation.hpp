#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"

namespace sluis::decision {

struct Representation {
  std::string kind;
  std::optional<core::Date> from;
  std::optional<core::Date> until;  // first day on which it no longer holds
};

// Every relation by which one person may act for the other today, for this scope (consent, link, exclusion, read), in
// the order of the register: rulings R7. None when one of the two has died, and without a register to prove it.
// Fault EvidenceUnavailable.
Result<std::vector<Representation>> representations_of(const model::Ssin& represented,
                                                       const model::Ssin& representative, std::string_view scope,
                                                       const Policy& policy, Evidence& evidence);

// The same on another day.
Result<std::vector<Representation>> representations_on(core::Date day, const model::Ssin& represented,
                                                       const model::Ssin& representative, std::string_view scope,
                                                       const Policy& policy, Evidence& evidence);

// The first of them.
Result<std::optional<Representation>> representation_of(const model::Ssin& represented,
                                                        const model::Ssin& representative, std::string_view scope,
                                                        const Policy& policy, Evidence& evidence);

// Who has to be told when `acting` does something by a relation of this kind: the others alive who hold the same kind
// today, whatever its scope (rulings R8). Fault EvidenceUnavailable.
Result<std::vector<model::Ssin>> others_to_tell(const model::Ssin& represented, const model::Ssin& acting,
                                                std::string_view kind, const Policy& policy, Evidence& evidence);

}  // namespace sluis::decision
