#include "adapters/metahub/simulator/metahub.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kProtocol = "urn:be:fgov:ehealth:metahub:protocol:v2";
constexpr std::string_view kCore = "http://www.ehealth.fgov.be/hubservices/core/v2";
constexpr auto kOwnEhp = "1999990738";
constexpr std::size_t kLongestRequestId = 50;
constexpr std::array<std::string_view, 4> kOperations = {"GetPatientLinks", "PutPatientLink", "RevokePatientLink", "GetMetaHubDelta"};

XmlWriter::Name p(std::string_view local) {
  return {"p", kProtocol, local};
}
XmlWriter::Name c(std::string_view local) {
  return {"c", kCore, local};
}
XmlWriter::Name k(std::string_view local) {
  return {"k", names::kKmehr, local};
}

Fault wrong(std::string where) {
  return Fault(FaultId::SchemaViolation, std::move(where));
}

void write_id(XmlWriter& xml, const XmlWriter::Name& name, std::string_view scheme, std::string_view value) {
  xml.open(name).attribute("S", scheme).attribute("SV", "1.0").text(value).close();
}

// Leaves the link open for what a delta adds.
void open_link(XmlWriter& xml, const std::string& patient, const std::string& ehp, const std::string& name) {
  xml.open(p("patientlink")).open(p("patient"));
  write_id(xml, c("id"), "INSS", patient);
  xml.close().open(p("hcparty"));
  write_id(xml, k("id"), "ID-HCPARTY", ehp);
  xml.open(k("cd")).attribute("S", "CD-HCPARTY").attribute("SV", "1.1").text("hub").close();
  if (!name.empty()) xml.element(k("name"), name);
  xml.close();
}

Node part(Node parent, std::string_view name) {
  for (const auto child : parent.children())
    if (child.name() == name) return child;
  return {};
}

// "1999990144.3f2a...": letters, digits, and the point between number and the rest (hubs.md 3.1).
bool right_request_id(std::string_view id) {
  return id.size() <= kLongestRequestId &&
         std::ranges::all_of(id, [](unsigned char ch) { return std::isalnum(ch) != 0 || ch == '.'; });
}

std::string ehp_in(Node hcparty) {
  if (!hcparty) return {};
  for (const auto id : hcparty.children(names::kKmehr, "id"))
    if (id.attribute("S").value_or("") == "ID-HCPARTY") return std::string(core::trim(id.text()));
  return {};
}

}  // namespace

Answer Metahub::fault() const {
  return soap_fault("SOA-02001", random_, "scenario: fault");
}

Answer Metahub::answer(const Question& question) {
  if (question.path != kMetahubPath) return soap_fault("SOA-03005", random_, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), random_);
}

Result<std::string> Metahub::respond(const Question& question) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const auto token = security_.token_caller(*message);
  if (!token) return token.error();
  if (!token->recognised_organisation())
    return Fault(FaultId::NotAuthorised, "no recognised organisation in the token");
  const auto operation = std::ranges::find_if(
      kOperations, [&](std::string_view o) { return message->content.is(kProtocol, std::string(o) + "Request"); });
  if (operation == kOperations.end()) return Fault(FaultId::UnknownOperation);
  if (!action_is(question.soap_action, std::string(kProtocol) + ":" + std::string(*operation)))
    return Fault(FaultId::ActionDisagrees);
  const auto parts = message->content.children();
  if (parts.size() != 2 || !parts[0].is(kCore, "request")) return wrong("body");
  if (const auto ok = check_request(parts[0], kCore, {"maxrows"}); !ok) return ok.error();
  if (!right_request_id(core::trim(parts[0].child(kCore, "id").text()))) return wrong("request/id");
  const bool writes = *operation == "PutPatientLink" || *operation == "RevokePatientLink";
  if (parts[1].name() != (writes ? "patientlink" : "select")) return wrong("content");
  return dispatch({std::string(*operation), parts[0], parts[1],
                   token->value(std::string(names::kEhealth) + "ehp-number", names::kIdentification)});
}

