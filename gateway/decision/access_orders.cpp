#include <algorithm>

#include "gateway/decision/access_steps.hpp"
#include "gateway/decision/caller_claim.hpp"

namespace sluis::decision {
namespace {

std::string only_number(const model::PatientClaim& patient) {
  const auto numbers = patient.values("INSS");
  return numbers.size() == 1 ? numbers.front() : std::string{};
}

}  // namespace

Access list_access(const model::Order& order, const Policy& policy, Evidence& evidence) {
  const auto& query = std::get<model::ReferenceQuery>(order.content);
  Access access{policy,           evidence, order.caller, caller_of(order), only_number(query.patient), {},
                query.categories, "read",   evidence.now()};
  access.break_the_glass = query.break_the_glass ? query.break_the_glass : order.header.break_the_glass;
  access.request = order.correlation_id;
  access.list = true;
  return access;
}

}  // namespace sluis::decision
