#pragma once

#include "adapters/hub/simulator/hub_parts.hpp"

// The operations of hubs.md section 4, a file for each family. What a question gets wrong in its form is a Fault, what it gets
// wrong in its content is an error in the acknowledgement.
namespace sluis::sandbox::hub {

Result<HubReply> list(HubParts&, const HubQuestion&);
Result<HubReply> declare(HubParts&, const HubQuestion&);
Result<HubReply> put(HubParts&, const HubQuestion&);
Result<HubReply> get(HubParts&, const HubQuestion&);
Result<HubReply> revoke(HubParts&, const HubQuestion&);
Result<HubReply> put_set(HubParts&, const HubQuestion&);
Result<HubReply> get_set(HubParts&, const HubQuestion&);
Result<HubReply> put_patient(HubParts&, const HubQuestion&);
Result<HubReply> get_patient(HubParts&, const HubQuestion&);
Result<HubReply> put_party(HubParts&, const HubQuestion&);
Result<HubReply> get_party(HubParts&, const HubQuestion&);
Result<HubReply> put_party_consent(HubParts&, const HubQuestion&);
Result<HubReply> get_party_consent(HubParts&, const HubQuestion&);
Result<HubReply> revoke_party_consent(HubParts&, const HubQuestion&);
Result<HubReply> put_consent(HubParts&, const HubQuestion&);
Result<HubReply> get_consent(HubParts&, const HubQuestion&);
Result<HubReply> revoke_consent(HubParts&, const HubQuestion&);
Result<HubReply> put_link(HubParts&, const HubQuestion&);
Result<HubReply> get_links(HubParts&, const HubQuestion&);
Result<HubReply> revoke_link(HubParts&, const HubQuestion&);
Result<HubReply> put_right(HubParts&, const HubQuestion&);
Result<HubReply> get_rights(HubParts&, const HubQuestion&);
Result<HubReply> revoke_rights(HubParts&, const HubQuestion&);
Result<HubReply> audit_trail(HubParts&, const HubQuestion&);
Result<HubReply> request_publication(HubParts&, const HubQuestion&);
Result<HubReply> latest_update(HubParts&, const HubQuestion&);

struct OperationEntry {
  std::string_view name;
  std::string_view subject;  // local name of the element behind request
  HubOperation run;
  bool pages = false;     // its request may hold paginationinfo
};
// nullptr when hubs have no such operation.
const OperationEntry* operation_named(std::string_view name);

// One line of a list, without the number of its place.
struct Summary {
  core::Instant moment;
  std::string text;  // canonical, what stands behind the ID-KMEHR
};

}  // namespace sluis::sandbox::hub
