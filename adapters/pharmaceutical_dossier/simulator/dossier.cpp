#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"

#include <algorithm>
#include <array>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/xml_writer.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kProtocol = "urn:be:fgov:ehealth:gfddpp:protocol:v1";
constexpr std::string_view kParameters = "http://services.gfddpp.be";
constexpr std::string_view kSmc = "http://www.apb.be/standards/smoa/schema/v1";
constexpr std::string_view kModel = "http://www.apb.be/standards/smoa/schema/model/v1";
constexpr std::string_view kId = "http://www.apb.be/standards/smoa/schema/id/v1";
constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view kPharmacyNumber = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";
constexpr std::string_view kPharmacy = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number:recognisedpharmacy:boolean";

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kMessages = {
    {{"PCDH_SUCCESS", "Success"},
     {"PCDH_ERROR_RULES_NOT_A_PHARMACIST", "The requestor is not a recognised pharmacy"},
     {"PCDH_ERROR_NOT_AUTHORIZED", "Unauthorized to access requested data"},
     {"PCDH_ERROR_DATATYPE_UNKNOW", "Unknown data type"},
     {"PCDH_ERROR_INVALID_DATE_RANGE", "Invalid date range"},
     {"PCDH_ERROR_MISSING_PARAMETERS", "Missing parameters"},
     {"PCDH_ERROR_INVALID_XML", "Invalid XML"},
     {"PCDH_ERROR_REQUESTOR_UKNOWN", "Requestor is not the caller"},
     {"COMMON_ERROR_UNSEAL", "The parameters can't be unsealed"}}};

XmlWriter::Name g(std::string_view local) {
  return {"g", kProtocol, local};
}
XmlWriter::Name plain(std::string_view local) {
  return {"", "", local};
}
XmlWriter::Name smc(std::string_view local) {
  return {"smc", kSmc, local};
}
XmlWriter::Name model(std::string_view local) {
  return {"model", kModel, local};
}
XmlWriter::Name id(std::string_view local) {
  return {"id", kId, local};
}

std::string text_of(Node parent, std::string_view name) {
  return std::string(core::trim(parent.child("", name).text()));
}

std::string lower(std::string text) {
  for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

void write_status(XmlWriter& xml, const std::string& code) {
  const auto known = std::find_if(kMessages.begin(), kMessages.end(), [&](const auto& m) { return m.first == code; });
  xml.open(plain("Status")).element(plain("Code"), code);
  xml.open(plain("Message"))
      .attribute("Lang", "EN")
      .text(known == kMessages.end() ? "" : known->second)
      .close()
      .close();
  xml.open(plain("StatusType")).element(plain("Type"), "FUNCTIONAL").close();
}

// A present date must be one; an absent one is fine.
bool read_date(Node parent, std::string_view name, std::optional<Date>& into) {
  const auto node = parent.child("", name);
  if (!node) return true;
  into = core::parse_date(core::trim(node.text()));
  return into.has_value();
}

}  // namespace

Answer Dossier::fault() const {
  return soap_fault("SOA-02001", random_, "scenario: fault");
}

Answer Dossier::answer(const Question& question) {
  if (question.path != kDossierPath) return soap_fault("SOA-03005", random_, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), random_);
}

Result<std::string> Dossier::respond(const Question& question) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const auto token = security_.token_caller(*message);
  if (!token) return token.error();
  const auto content = message->content;
  const bool alive = content.is(kProtocol, "CheckAlivePCDHRequest");
  if (!alive && !content.is(kProtocol, "GetDataTypesRequest")) return Fault(FaultId::UnknownOperation);
  if (!action_is(question.soap_action, std::string(kProtocol) + (alive ? ":CheckAlivePCDH" : ":GetDataTypes"))) {
    return Fault(FaultId::ActionDisagrees);
  }
  if (!alive) return data_types(content, *token, question.behaviour);
  XmlWriter xml;
  xml.open(g("CheckAlivePCDHResponse")).attribute("Id", "_" + core::random_hex(random_, 16));
  write_status(xml, "PCDH_SUCCESS");
  return xml.element(plain("CheckAliveResult"), "OK").close().take();
}

Result<std::string> Dossier::data_types(Node request, const Token& token, const Behaviour& behaviour) const {
  const auto parts = request.children();
  if (parts.empty() || parts.size() > 2 || !parts[0].is("", "RequestParametersSealed") ||
      (parts.size() == 2 && !parts[1].is("", "AuthorizationParameters"))) {
    return Fault(FaultId::SchemaViolation, "body");
  }
  const auto outcome = judge(request, token);
  std::string sealed;
  if (outcome.code == "PCDH_SUCCESS") {
    const auto& sender = behaviour.failure == Failure::WrongSignature ? pki_.stranger : pki_.dossier;
    const auto bytes = native::seal(core::as_bytes(single_message(outcome)), sender, {token.holder}, clock_.now());
    if (!bytes) return bytes.error();
    sealed = core::to_base64(std::span<const std::uint8_t>(*bytes));
  }
  XmlWriter xml;
  xml.open(g("GetDataTypesResponse")).attribute("Id", "_" + core::random_hex(random_, 16));
  write_status(xml, outcome.code);
  return xml.element(plain("SingleMessageSealed"), sealed).close().take();
}

