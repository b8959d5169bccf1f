#include "gateway/path/trail_reading.hpp"

#include <algorithm>

#include "gateway/core/calendar.hpp"

namespace sluis::path {
namespace {

std::vector<std::string> numbers_of(const model::PartyClaim& party) {
  std::vector<std::string> numbers;
  for (const std::string_view scheme : {"INSS", "ID-HCPARTY", "ID-CBE", "ID-EHP"}) {
    for (auto& number : party.values(scheme)) numbers.push_back(std::move(number));
  }
  return numbers;
}

// Who asks, by every number that the token certifies.
std::vector<std::string> numbers_of(const model::Identity& caller) {
  std::vector<std::string> numbers;
  if (caller.ssin) numbers.push_back(caller.ssin->text());
  if (caller.nihii) numbers.push_back(caller.nihii->text());
  if (caller.organisation) numbers.push_back(caller.organisation->number);
  return numbers;
}

// Of whom the records are wanted; nullopt: of somebody whose records this caller isn't shown.
std::optional<std::vector<std::string>> parties_of(const model::Order& order, const model::AccessQuery& query, bool own_only) {
  const auto own = numbers_of(order.caller);
  if (!query.party) return own_only ? own : std::vector<std::string>{};
  const auto wanted = numbers_of(*query.party);
  if (!own_only) return wanted;
  const bool himself = std::ranges::any_of(wanted, [&](const auto& number) { return std::ranges::find(own, number) != own.end(); });
  return himself ? std::optional(own) : std::nullopt;
}

std::optional<core::Instant> start_of(const std::optional<std::string>& day, int later) {
  const auto date = day ? core::parse_date(*day) : std::nullopt;
  return date ? std::optional(core::start_of_day(core::add_days(*date, later))) : std::nullopt;
}

// The patient who is asked about; a patient who names nobody asks for himself.
std::optional<model::Ssin> patient_of(const model::Order& order) {
  const auto named = model::Ssin::parse(order.patient_number());
  if (named || !order.caller.is_citizen() || !std::get<model::AccessQuery>(order.content).patient.ids.empty()) return named;
  return order.caller.ssin;
}

Result<std::vector<model::Access>> own_trail(const model::Order& order, const model::Decision& decision, spi::Trail& trail) {
  const auto& query = std::get<model::AccessQuery>(order.content);
  const auto parties = parties_of(order, query, decision.own_accesses_only);
  if (!parties) return std::vector<model::Access>{};
  const spi::TrailQuery wanted{.patient = patient_of(order),
                               .parties = *parties,
                               .document = query.document,
                               .from = start_of(query.begin, 0),
                               .before = start_of(query.end, 1),
                               .operation = query.operation,
                               .outcome = query.outcome,
                               .break_the_glass_only = query.break_the_glass_only,
                               .with_proofs = query.with_proofs && !decision.own_accesses_only};
  if (!wanted.patient && wanted.parties.empty() && !wanted.document) {
    return Fault(FaultId::QuestionRefused, "the order names neither patient nor document nor party that can be looked for");
  }
  return trail.accesses(wanted);
}

}  // namespace

Result<model::Answer> read_trail(const model::Order& order, const model::Decision& decision, spi::Trail& trail, routing::Router& router) {
  const auto scope = std::get<model::AccessQuery>(order.content).scope;
  model::Answer answer;
  if (scope != model::SearchScope::Local) {
    auto told = router.route(order, decision);
    if (!told) return told;
    answer = std::move(*told);
  }
  if (scope != model::SearchScope::External) {
    auto own = own_trail(order, decision, trail);
    if (!own) return std::move(own).error();
    answer.accesses.insert(answer.accesses.end(), std::make_move_iterator(own->begin()), std::make_move_iterator(own->end()));
  }
  std::ranges::stable_sort(answer.accesses, [](const auto& one, const auto& other) { return one.at > other.at; });
  return answer;
}

}  // namespace sluis::path
