#include "adapters/pharmaceutical_dossier/signatures.hpp"

#include "adapters/pharmaceutical_dossier/contract.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "mappings/single_message/patient_signature.hpp"

namespace sluis::adapters::pharmaceutical_dossier {

namespace smc = mappings::single_message;

std::optional<smc::Refusal> wrong_signature(const model::PatientSignature& signature, const std::string& about, core::Instant now) {
  const auto no = [](std::string text) { return smc::Refusal{std::string(kNoStrongConsent), std::move(text)}; };
  const auto at = core::parse_instant(signature.date_time);
  if (!at) return no("the signature's date and time is none");
  const auto day = core::brussels_date(*at);
  if (day != core::brussels_date(now)) return no("the patient's signature is of another day");
  const auto bytes = core::from_base64(signature.value);
  const auto access = bytes ? smc::read_patient_signature(core::as_text(*bytes)) : std::nullopt;
  if (!access) return no("the patient's signature can't be read");
  if (!smc::fits(*access, about, day)) return no("the patient's signature is not over this patient, or dispensation, and day");
  return std::nullopt;
}

}  // namespace sluis::adapters::pharmaceutical_dossier
