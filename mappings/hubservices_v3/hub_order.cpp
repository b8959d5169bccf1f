#include "mappings/hubservices_v3/hub_order.hpp"

#include "gateway/core/encoding.hpp"
#include "mappings/hubservices_v3/written_content.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v3 {
namespace {

using native::Node;
using native::XmlWriter;

std::string text_of(Node parent, std::string_view local) {
  const auto node = parent ? parent.child(kCore, local) : Node{};
  return node ? std::string(core::trim(node.text())) : std::string{};
}

std::optional<std::string> optional_text(Node parent, std::string_view local) {
  if (!parent.child(kCore, local)) return std::nullopt;
  return text_of(parent, local);
}

model::PatientClaim patient_of(Node patient) {
  model::PatientClaim claim;
  claim.ids = kmehr::read_ids(patient, kCore);
  if (claim.ids.empty()) claim = read_person(patient);
  return claim;
}

void add_types(Node parent, std::vector<std::string>& categories) {
  for (const auto code : parent.children(kCore, "cd"))
    if (code.attribute("S") == "CD-TRANSACTION") categories.emplace_back(core::trim(code.text()));
}

// The hub that holds a document stands first in its author (HUB-TRN-2).
std::string hub_of(Node transaction) {
  const auto author = transaction.child(kCore, "author");
  if (!author) return {};
  for (const auto& party : kmehr::read_parties(author))
    if (party.category() == "hub") return party.value("ID-HCPARTY").value_or(party.value("ID-EHP").value_or(""));
  return {};
}

model::TransactionName name_of(Node transaction, const std::string& hub) {
  for (const auto& id : kmehr::read_ids(transaction, kCore))
    if (id.scheme == "LOCAL") return {id.value, id.local_scheme, hub};
  return {{}, {}, hub};
}

void read_transaction(Node transaction, bool names_one, model::HubOrder& order) {
  order.hub = hub_of(transaction);
  add_types(transaction, order.categories);
  if (names_one) order.documents.push_back(name_of(transaction, order.hub));
  order.begin = optional_text(transaction, "begindate");
  order.end = optional_text(transaction, "enddate");
}

model::PartyClaim party_of(Node party) {
  model::PartyClaim claim;
  claim.ids = kmehr::read_ids(party, kCore);
  for (const auto code : party.children(kCore, "cd")) claim.codes.push_back({code.attribute("S").value_or(""), std::string(core::trim(code.text()))});
  claim.name = text_of(party, "name");
  if (const auto first = text_of(party, "firstname"); !first.empty()) claim.first_names.push_back(first);
  claim.family_name = text_of(party, "familyname");
  return claim;
}

void read_select(Node select, model::HubOrder& order) {
  if (const auto patient = select.child(kCore, "patient")) order.patient = patient_of(patient);
  if (const auto transaction = select.child(kCore, "transaction"))
    read_transaction(transaction, static_cast<bool>(transaction.child(kCore, "id")), order);
  if (const auto party = select.child(kCore, "hcparty")) order.party = party_of(party);
  for (const auto criteria : select.children(kCore, "criteria")) {
    auto patient = patient_of(criteria.child(kCore, "patient"));
    if (order.patient) order.further_patients.push_back(std::move(patient));
    else order.patient = std::move(patient);
    add_types(criteria, order.categories);
  }
}

// The declaration of a reference: its author's hub is who declares, not where the order goes.
void read_declaration(Node folder, model::HubOrder& order) {
  order.patient = patient_of(folder.child(kCore, "patient"));
  const auto transaction = folder.child(kCore, "transaction");
  read_transaction(transaction, true, order);
  model::WrittenContent written;
  written.folders = written.transactions = 1;
  written.patients.push_back(*order.patient);
  for (auto& party : kmehr::read_parties(transaction.child(kCore, "author")))
    if (party.category() != "hub") written.authors.push_back(std::move(party));
  order.written = std::move(written);
}

void read_content(Node content, model::HubOrder& order) {
  const auto name = content.name();
  if (name == "select") read_select(content, order);
  if (name == "patient") order.patient = patient_of(content);
  if (name == "hcparty") order.party = party_of(content);
  if (name == "consent") order.party = party_of(content.child(kCore, "hcparty"));
  if (name == "kmehrheader") read_declaration(content.child(kCore, "folder"), order);
  if (name == "kmehrmessage") read_message(content, order);
}

Fault refused(std::string_view operation, std::string_view what) {
  return Fault(FaultId::NetworkAnswerRefused, std::string(operation) + "Response: " + std::string(what));
}

}  // namespace

