#include "gateway/operations/hub_frame_support.hpp"
#include "mappings/hubservices_v3/registrations.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

decltype(model::Order::content) read(native::Node body, const model::Identity&, model::RequestHeader& header) {
  auto order = v3::read_link(body, header.author);
  v3::place_citizen(header.author, order.patient);
  return order;
}

}  // namespace

// The link that the federal service keeps, in the words of the hubs (HUB-TLNK-1).
std::unique_ptr<spi::Operation> make_hub_put_therapeutic_link() {
  return hub_operation({.kind = model::OrderKind::PutLink, .name = "PutTherapeuticLink", .read = read});
}

}  // namespace sluis::operations
