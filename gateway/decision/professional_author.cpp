#include <algorithm>

#include "gateway/decision/actor.hpp"

namespace sluis::decision {
namespace {

// The one healthcare party beside software, when it is a person.
const model::PartyClaim* only_professional(const model::AuthorClaim& author) {
  const model::PartyClaim* found = nullptr;
  for (const auto& party : author.parties) {
    if (party.is_software()) continue;
    if (found != nullptr || !party.is_person()) return nullptr;
    found = &party;
  }
  return found;
}

struct Numbers {
  std::optional<model::Ssin> ssin;
  std::optional<model::Nihii> nihii;
};

Numbers read_numbers(const model::PartyClaim& party, Failures& failures) {
  Numbers numbers;
  const auto ssins = party.values("INSS");
  const auto nihiis = party.values("ID-HCPARTY");
  if (ssins.empty()) {
    failures.add("author_identifier_missing");
  } else if (numbers.ssin = model::Ssin::parse(ssins.front()); !numbers.ssin || ssins.size() > 1) {
    failures.add("author_ssin_invalid");
  }
  if (nihiis.empty()) return numbers;
  numbers.nihii = model::Nihii::parse(nihiis.front());
  if (!numbers.nihii || nihiis.size() > 1) failures.add("author_nihii_invalid");
  return numbers;
}

bool certified_as(const model::Identity& caller, const std::string& category) {
  return category == caller.category || std::ranges::find(caller.categories, category) != caller.categories.end();
}

// A number that the token doesn't certify counts only when the register gives it to this person, for this category.
Status check_nihii(const model::Identity& caller, const Numbers& numbers, const std::string& category,
                   Evidence& evidence, Failures& failures) {
  if (!numbers.nihii) {
    if (caller.nihii) failures.add("author_identifier_missing");
    return Done{};
  }
  if (caller.nihii && caller.nihii->same_holder(*numbers.nihii)) return Done{};
  if (!evidence.has_registers()) {
    failures.add("author_nihii_of_other");
    return Done{};
  }
  const auto provider = evidence.provider(*numbers.ssin);
  if (!provider) return provider.error();
  bool of_person = false;
  bool of_category = false;
  if (*provider) {
    for (const auto& [number, its_category] : (**provider).numbers) {
      if (!number.same_holder(*numbers.nihii)) continue;
      of_person = true;
      of_category = of_category || its_category == category;
    }
  }
  if (!of_person) {
    failures.add("author_nihii_of_other");
  } else if (!of_category) {
    failures.add("author_nihii_other_category");
  }
  return Done{};
}

}  // namespace

Result<std::optional<Actor>> professional_author(const model::Order& order, const Policy&, Evidence& evidence,
                                                 Failures& failures) {
  const auto* party = only_professional(order.header.author);
  if (party == nullptr) {
    failures.add("identity_differs");
    return std::optional<Actor>{};
  }
  const auto numbers = read_numbers(*party, failures);
  if (!failures.empty()) return std::optional<Actor>{};
  const auto category = party->category();
  if (numbers.ssin != order.caller.ssin) {
    failures.add("identity_differs");
  } else if (!certified_as(order.caller, category)) {
    failures.add("author_category_invalid");
  } else if (auto done = check_nihii(order.caller, numbers, category, evidence, failures); !done) {
    return std::move(done).error();
  }
  if (!failures.empty()) return std::optional<Actor>{};
  Actor actor;
  actor.kind = actor.category = category;
  actor.person = numbers.ssin;
  actor.nihii = numbers.nihii;
  actor.first_name = order.caller.first_name;
  actor.family_name = order.caller.family_name;
  return std::optional(std::move(actor));
}

}  // namespace sluis::decision
