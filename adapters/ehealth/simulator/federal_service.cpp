#include "adapters/ehealth/simulator/federal_service.hpp"

#include <algorithm>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kProtocol = "http://www.ehealth.fgov.be/hubservices/protocol/v2";
constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v2";
constexpr std::size_t kLongestRequestId = 50;

XmlWriter::Name p(std::string_view local) { return {"p", kProtocol, local}; }
XmlWriter::Name c(std::string_view local) { return {"c", kCore, local}; }

std::string text_in(Node parent, std::string_view local) {
  const auto child = parent ? parent.child(kCore, local) : Node{};
  return child ? std::string(core::trim(child.text())) : std::string{};
}

Fault wrong(std::string where) { return Fault(FaultId::SchemaViolation, std::move(where)); }

std::string canonical_children(Node parent, std::initializer_list<std::string_view> wanted) {
  std::string all;
  for (const auto child : parent.children()) {
    if (std::ranges::find(wanted, child.name()) != wanted.end()) all += native::canonical(child);
  }
  return all;
}

// Every id below a node, in whatever namespace its type declares it.
void collect_ids(Node node, std::vector<Node>& ids) {
  for (const auto child : node.children()) {
    if (child.name() == "id") ids.push_back(child);
    else collect_ids(child, ids);
  }
}

std::string value_of(Node node, std::string_view scheme) {
  std::vector<Node> ids;
  collect_ids(node, ids);
  for (const auto id : ids) {
    if (id.attribute("S").value_or("") == scheme) return std::string(core::trim(id.text()));
  }
  return {};
}

// A person by his national number, an organisation by the first eight digits of its number.
std::string party_key(Node hcparty) {
  const auto ssin = value_of(hcparty, "INSS");
  if (!ssin.empty()) return "ssin:" + ssin;
  const auto number = value_of(hcparty, "ID-HCPARTY");
  return number.empty() ? std::string{} : "number:" + (number.size() == 10 ? number : number.substr(0, 8));
}

// The author has to be the holder of the token, beside whoever else is named.
bool speaks_for_himself(const Token& token, Node author) {
  std::vector<Node> ids;
  collect_ids(author, ids);
  return std::ranges::any_of(ids, [&](Node id) {
    const auto value = std::string(core::trim(id.text()));
    return std::ranges::any_of(token.attributes, [&](const TokenAttribute& attribute) {
      if (attribute.ns != names::kIdentification || attribute.values.empty()) return false;
      const auto& certified = attribute.values.front();
      return certified == value || (certified.size() >= 8 && value.size() >= 8 && certified.size() != 10 && attribute.name.find("nihii") != std::string::npos &&
                                    certified.substr(0, 8) == value.substr(0, 8));
    });
  });
}

}  // namespace

const std::vector<FederalSubject>& federal_subjects() {
  using namespace adapters::ehealth;
  static const std::vector<FederalSubject> all{{"consent", std::string(kConsentPath), std::string(kConsentAction)},
                                               {"therlink", std::string(kLinksPath), std::string(kLinksAction)},
                                               {"exclusion", std::string(kExclusionsPath), std::string(kExclusionsAction)}};
  return all;
}

Answer FederalService::fault() const { return soap_fault("SOA-02001", random_, "scenario: fault"); }
Answer FederalService::answer(const Question& question) {
  if (question.path != subject_.path) return soap_fault("SOA-03005", random_, "path");
  std::string told;
  const auto body = respond(question, told);
  auto reply = body ? soap_answer(*body) : soap_fault(body.error(), random_);
  if (body) reply.log = told;
  return reply;
}

Result<std::string> FederalService::respond(const Question& question, std::string& told) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const auto token = security_.token_caller(*message);
  if (!token) return token.error();
  const auto name = std::string(message->content.name());
  if (message->content.namespace_uri() != kProtocol || !name.ends_with("Request")) return Fault(FaultId::UnknownOperation);
  const auto operation = name.substr(0, name.size() - 7);
  if (!action_is(question.soap_action, subject_.action + operation)) return Fault(FaultId::ActionDisagrees);
  const auto parts = message->content.children();
  if (parts.size() < 2 || !parts[0].is(kCore, "request")) return wrong("body");
  if (const auto ok = check_request(parts[0], kCore, {"maxrows"}); !ok) return ok.error();
  if (text_in(parts[0], "id").size() > kLongestRequestId) return wrong("request/id");
  const auto author = parts[0].child(kCore, "author");
  const bool citizen = author.child(kCore, "patient") || author.child(kCore, "person");
  if (!citizen && !token->recognised_organisation() && token->value(names::kPersonSsin, names::kIdentification).empty())
    return Fault(FaultId::NotAuthorised, "neither a citizen, a professional nor a recognised organisation");
  const Call call{operation, message->content, parts[0], parts[1]};
  if (!speaks_for_himself(*token, author)) return acknowledge(call, subject_.name == "consent" ? "MH2.INPUT.2" : subject_.name == "therlink" ? "TL.ACCESS.15" : "EX.ACCESS.15");
  if (operation.starts_with("Put") || operation.starts_with("Revoke")) return acknowledge(call, act(call, told));
  if (operation == "GetPatientConsent" || operation == "GetPatientConsentStatus") return consent(call);
  if (operation == "HasTherapeuticLink") return has_link(call);
  if (operation.starts_with("GetTherapeutic")) return listed(call);
  return Fault(FaultId::UnknownOperation);
}