Result<std::string> Metahub::dispatch(const Call& call) {
  if (call.operation == "GetPatientLinks") return links(call);
  return call.operation == "GetMetaHubDelta" ? delta(call) : feed(call);
}

void Metahub::begin(XmlWriter& xml, const Call& call,
                    const std::vector<std::pair<std::string, std::string>>& faults) const {
  xml.open(p(call.operation + "Response"));
  open_response(xml, kCore, {kOwnEhp, "", "orgpublichealth", "Sandbox metahub", "", ""}, call.request, clock_.now(),
                random_);
  xml.close();
  std::vector<KmehrError> errors;
  for (const auto& [code, text] : faults) errors.push_back({code, text});
  write_acknowledge(xml, kCore, errors.empty(), errors);
}

Result<std::string> Metahub::links(const Call& call) const {
  const auto patient = part(call.content, "patient");
  const auto inss = patient ? inss_of(patient.children(kCore, "id")) : std::nullopt;
  if (!inss) return wrong("select/patient/id");
  const bool right = check_digits_right(*inss);
  XmlWriter xml;
  using Errors = std::vector<std::pair<std::string, std::string>>;
  begin(xml, call, right ? Errors{} : Errors{{"MH2.INPUT.19", "Invalid patient identifier"}});
  if (right) {
    xml.open(p("patientlinklist"));
    for (const auto& link : book_.links(*inss)) {
      open_link(xml, *inss, link.ehp, book_.name_of(link.ehp));
      xml.element(p("startdate"), core::to_text(core::brussels_date(link.since))).close();
    }
    xml.close();
  }
  return xml.close().take();
}

// A hub speaks for itself alone.
Result<std::string> Metahub::feed(const Call& call) {
  const auto patient = part(call.content, "patient");
  const auto inss = patient ? inss_of(patient.children(kCore, "id")) : std::nullopt;
  const auto hub = ehp_in(part(call.content, "hcparty"));
  if (!inss || hub.empty()) return wrong("patientlink");
  std::vector<std::pair<std::string, std::string>> errors;
  const bool put = call.operation == "PutPatientLink";
  if (call.hub.empty() || call.hub != hub) errors.emplace_back("MH2.ACCESS.1", "The caller is not this hub");
  if (!check_digits_right(*inss)) errors.emplace_back("MH2.INPUT.19", "Invalid patient identifier");
  if (errors.empty() && put && book_.consent_missing(*inss))
    errors.emplace_back("MH2.ACCESS.2", "The patient has no active consent");
  if (errors.empty() && put) book_.declared(hub, *inss);
  if (errors.empty() && !put) book_.withdrawn(hub, *inss);
  XmlWriter xml;
  begin(xml, call, errors);
  return xml.close().take();
}

// select/position: the one of the last answer; absent: from now on.
Result<std::string> Metahub::delta(const Call& call) const {
  const auto node = part(call.content, "position");
  const auto text = node ? std::string(core::trim(node.text())) : std::string{};
  long position = -1;
  if (!text.empty()) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), position);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || position < 0) return wrong("select/position");
  }
  auto found = position < 0 ? LinkBook::Delta{} : book_.since(position);
  if (position < 0) found.position = book_.since(0).position;
  XmlWriter xml;
  begin(xml, call, {});
  xml.element(p("position"), std::to_string(found.position)).element(p("gap"), found.gap ? "true" : "false");
  xml.open(p("patientlinklist"));
  for (const auto& change : found.changes) {
    open_link(xml, change.patient, change.ehp, book_.name_of(change.ehp));
    xml.element(p("change"), change.put ? "put" : "revoke").element(p("number"), std::to_string(change.number)).close();
  }
  return xml.close().close().take();
}

}  // namespace sluis::sandbox
