#include "gateway/operations/hub_frame_support.hpp"
#include "mappings/hubservices_v3/registrations.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

decltype(model::Order::content) read(native::Node body, const model::Identity&, model::RequestHeader& header) {
  auto order = v3::read_consent(body);
  v3::place_citizen(header.author, order.patient);
  return order;
}

}  // namespace

// The consent that the federal service keeps, asked in the words of the hubs.
std::unique_ptr<spi::Operation> make_hub_revoke_patient_consent() {
  return hub_operation({.kind = model::OrderKind::RevokeConsent, .name = "RevokePatientConsent", .read = read});
}

}  // namespace sluis::operations
