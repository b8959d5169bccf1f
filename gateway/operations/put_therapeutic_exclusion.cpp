#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_exclusion(body);
}

}  // namespace

std::unique_ptr<spi::Operation> make_put_therapeutic_exclusion() {
  return registration_operation(
      {.service = kExclusionService,
       .kind = model::OrderKind::PutExclusion,
       .name = "PutTherapeuticExclusion",
       .request = "PutTherapeuticExclusionRequest",
       .response = "PutTherapeuticExclusionResponse",
       .soap_action = "urn:be:fgov:ehealth:therapeuticexclusion:protocol:v1:PutTherapeuticExclusion",
       .read = read});
}

}  // namespace sluis::operations
