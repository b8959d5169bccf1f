#include "gateway/operations/hub_frame_support.hpp"
#include "mappings/hubservices_v3/registrations.hpp"

namespace sluis::operations {
namespace {

namespace v3 = mappings::hubservices_v3;

decltype(model::Order::content) read(native::Node body, const model::Identity&, model::RequestHeader& header) {
  auto query = v3::read_link_question(body, header.author);
  if (!query.patients.empty()) v3::place_citizen(header.author, query.patients.front());
  return query;
}

std::string write(const model::Order&, const model::Answer& answer) {
  return answer.errors.empty() || !answer.links.empty() ? v3::write_links(answer.links) : std::string{};
}

}  // namespace

// The links that the federal service keeps, asked in the words of the hubs.
std::unique_ptr<spi::Operation> make_hub_get_therapeutic_link() {
  return hub_operation({.kind = model::OrderKind::GetLinks, .name = "GetTherapeuticLink", .read = read, .write = write});
}

}  // namespace sluis::operations
