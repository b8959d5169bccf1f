#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_consent(body);
}

}  // namespace

std::unique_ptr<spi::Operation> make_put_patient_consent() {
  return registration_operation({.service = kConsentService,
                                 .kind = model::OrderKind::PutConsent,
                                 .name = "PutPatientConsent",
                                 .request = "PutPatientConsentRequest",
                                 .response = "PutPatientConsentResponse",
                                 .soap_action = "urn:be:fgov:ehealth:consent:protocol:v1:PutPatientConsent",
                                 .read = read});
}

}  // namespace sluis::operations
