#include "mappings/single_message/protocol.hpp"

#include "gateway/core/encoding.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::mappings::single_message {
namespace {

using native::XmlWriter;

XmlWriter::Name plain(std::string_view local) { return {"", "", local}; }
std::string_view truth(bool value) { return value ? "true" : "false"; }

std::string text_of(native::Node parent, std::string_view local) {
  const auto node = parent ? parent.child("", local) : native::Node{};
  return node ? std::string(core::trim(node.text())) : std::string{};
}

void write_consent(XmlWriter& out, const Authorization& authorization) {
  if (!authorization.consent && !authorization.signature) return;
  out.open(plain("PatientConsent"));
  if (authorization.consent) out.element(plain("PatientConsentFlag"), truth(*authorization.consent));
  if (authorization.signature) {
    out.open(plain("PatientSignature")).element(plain("DateTime"), authorization.signature->date_time);
    out.element(plain("Signature"), authorization.signature->value).close();
  }
  out.close();
}

void write_authorization(XmlWriter& out, const Authorization& authorization) {
  out.open(plain("AuthorizationParameters"));
  write_consent(out, authorization);
  if (authorization.relation)
    out.open(plain("TherapeuticalRelationShip")).element(plain("TherapeuticalRelationShipFlag"), truth(*authorization.relation)).close();
  out.close();
}

}  // namespace

std::string action_of(std::string_view operation) { return std::string(kProtocol) + ":" + std::string(operation); }

std::string write_call(const Call& call) {
  const auto name = std::string(call.operation) + "Request";
  XmlWriter out;
  out.open({"g", kProtocol, name});
  if (!call.tip.empty()) out.open(plain("RoutingParameters")).element(plain("TIPId"), call.tip).close();
  if (!call.message.empty()) out.element(plain("SingleMessageSealed"), call.message);
  if (!call.parameters.empty()) out.element(plain("RequestParametersSealed"), call.parameters);
  if (call.authorization) write_authorization(out, *call.authorization);
  out.close();
  return out.take();
}

Result<Response> read_response(native::Node body, std::string_view operation) {
  if (!body.is(kProtocol, std::string(operation) + "Response"))
    return Fault(FaultId::NetworkAnswerRefused, "dossier answer: another body element");
  Response response{text_of(body.child("", "Status"), "Code"), text_of(body.child("", "StatusType"), "Type"),
                    text_of(body.child("", "RoutingParameters"), "TIPId"), text_of(body, "SingleMessageSealed"),
                    text_of(body, "CheckAliveResult")};
  if (response.code.empty()) return Fault(FaultId::NetworkAnswerRefused, "dossier answer: no status code");
  return response;
}

}  // namespace sluis::mappings::single_message