std::string action_of(std::string_view operation) { return "urn:be:fgov:ehealth:intrahub:protocol:v3:" + std::string(operation); }

HubRequest read_hub_request(Node body) {
  HubRequest request;
  for (const auto child : body.children()) {
    if (child.is(kCore, "request")) {
      request.header = read_request_header(child);
      continue;
    }
    read_content(child, request.order);
    request.order.body += native::canonical(child);
  }
  return request;
}

std::string write_hub_request(std::string_view operation, const model::RequestHeader& header, std::string_view content) {
  const std::string element = std::string(operation) + "Request";
  const auto protocol = free_prefix(content, "p");
  XmlWriter out;
  out.open({protocol, kProtocol, element});
  write_request_header(out, header);
  if (!content.empty()) out.raw(content);
  out.close();
  return out.take();
}

Status read_written(model::HubOrder& order) {
  const auto document = native::Document::parse(order.body);
  if (!document) return document.error();
  order.patient.reset();
  order.categories.clear();
  order.documents.clear();
  read_message(document->root(), order);
  return Done{};
}

std::string write_document_select(std::string_view patient, const model::TransactionName& document) {
  const auto name = [](std::string_view local) { return XmlWriter::Name{"c", kCore, local}; };
  XmlWriter out;
  out.open(name("select")).open(name("patient"));
  kmehr::write_id(out, name("id"), {"INSS", std::string(patient), {}});
  out.close().open(name("transaction"));
  kmehr::write_id(out, name("id"), {"LOCAL", document.id, document.local_scheme});
  if (!document.hub.empty()) {
    out.open(name("author"));
    kmehr::write_party(out, kmehr::make_party(document.hub, "hub", {}));
    out.close();
  }
  out.close().close();
  return out.take();
}

Result<HubResponse> read_hub_response(std::string_view operation, Node body) {
  if (!body.is(kProtocol, std::string(operation) + "Response")) return refused(operation, "another body element");
  const auto header = body.child(kCore, "response");
  const auto acknowledge = body.child(kCore, "acknowledge");
  if (!header || !acknowledge) return refused(operation, "no response or no acknowledge");
  HubResponse response;
  const auto parties = kmehr::read_parties(header.child(kCore, "author"));
  response.header = {text_of(header, "id"), parties.empty() ? model::PartyClaim{} : parties.front(), text_of(header, "date"),
                     text_of(header, "time"), native::canonical(header.child(kCore, "request"))};
  response.request_id = text_of(header.child(kCore, "request"), "id");
  const auto complete = text_of(acknowledge, "iscomplete");
  if (complete != "true" && complete != "1" && complete != "false" && complete != "0") return refused(operation, "acknowledge without iscomplete");
  response.complete = complete == "true" || complete == "1";
  response.errors = read_errors(acknowledge);
  for (const auto child : body.children())
    if (!(child == header) && !(child == acknowledge)) response.content += native::canonical(child);
  return response;
}

std::string write_hub_response(std::string_view operation, const HubResponse& response) {
  const std::string element = std::string(operation) + "Response";
  const auto protocol = free_prefix(response.header.request + response.content, "p");
  const auto prefix = free_prefix(response.header.request, "c");
  XmlWriter out;
  out.open({protocol, kProtocol, element}).open({prefix, kCore, "response"});
  write_answer_header(out, prefix, response.header);
  out.close();
  write_acknowledge(out, prefix, response.complete, response.errors);
  if (!response.content.empty()) out.raw(response.content);
  else if (operation == "GetLatestUpdate") out.open({prefix, kCore, "latestupdatelist"}).close();
  out.close();
  return out.take();
}

}  // namespace sluis::mappings::hubservices_v3
