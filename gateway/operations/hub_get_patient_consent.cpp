#include "gateway/operations/hub_frame_support.hpp"
#include "mappings/hubservices_v3/registrations.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

decltype(model::Order::content) read(native::Node body, const model::Identity&, model::RequestHeader& header) {
  auto order = v3::read_consent_question(body);
  v3::place_citizen(header.author, order.patient);
  return order;
}

std::string write(const model::Order&, const model::Answer& answer) { return answer.consent ? v3::write_consent(*answer.consent) : std::string{}; }

}  // namespace

// The consent that the federal service keeps, asked in the words of the hubs.
std::unique_ptr<spi::Operation> make_hub_get_patient_consent() {
  return hub_operation({.kind = model::OrderKind::GetConsent, .name = "GetPatientConsent", .read = read, .write = write});
}

}  // namespace sluis::operations
