#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_link_question(body);
}

void write(hub::ResponseWriter& out, const model::Decision&, const model::Answer& answer) {
  // What was found is told also when not all could be looked up.
  if (answer.errors.empty() || !answer.links.empty()) out.links(answer.links);
}

}  // namespace

std::unique_ptr<spi::Operation> make_get_therapeutic_link() {
  return registration_operation({.service = kLinkService,
                                 .kind = model::OrderKind::GetLinks,
                                 .name = "GetTherapeuticLink",
                                 .request = "GetTherapeuticLinkRequest",
                                 .response = "GetTherapeuticLinkResponse",
                                 .soap_action = "urn:be:fgov:ehealth:therlink:protocol:v1:GetTherapeuticLink",
                                 .read = read,
                                 .write = write});
}

}  // namespace sluis::operations
