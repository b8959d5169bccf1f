#include "gateway/decision/patient.hpp"

#include "gateway/decision/ages.hpp"

namespace sluis::decision {

std::optional<model::Ssin> patient_number(const model::PatientClaim& claim, Failures& failures) {
  const auto numbers = claim.values("INSS");
  if (numbers.empty()) {
    failures.add("patient_missing");
    return std::nullopt;
  }
  if (numbers.size() > 1) {
    failures.add("patient_two_numbers");
    return std::nullopt;
  }
  if (!model::has_digits_only(numbers.front(), 11)) {
    failures.add("patient_format");
    return std::nullopt;
  }
  auto number = model::Ssin::parse(numbers.front());
  if (!number) failures.add("patient_identifier");
  return number;
}

Status check_known(const model::Ssin& patient, Evidence& evidence, Failures& failures) {
  if (!evidence.has_registers()) return Done{};
  const auto person = evidence.person(patient);
  if (!person) return person.error();
  if (!*person) failures.add("patient_identifier");
  return Done{};
}

Result<bool> is_newborn(const model::Ssin& patient, const Policy& policy, Evidence& evidence) {
  const auto birth = evidence.birth_date(patient);
  if (!birth) return birth.error();
  return *birth && younger_than_months(**birth, evidence.today(), policy.settings.newborn_months);
}

std::string first_name_of(const model::PatientClaim& claim) {
  return claim.first_names.empty() ? std::string{} : claim.first_names.front();
}

}  // namespace sluis::decision
