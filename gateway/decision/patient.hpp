#pragma once

#include <optional>
#include <string_view>

#include "gateway/decision/evidence.hpp"
#include "gateway/decision/failures.hpp"
#include "gateway/model/claims.hpp"

namespace sluis::decision {

// The concerned patient's number: exactly one, eleven digits, right check digits. nullopt with the failure.
std::optional<model::Ssin> patient_number(const model::PatientClaim& claim, Failures& failures);

// Where a register is configured it has to know the patient; adds patient_identifier when it doesn't.
Status check_known(const model::Ssin& patient, Evidence& evidence, Failures& failures);

// Younger than three months: needs no card (rulings R4). False when the birth date is unknown.
Result<bool> is_newborn(const model::Ssin& patient, const Policy& policy, Evidence& evidence);

std::string first_name_of(const model::PatientClaim& claim);

}  // namespace sluis::decision
