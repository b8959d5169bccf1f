#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_link_question(body);
}

void write(hub::ResponseWriter& out, const model::Decision&, const model::Answer& answer) {
  if (answer.has_link) out.value(*answer.has_link);
}

}  // namespace

std::unique_ptr<spi::Operation> make_has_therapeutic_link() {
  return registration_operation({.service = kLinkService,
                                 .kind = model::OrderKind::HasLink,
                                 .name = "HasTherapeuticLink",
                                 .request = "HasTherapeuticLinkRequest",
                                 .response = "HasTherapeuticLinkResponse",
                                 .soap_action = "urn:be:fgov:ehealth:therlink:protocol:v1:HasTherapeuticLink",
                                 .read = read,
                                 .write = write});
}

}  // namespace sluis::operations
