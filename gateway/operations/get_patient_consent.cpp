#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_consent_question(body);
}

void write(hub::ResponseWriter& out, const model::Decision&, const model::Answer& answer) {
  if (answer.consent) out.consent(*answer.consent);
}

}  // namespace

std::unique_ptr<spi::Operation> make_get_patient_consent() {
  return registration_operation({.service = kConsentService,
                                 .kind = model::OrderKind::GetConsent,
                                 .name = "GetPatientConsent",
                                 .request = "GetPatientConsentRequest",
                                 .response = "GetPatientConsentResponse",
                                 .soap_action = "urn:be:fgov:ehealth:consent:protocol:v1:GetPatientConsent",
                                 .read = read,
                                 .write = write});
}

}  // namespace sluis::operations
