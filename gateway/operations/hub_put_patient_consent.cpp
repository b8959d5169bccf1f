#include "gateway/operations/hub_frame_support.hpp"

namespace sluis::operations {

std::unique_ptr<spi::Operation> make_hub_put_patient_consent() {
  return hub_operation({.kind = model::OrderKind::PutConsent, .name = "PutPatientConsent", .read = read_hub_consent});
}

}  // namespace sluis::operations
