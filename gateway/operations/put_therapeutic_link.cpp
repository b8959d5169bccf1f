#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_link(body);
}

}  // namespace

std::unique_ptr<spi::Operation> make_put_therapeutic_link() {
  return registration_operation({.service = kLinkService,
                                 .kind = model::OrderKind::PutLink,
                                 .name = "PutTherapeuticLink",
                                 .request = "PutTherapeuticLinkRequest",
                                 .response = "PutTherapeuticLinkResponse",
                                 .soap_action = "urn:be:fgov:ehealth:therlink:protocol:v1:PutTherapeuticLink",
                                 .read = read});
}

}  // namespace sluis::operations
