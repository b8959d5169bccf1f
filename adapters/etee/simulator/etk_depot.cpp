#include "adapters/etee/simulator/etk_depot.hpp"

#include <algorithm>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/soap.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kProtocol = "urn:be:fgov:ehealth:etkdepot:1_0:protocol";
constexpr std::string_view kStatus = "urn:be:fgov:ehealth:commons:1_0:core";

XmlWriter::Name e(std::string_view local) { return {"e", kProtocol, local}; }
XmlWriter::Name s(std::string_view local) { return {"s", kStatus, local}; }

std::string value_of(Node parent, std::string_view name) {
  const auto child = parent.child(kProtocol, name);
  return child ? std::string(core::trim(child.text())) : std::string();
}

void write_identifier(XmlWriter& xml, const ServiceActor& actor) {
  xml.open(e("Identifier")).element(e("Type"), actor.type).element(e("Value"), actor.number);
  if (!actor.application.empty()) xml.element(e("ApplicationID"), actor.application);
  xml.close();
}

}  // namespace

Answer EtkDepot::fault() const { return soap_fault("SOA-02001", random_, "scenario: fault"); }

Answer EtkDepot::answer(const Question& question) {
  if (question.path != kEtkDepotPath) return soap_fault("SOA-03005", random_, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), random_);
}

Result<std::string> EtkDepot::respond(const Question& question) const {
  const auto message = read_soap(question);
  if (!message) return message.error();
  if (!message->content.is(kProtocol, "GetEtkRequest")) return Fault(FaultId::UnknownOperation);
  if (!action_is(question.soap_action, std::string(kProtocol) + ":GetEtk")) return Fault(FaultId::ActionDisagrees);
  const auto parts = message->content.children();
  if (parts.size() != 1 || !parts[0].is(kProtocol, "SearchCriteria")) return Fault(FaultId::SchemaViolation, "body");
  const auto identifiers = parts[0].children();
  if (identifiers.size() != 1 || !identifiers[0].is(kProtocol, "Identifier"))
    return Fault(FaultId::SchemaViolation, "one Identifier");
  return found(parts[0],
               {"", value_of(identifiers[0], "Type"), value_of(identifiers[0], "Value"), value_of(identifiers[0], "ApplicationID")},
               question.behaviour.failure == Failure::WrongSignature);
}

std::string EtkDepot::found(Node criteria, const ServiceActor& search, bool forged) const {
  XmlWriter xml;
  xml.open(e("GetEtkResponse")).attribute("Id", "_" + core::random_hex(random_, 16));
  xml.open(s("Status")).element(s("Code"), "200").open(s("Message")).attribute("Lang", "EN").text("Success").close().close();
  xml.open(e("GivenSearchCriteria"));
  for (const auto identifier : criteria.children())
    write_identifier(xml, {"", value_of(identifier, "Type"), value_of(identifier, "Value"), value_of(identifier, "ApplicationID")});
  xml.close();
  const auto matches = ring_.find(search);
  const auto exact = std::ranges::find_if(matches, [&](const auto& m) { return m.application == search.application; });
  const bool only = matches.size() == 1 && search.application.empty();
  const auto token = exact != matches.end() ? ring_.token(*exact, clock_.now())
                     : only                 ? ring_.token(matches.front(), clock_.now())
                                            : std::nullopt;
  if (token) {
    xml.element(e("ETK"), core::to_base64(forged ? ring_.forged_token(clock_.now()) : *token));
  } else if (matches.empty()) {
    xml.open(e("Error")).element(e("Code"), "ETK_NOT_FOUND").element(e("Message"), "No encryption token for these criteria").close();
  } else {
    for (const auto& match : matches) {
      xml.open(e("MatchingEtk"));
      write_identifier(xml, match);
      xml.close();
    }
  }
  return xml.close().take();
}

}  // namespace sluis::sandbox
