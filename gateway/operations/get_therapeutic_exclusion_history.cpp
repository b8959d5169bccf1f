#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_exclusion_question(body);
}

void write(hub::ResponseWriter& out, const model::Decision&, const model::Answer& answer) {
  if (answer.errors.empty()) out.exclusions(answer.exclusions);
}

}  // namespace

std::unique_ptr<spi::Operation> make_get_therapeutic_exclusion_history() {
  return registration_operation(
      {.service = kExclusionService,
       .kind = model::OrderKind::GetExclusionHistory,
       .name = "GetTherapeuticExclusionHistory",
       .request = "GetTherapeuticExclusionHistoryRequest",
       .response = "GetTherapeuticExclusionHistoryResponse",
       .soap_action = "urn:be:fgov:ehealth:therapeuticexclusion:protocol:v1:GetTherapeuticExclusionHistory",
       .read = read,
       .write = write});
}

}  // namespace sluis::operations
