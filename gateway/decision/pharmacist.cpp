#include "gateway/decision/pharmacist.hpp"

#include <algorithm>

namespace sluis::decision {
namespace {

bool claims_to_be_holder(const model::PartyClaim& person) {
  return std::ranges::any_of(person.codes, [](const auto& code) { return code.value == "certificateholder"; });
}

void check_form(const model::PartyClaim& person, Failures& failures, Actor& actor) {
  if (person.category() != "perspharmacist" || !person.value("INSS")) {
    failures.add("pharmacist_missing");
    return;
  }
  actor.person = model::Ssin::parse(*person.value("INSS"));
  if (!actor.person) failures.add("pharmacist_ssin_invalid");
  if (const auto nihii = person.value("ID-HCPARTY")) {
    actor.nihii = model::Nihii::parse(*nihii);
    if (!actor.nihii) failures.add("pharmacist_nihii_invalid");
  }
}

void check_registered(const std::optional<model::Provider>& provider, Failures& failures, const Actor& actor) {
  if (!provider) {
    failures.add("pharmacist_unknown");
    return;
  }
  bool pharmacist = false;
  bool own_number = !actor.nihii;
  for (const auto& [number, category] : provider->numbers) {
    if (actor.nihii && !number.same_holder(*actor.nihii)) continue;
    own_number = true;
    pharmacist = pharmacist || category == "perspharmacist";
  }
  if (!own_number) {
    failures.add("pharmacist_nihii_of_other");
  } else if (!pharmacist) {
    failures.add("pharmacist_nihii_other_category");
  }
}

}  // namespace

Status check_pharmacist(const model::Order& order, const Errand& errand, const model::PartyClaim* person,
                        Evidence& evidence, Failures& failures, Actor& actor) {
  if (person == nullptr) {
    failures.add("pharmacist_missing");
    return Done{};
  }
  check_form(*person, failures, actor);
  if (!failures.empty()) return Done{};
  const bool holder = order.caller.ssin && order.caller.ssin == actor.person;  // as the token certifies
  actor.end_user = holder ? "holder" : "perspharmacist";
  if (claims_to_be_holder(*person) && !holder) {
    failures.add("not_the_holder");
    return Done{};
  }
  const bool link = errand.service == "therlink";
  if (!evidence.has_registers()) {
    if (link && !holder) failures.add("pharmacist_unknown");
    return Done{};
  }
  if (link) {
    const auto pharmacy = evidence.organisation({actor.organisation->scheme, actor.organisation->number.substr(0, 8)});
    if (!pharmacy) return pharmacy.error();
    if (!*pharmacy || (**pharmacy).category != "orgpharmacy") {
      failures.add("pharmacy_not_recognised");
      return Done{};
    }
  }
  const auto provider = evidence.provider(*actor.person);
  if (!provider) return provider.error();
  check_registered(*provider, failures, actor);
  return Done{};
}

}  // namespace sluis::decision