Dossier::Outcome Dossier::judge(Node request, const Token& token) const {
  if (!token.certified(kPharmacy)) return {"PCDH_ERROR_RULES_NOT_A_PHARMACIST", "", {}};
  const auto link = request.child("", "AuthorizationParameters").child("", "TherapeuticalRelationShip");
  if (link && text_of(link, "TherapeuticalRelationShipFlag") == "false") return {"PCDH_ERROR_NOT_AUTHORIZED", "", {}};
  const auto sealed = core::from_base64(request.child("", "RequestParametersSealed").text());
  if (!sealed) return {"COMMON_ERROR_UNSEAL", "", {}};
  const std::vector<native::Certificate> roots = {pki_.root, pki_.ehealth_ca, pki_.citizen_ca};
  const auto opened = native::unseal(*sealed, pki_.dossier, roots, clock_.now());
  if (!opened || opened->sender.der() != token.holder.der()) return {"COMMON_ERROR_UNSEAL", "", {}};
  const auto document = native::Document::parse(core::as_text(opened->clear));
  if (!document) return {"PCDH_ERROR_INVALID_XML", "", {}};
  return read_parameters(document->root(), token);
}

Dossier::Outcome Dossier::read_parameters(Node parameters, const Token& token) const {
  if (!parameters.is(kParameters, "getDataRequestParameters")) return {"PCDH_ERROR_INVALID_XML", "", {}};
  const auto patient = parameters.child("", "patient");
  const auto requestor = parameters.child("", "requestor");
  if (!requestor || !parameters.child("", "dataType")) return {"PCDH_ERROR_MISSING_PARAMETERS", "", {}};
  if (text_of(requestor, "requestorType") != kPharmacyNumber ||
      text_of(requestor, "requestorId") != token.value(kPharmacyNumber, names::kIdentification)) {
    return {"PCDH_ERROR_REQUESTOR_UKNOWN", "", {}};
  }
  if (lower(text_of(parameters, "dataType")) != "datatypes") return {"PCDH_ERROR_DATATYPE_UNKNOW", "", {}};
  if (!patient) return {"COMMON_ERROR_PATIENT_MISSING", "", {}};
  const auto ssin = text_of(patient, "patientId");
  if (text_of(patient, "patientIdType") != "INSS") return {"COMMON_ERROR_NOT_OF_TYPE_NISS", "", {}};
  if (!check_digits_right(ssin)) return {"COMMON_ERROR_INVALID_NISS", "", {}};
  const auto specific = parameters.child("", "dataSpecificParametersGetDataTypes");
  std::optional<Date> begin, end;
  if (!read_date(specific, "startDate", begin) || !read_date(specific, "endDate", end) ||
      (begin && end && *begin > *end)) {
    return {"PCDH_ERROR_INVALID_DATE_RANGE", "", {}};
  }
  return {"PCDH_SUCCESS", ssin, types_of(ssin, begin, end)};
}

std::vector<std::string> Dossier::types_of(const std::string& patient, std::optional<Date> begin,
                                           std::optional<Date> end) const {
  std::vector<std::string> types;
  for (const auto& d : world_.documents) {
    const auto date = core::brussels_date(document_moment(world_, d));
    if (d.hub != kDossier || d.patient != patient || (begin && date < *begin) || (end && date > *end)) continue;
    const std::string type = d.category == "medicationscheme" ? "medicationscheme" : "medicationhistory";
    if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  }
  return types;
}

std::string Dossier::single_message(const Outcome& outcome) const {
  const XmlWriter::Name type{"xsi", kXsi, "type"};
  const auto* person = world_.person(outcome.patient);
  XmlWriter xml;
  xml.open(smc("unsigned")).open(smc("header"));
  xml.element(smc("version"), "2.0.5").element(smc("messageCreateDate"), core::brussels_date_time(clock_.now()));
  xml.element(smc("messageID"), core::random_uuid(random_)).open(smc("sender")).open(model("refCareService"));
  xml.open(model("careServiceId")).attribute(type, "id:CbeIdType").element(id("cbe"), kDossierCbe);
  xml.close().close().close().close();
  xml.open(smc("eventFolder")).open(smc("entitySpace")).open(smc("entity")).attribute(type, "model:DataLocationType");
  xml.open(model("min-Patient"))
      .open(model("personId"))
      .attribute(type, "id:InssIdType")
      .element(id("id"), outcome.patient)
      .close();
  xml.element(model("name"), person == nullptr ? "" : person->first);
  xml.element(model("familyName"), person == nullptr ? "" : person->family).close();
  if (!outcome.types.empty()) {
    xml.open(model("location")).element(model("system"), "PCDH");
    for (const auto& t : outcome.types) xml.element(model("careDataType"), t);
    xml.close();
  }
  xml.close().close().close().close();
  // xsi:type names types by prefix, so the root declares every prefix.
  std::string root = "<smc:single-message";
  for (const auto& [prefix, ns] :
       {std::pair("smc", kSmc), std::pair("model", kModel), std::pair("id", kId), std::pair("xsi", kXsi)}) {
    root += std::string(" xmlns:") + prefix + "=\"" + std::string(ns) + "\"";
  }
  return root + ">" + xml.take() + "</smc:single-message>";
}

}  // namespace sluis::sandbox
