#include <algorithm>

#include "gateway/decision/actor.hpp"

namespace sluis::decision {
namespace {

// The one person who acts; null when the author names none or two, or a healthcare party beside him.
const model::PatientClaim* acting_person(const model::AuthorClaim& author) {
  const bool only_software = std::ranges::all_of(
      author.parties, [](const auto& party) { return party.is_software() || party.category() == "patient"; });
  if (!only_software || author.patient.has_value() == author.person.has_value()) return nullptr;
  return author.patient ? &*author.patient : &*author.person;
}

}  // namespace

std::optional<Actor> citizen_author(const model::Order& order, Failures& failures) {
  const auto& author = order.header.author;
  const auto* claim = acting_person(author);
  if (claim == nullptr) {
    failures.add("identity_differs");
    return std::nullopt;
  }
  const auto numbers = claim->values("INSS");
  if (numbers.empty()) {
    failures.add("author_patient_missing");
    return std::nullopt;
  }
  const auto ssin = model::Ssin::parse(numbers.front());
  if (numbers.size() > 1 || !ssin) {
    failures.add("author_patient_invalid");
    return std::nullopt;
  }
  if (ssin != order.caller.ssin) {
    failures.add("identity_differs");
    return std::nullopt;
  }
  Actor actor;
  actor.kind = author.patient ? "patient" : "representative";
  actor.category = "patient";
  actor.person = ssin;
  return actor;
}

}  // namespace sluis::decision
