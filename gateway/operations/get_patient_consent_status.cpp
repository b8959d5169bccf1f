#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_consent_question(body);
}

// A death is known from the register, not from the registry: it goes before what the patient decided.
hub::ConsentStatus status_of(const model::Consent& consent, bool deceased) {
  if (deceased) return hub::ConsentStatus::Deceased;
  return consent.state() == model::ConsentState::Given ? hub::ConsentStatus::Given : hub::ConsentStatus::Revoked;
}

void write(hub::ResponseWriter& out, const model::Decision& decision, const model::Answer& answer) {
  const auto* query = std::get_if<model::RegistrationQuery>(&decision.registration);
  const bool deceased = answer.deceased || (query && query->deceased);
  if (answer.consent) {
    out.consent_with_status(*answer.consent, status_of(*answer.consent, deceased));
  } else if (query && deceased && query->deceased_speaks) {
    out.deceased_without_consent(query->patient);
  }
}

}  // namespace

std::unique_ptr<spi::Operation> make_get_patient_consent_status() {
  return registration_operation({.service = kConsentService,
                                 .kind = model::OrderKind::ConsentStatus,
                                 .name = "GetPatientConsentStatus",
                                 .request = "GetPatientConsentStatusRequest",
                                 .response = "GetPatientConsentStatusResponse",
                                 .soap_action = "urn:be:fgov:ehealth:consent:protocol:v1:GetPatientConsentStatus",
                                 .read = read,
                                 .write = write});
}

}  // namespace sluis::operations