void FederalService::open(XmlWriter& xml, const Call& call, const std::string& code) const {
  xml.open(p(call.operation + "Response"));
  open_response(xml, kCore, {"0809394427", "", "orgpublichealth", "Sandbox eHealth platform", "", ""}, call.request, clock_.now(), random_);
  xml.close();
  std::vector<KmehrError> errors;
  if (!code.empty()) errors.push_back({code, "Refused by the sandbox"});
  write_acknowledge(xml, kCore, errors.empty(), errors);
}

std::string FederalService::acknowledge(const Call& call, const std::string& code) const {
  XmlWriter xml;
  open(xml, call, code);
  return xml.close().take();
}

FederalRecord FederalService::record_of(const Call& call) const {
  const auto node = call.content;
  FederalRecord record;
  const auto patient = node.child(kCore, "patient");
  if (patient) {
    record.patient = value_of(patient, "INSS");
    record.patient_xml = native::canonical(patient);
  }
  if (const auto party = node.child(kCore, "hcparty")) {
    record.party = party_key(party);
    record.party_xml = native::canonical(party);
  }
  if (const auto type = node.child(kCore, "cd")) record.type_xml = native::canonical(type);
  record.type = subject_.name == "consent" ? "" : text_in(node, "cd");
  record.start = core::parse_date(text_in(node, subject_.name == "consent" ? "signdate" : "startdate"));
  record.end = core::parse_date(text_in(node, subject_.name == "consent" ? "revokedate" : "enddate"));
  record.comment = text_in(node, "comment");
  if (const auto author = node.child(kCore, "author")) record.author_xml = native::canonical(author);
  record.declared = {clock_.now(), canonical_children(call.request, {"id", "author", "date", "time"}), canonical_children(call.body, {"proof"})};
  return record;
}

// The request is done once, however often it comes.
std::string FederalService::act(const Call& call, std::string& told) {
  const auto request = text_in(call.request, "id");
  if (const auto before = book_.seen(subject_.name, request, told)) return *before;
  const auto record = record_of(call);
  auto code = refusal(call, record);
  if (code.empty()) {
    const auto today = core::brussels_date(clock_.now());
    code = code_of(call.operation.starts_with("Put") ? book_.put(subject_.name, record, today) : book_.revoke(subject_.name, record, today));
  }
  book_.note(subject_.name, request, code);
  return code;
}

std::string FederalService::code_of(FederalRegister::Outcome outcome) const {
  const std::string family = subject_.name == "therlink" ? "TL" : "EX";
  const bool consent = subject_.name == "consent";
  switch (outcome) {
    case FederalRegister::Outcome::Stored: return {};
    case FederalRegister::Outcome::Exists: return consent ? "MH2.ACCESS.8" : family + ".ACCESS.10";
    case FederalRegister::Outcome::NotFound: return consent ? "MH2.ACCESS.9" : family + ".ACCESS.11";
    case FederalRegister::Outcome::AlreadyRevoked: return consent ? "MH2.ACCESS.9" : subject_.name == "therlink" ? "TL.ACCESS.12" : "EX.ACCESS.11";
    case FederalRegister::Outcome::Excluded: return "TL.ACCESS.08";
  }
  return {};
}

std::string FederalService::refusal(const Call& call, const FederalRecord& record) const {
  const bool right = check_digits_right(record.patient);
  if (subject_.name == "consent") return right ? form_refusal(call, record) : "MH2.INPUT.19";
  const std::string family = subject_.name == "therlink" ? "TL" : "EX";
  if (record.patient.empty()) return family + ".INPUT.30";
  if (!right) return family + ".INPUT.31";
  if (record.party.empty()) return family + ".INPUT.40";
  if (subject_.name == "exclusion") return {};
  if (record.type.empty()) return "TL.INPUT.50";
  if (record.start && record.end && *record.end < *record.start) return "TL.INPUT.63";
  const auto author = call.request.child(kCore, "author");
  for (const auto party : author.children(names::kKmehr, "hcparty")) {
    if (call.operation.starts_with("Put") && book_.excluded(record.patient, party_key(party))) return "TL.ACCESS.08";
  }
  return {};
}

