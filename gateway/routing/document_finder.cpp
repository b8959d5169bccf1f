#include "gateway/routing/document_finder.hpp"

#include <algorithm>

namespace sluis::routing {

model::Order DocumentFinder::list_of(const model::Ssin& patient) const {
  model::Order order;
  order.kind = model::OrderKind::ListReferences;
  order.caller.category = own_.category;
  order.caller.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, own_.number};
  order.correlation_id = core::random_uuid(random_);
  order.header.id = order.correlation_id;
  order.received = clock_.now();
  model::ReferenceQuery query;
  query.patient.ids.push_back({"INSS", patient.text(), {}});
  order.content = std::move(query);
  return order;
}

Result<std::optional<model::DirectoryEntry>> DocumentFinder::find(const model::TransactionName& document,
                                                                  const model::Ssin& patient) {
  using Found = std::optional<model::DirectoryEntry>;
  const auto hub = document.hub.empty() ? router_.hub_naming_by(document.local_scheme) : document.hub;
  auto entries = router_.entries_at(hub, list_of(patient));
  if (!entries) return std::move(entries).error();
  const auto found = std::ranges::find_if(*entries, [&](const auto& entry) {
    return entry.name.id == document.id && entry.name.local_scheme == document.local_scheme;
  });
  return found == entries->end() ? Found{} : Found{std::move(*found)};
}

}  // namespace sluis::routing
