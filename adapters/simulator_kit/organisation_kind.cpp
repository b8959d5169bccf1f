#include "adapters/simulator_kit/organisation_kind.hpp"

#include <array>

namespace sluis::sandbox {
namespace {

constexpr std::array kKinds = {
    OrganisationKind{"orghospital", "NIHII-HOSPITAL", "hospital", "hospital"},
    OrganisationKind{"orgpharmacy", "NIHII-PHARMACY", "pharmacy", "pharmacy"},
    OrganisationKind{"groupofnurses", "NIHII-GROUP", "groupofnurses", "organisation"},
    OrganisationKind{"orgprimaryhealthcarecenter", "NIHII-MEDICAL_HOUSE", "medicalhouse", "organisation"},
    OrganisationKind{"guardpost", "NIHII-GUARD_POST", "guardpost", "organisation"},
    OrganisationKind{"orgpractice", "NIHII-SORTING_CENTER", "sortingcenter", "organisation"},
    OrganisationKind{"groupofphysicianssameaddress", "NIHII-OFFICE_DOCTORS", "officedoctors", "organisation"},
    OrganisationKind{"groupofphysiciansdifferentaddress", "NIHII-GROUP_DOCTORS", "groupofdoctors", "organisation"},
    OrganisationKind{"orglaboratory", "NIHII-LABO", "labo", "organisation"},
    OrganisationKind{"orgretirementhome", "NIHII-RETIREMENT", "retirement", "organisation"},
};

}  // namespace

OrganisationKind kind_of(const Organisation& organisation) {
  const bool insurer = organisation.category == "orginsurance";
  if (organisation.nihii.empty()) {
    const auto* kind = insurer ? "insurance" : "organisation";
    return {organisation.category, organisation.cbe.empty() ? "EHP" : "CBE", "", kind};
  }
  for (const auto& kind : kKinds) {
    if (kind.category == organisation.category) return kind;
  }
  return {organisation.category, "NIHII", "", insurer ? "insurance" : "organisation"};
}

const std::string& number_of(const Organisation& organisation) {
  if (!organisation.nihii.empty()) return organisation.nihii;
  return organisation.cbe.empty() ? organisation.ehp : organisation.cbe;
}

}  // namespace sluis::sandbox
