#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/policy.hpp"

namespace sluis::decision {

struct Representation {
  std::string kind;
  std::optional<core::Date> from;
  std::optional<core::Date> until;  // first day on which it no longer holds
};

// The relation by which one person may act for the other today, for this scope (consent, link, exclusion, read):
// rulings R7. nullopt: none, or no register to prove it. Fault EvidenceUnavailable.
Result<std::optional<Representation>> representation_of(const model::Ssin& represented,
                                                        const model::Ssin& representative, std::string_view scope,
                                                        const Policy& policy, Evidence& evidence);

}  // namespace sluis::decision
