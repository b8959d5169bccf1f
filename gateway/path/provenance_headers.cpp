#include "gateway/path/provenance_headers.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"
#include "gateway/model/order_groups.hpp"

namespace sluis::path {
namespace {

using model::OrderKind;
using Headers = std::vector<std::pair<std::string, std::string>>;

std::string seconds_since(core::Instant at, core::Instant now) {
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - at);
  return std::to_string(std::max<std::int64_t>(0, age.count()));
}

Headers of_answer(const model::Provenance& from, core::Instant now) {
  Headers headers{{"Sluis-Authority", from.authority}, {"Age", from.fresh || !from.as_of ? "0" : seconds_since(*from.as_of, now)}};
  if (from.pending) headers.emplace_back("Sluis-Pending", "yes");
  return headers;
}

// What a decision rests on.
Headers of_evidence(const model::Decision& decision, core::Instant now) {
  std::string authority;
  core::Instant oldest = now;
  for (const auto& answer : decision.answers) {
    for (const auto& rule : answer.rules) {
      for (const auto& item : rule.evidence) {
        if (item.authority.empty()) continue;
        if (authority != "ehealth") authority = item.authority;
        oldest = std::min(oldest, core::parse_instant(item.as_of).value_or(now));
      }
    }
  }
  if (authority.empty()) return {};
  return {{"Sluis-Authority", authority}, {"Age", seconds_since(oldest, now)}};
}

}  // namespace

Headers provenance_headers(const model::Order& order, const model::Decision& decision, const model::Answer& answer, core::Instant now) {
  if (order.kind == OrderKind::Decide) return of_evidence(decision, now);
  if (!model::is_about_registrations(order.kind) || !decision.permitted()) return {};
  return of_answer(answer.provenance, now);
}

}  // namespace sluis::path