// What a consent must bring (consent.md 4, rules 3, 8, 9 and 10).
std::string FederalService::form_refusal(const Call& call, const FederalRecord& record) const {
  const auto today = core::brussels_date(clock_.now());
  const bool put = call.operation.starts_with("Put");
  if (put && !record.start) return "CO.INPUT.25";
  if (put && *record.start > today) return "MH2.INPUT.16";
  if (!put && !record.end) return "CO.INPUT.26";
  if (!put && *record.end > today) return "MH2.INPUT.33";
  if (text_in(call.content, "cd") != "retrospective") return "MH2.INPUT.24";
  const auto author = call.request.child(kCore, "author");
  const bool citizen = author.child(kCore, "patient") || author.child(kCore, "person");
  const auto patient = call.content.child(kCore, "patient");
  const auto born = birth_of(record.patient);
  const bool newborn = born && core::add_months(*born, 3) > today;
  const bool card = !value_of(patient, "EID-CARDNO").empty() || !value_of(patient, "ISI-CARDNO").empty();
  return citizen || newborn || card ? "" : "CO.INPUT.30";
}

std::string FederalService::consent(const Call& call) const {
  const auto patient = value_of(call.content, "INSS");
  const bool right = check_digits_right(patient);
  XmlWriter xml;
  open(xml, call, right ? "" : "MH2.INPUT.19");
  const auto all = right ? book_.of("consent", patient) : std::vector<FederalRecord>{};
  const bool status = call.operation == "GetPatientConsentStatus";
  if (!all.empty() && (status || !all.back().revoked)) {
    const auto& last = all.back();
    xml.open(c("consent")).raw(last.patient_xml).raw(last.type_xml).element(c("signdate"), core::to_text(*last.start));
    if (last.revoked && last.end) xml.element(c("revokedate"), core::to_text(*last.end));
    if (status) xml.element(c("status"), last.revoked ? "REVOKED" : "GIVEN");
    if (!last.author_xml.empty()) xml.raw(last.author_xml);
    xml.close();
  }
  return xml.close().take();
}

std::vector<FederalRecord> FederalService::asked_for(const Call& call) const {
  const auto patient = call.content.child(kCore, "patient");
  if (!patient) return {};
  auto all = book_.of(subject_.name, value_of(patient, "INSS"));
  const auto party = call.content.child(kCore, "hcparty");
  const auto type = text_in(call.content, "cd");
  const auto status = text_in(call.content, "therapeuticlinkstatus");
  const bool history = call.operation == "GetTherapeuticExclusionHistory" || status == "all";
  const auto today = core::brussels_date(clock_.now());
  std::erase_if(all, [&](const FederalRecord& record) {
    const bool over = record.revoked || (subject_.name == "therlink" && record.end && today >= *record.end && record.end != record.start);
    if (party && record.party != party_key(party)) return true;
    if (!type.empty() && record.type != type) return true;
    return !history && over != (status == "inactive");
  });
  return all;
}

std::string FederalService::listed(const Call& call) const {
  const auto found = asked_for(call);
  const bool links = subject_.name == "therlink";
  XmlWriter xml;
  open(xml, call, links && found.empty() ? "TL.ACCESS.11" : "");
  if (!found.empty()) {
    xml.open(c(links ? "therapeuticlinklist" : "therapeuticexclusionlist"));
    for (const auto& record : found) write(xml, record);
    xml.close();
  }
  return xml.close().take();
}

std::string FederalService::has_link(const Call& call) const {
  XmlWriter xml;
  open(xml, call, "");
  const auto party = call.content.child(kCore, "hcparty");
  const bool excluded = party && book_.excluded(value_of(call.content.child(kCore, "patient"), "INSS"), party_key(party));
  xml.element(c("value"), !excluded && !asked_for(call).empty() ? "true" : "false");
  return xml.close().take();
}

void FederalService::write(XmlWriter& xml, const FederalRecord& record) const {
  const bool link = subject_.name == "therlink";
  xml.open(c(link ? "therapeuticlink" : "therapeuticexclusion")).raw(record.patient_xml).raw(record.party_xml);
  if (link) {
    xml.raw(record.type_xml);
    if (record.start) xml.element(c("startdate"), core::to_text(*record.start));
    if (record.end) xml.element(c("enddate"), core::to_text(*record.end));
    if (!record.comment.empty()) xml.element(c("comment"), record.comment);
  }
  const auto context = [&](std::string_view operation, const FederalAct& act) {
    xml.open(c("operationcontext")).element(c("operation"), operation).element(c("recorddatetime"), core::brussels_date_time(act.at));
    xml.open(c("author")).raw(act.header).close();
    if (!act.proof.empty()) xml.raw(act.proof);
    xml.close();
  };
  context("declaration", record.declared);
  if (record.revoked) context("revocation", *record.revoked);
  xml.close();
}

}  // namespace sluis::sandbox
