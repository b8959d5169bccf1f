#include "mappings/hubservices_v2/request.hpp"

#include "mappings/hubservices_v2/claims.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v2 {
namespace {

constexpr std::string_view kConsentType = "CD-CONSENTTYPE";
constexpr std::string_view kLinkType = "CD-THERAPEUTICLINKTYPE";

std::vector<model::PartyClaim> read_core_parties(native::Node parent) {
  std::vector<model::PartyClaim> parties;
  for (const auto party : parent.children(kCore, "hcparty")) parties.push_back(read_core_party(party));
  return parties;
}

// A link with the proofs that stand beside it.
model::LinkOrder read_link_and_proofs(native::Node parent) {
  auto order = read_link_content(parent.child(kCore, "therapeuticlink"));
  order.proofs = read_proofs(parent);
  return order;
}

}  // namespace

Status check_identifiers(native::Node node) {
  const auto name = node.name();
  if ((name == "id" || name == "cd") && node.has_comment_or_instruction()) {
    return Fault(FaultId::CommentRefused, "comment or instruction inside an identifier or code");
  }
  for (const auto child : node.children()) {
    if (auto clean = check_identifiers(child); !clean) return clean;
  }
  return Done{};
}

model::RequestHeader read_header(native::Node body) {
  const auto request = body.child(kCore, "request");
  model::RequestHeader header;
  header.id = child_text(request, "id").value_or("");
  header.author = read_author(request.child(kCore, "author"));
  header.date = child_text(request, "date").value_or("");
  header.time = child_text(request, "time").value_or("");
  header.max_rows = child_text(request, "maxrows");
  header.echo = native::canonical(request);
  return header;
}

model::ConsentOrder read_consent(native::Node body) {
  const auto consent = body.child(kCore, "consent");
  model::ConsentOrder order;
  order.patient = read_patient(consent.child(kCore, "patient"));
  order.types = code_values(consent, kConsentType);
  order.sign_date = child_text(consent, "signdate");
  order.revoke_date = child_text(consent, "revokedate");
  if (const auto author = consent.child(kCore, "author")) order.author = read_author(author);
  return order;
}

model::ConsentOrder read_consent_question(native::Node body) {
  const auto select = body.child(kCore, "select");
  model::ConsentOrder order;
  order.patient = read_patient(select.child(kCore, "patient"));
  if (const auto consent = select.child(kCore, "consent")) order.types = code_values(consent, kConsentType);
  return order;
}

model::LinkOrder read_link_content(native::Node link) {
  model::LinkOrder order;
  order.patient = read_patient(link.child(kCore, "patient"));
  order.parties = read_core_parties(link);
  order.type = code_value(link.child(kCore, "cd"), kLinkType);
  order.start = child_text(link, "startdate");
  order.end = child_text(link, "enddate");
  if (const auto comment = link.child(kCore, "comment")) order.comment = comment.text();
  return order;
}

model::LinkOrder read_link(native::Node body) { return read_link_and_proofs(body); }

model::LinkBatch read_links(native::Node body) {
  model::LinkBatch batch;
  for (const auto entry : body.children(kCore, "therapeuticlinkrequest")) {
    batch.entries.push_back({child_text(entry, "id").value_or(""), read_link_and_proofs(entry)});
  }
  return batch;
}

model::LinkQuery read_link_question(native::Node body) {
  const auto select = body.child(kCore, "select");
  model::LinkQuery query;
  for (const auto patient : select.children(kCore, "patient")) query.patients.push_back(read_patient(patient));
  query.parties = read_core_parties(select);
  query.types = code_values(select, kLinkType);
  query.begin = child_text(select, "begindate");
  query.end = child_text(select, "enddate");
  if (const auto status = child_text(select, "therapeuticlinkstatus"); status && !status->empty())
    query.status = *status;
  query.proofs = read_proofs(body);
  return query;
}

model::ExclusionOrder read_exclusion(native::Node body) {
  const auto exclusion = body.child(kCore, "therapeuticexclusion");
  model::ExclusionOrder order;
  order.patient = read_patient(exclusion.child(kCore, "patient"));
  order.party = kmehr::read_party(exclusion.child(kCore, "hcparty"));
  return order;
}

model::ExclusionOrder read_exclusion_question(native::Node body) {
  const auto select = body.child(kCore, "select");
  model::ExclusionOrder order;
  order.patient = read_patient(select.child(kCore, "patient"));
  if (const auto party = select.child(kCore, "hcparty")) order.party = kmehr::read_party(party);
  order.begin = child_text(select, "begindate");
  order.end = child_text(select, "enddate");
  return order;
}

}  // namespace sluis::mappings::hubservices_v2
