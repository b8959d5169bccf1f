#include "gateway/operations/registration_support.hpp"
#include "mappings/hubservices_v2/request.hpp"

namespace sluis::operations {
namespace {

namespace hub = mappings::hubservices_v2;

Content read(native::Node body) {
  return hub::read_links(body);
}

}  // namespace

// The action's name is assumed: the official description has the message, not the operation (therapeutic-link.md 1).
std::unique_ptr<spi::Operation> make_put_therapeutic_link_bulk() {
  return registration_operation({.service = kLinkService,
                                 .kind = model::OrderKind::PutLinks,
                                 .name = "PutTherapeuticLinkBulk",
                                 .request = "PutTherapeuticLinkBulkRequest",
                                 .response = "PutTherapeuticLinkBulkResponse",
                                 .soap_action = "urn:be:fgov:ehealth:therlink:protocol:v1:PutTherapeuticLinkBulk",
                                 .read = read});
}

}  // namespace sluis::operations
