#include "adapters/pharmaceutical_dossier/simulator/tip.hpp"

#include <algorithm>
#include <array>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/sealing.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::array<std::string_view, 8> kOperations = {"RegisterData",  "UpdateData",       "DeleteData",        "SendStatusMessages",
                                                         "RetrieveStatusMessages", "GetProductFilter", "GetSystemServices", "CheckAliveTIP"};

}  // namespace

Tip::Tip(Warehouse& warehouse, const Pki& pki, MessageSecurity& security, const core::Clock& clock, core::Random& random)
    : warehouse_(warehouse), own_(KeyRing(pki).service("tip")), pki_(pki), security_(security), clock_(clock), random_(random) {}

Answer Tip::fault() const {
  return soap_fault("SOA-02001", random_, "scenario: fault");
}

Answer Tip::answer(const Question& question) {
  if (question.path != kTipPath) return soap_fault("SOA-03005", random_, "path");
  const auto body = respond(question);
  return body ? soap_answer(*body) : soap_fault(body.error(), random_);
}

Result<std::string> Tip::respond(const Question& question) {
  const auto message = read_soap(question);
  if (!message) return message.error();
  const auto token = security_.token_caller(*message);
  if (!token) return token.error();
  const auto content = message->content;
  const auto operation = std::ranges::find_if(kOperations, [&](const auto& o) { return content.is(kDossierProtocol, std::string(o) + "Request"); });
  if (operation == kOperations.end()) return Fault(FaultId::UnknownOperation);
  const std::string name(*operation);
  if (!action_is(question.soap_action, std::string(kDossierProtocol) + ":" + name)) return Fault(FaultId::ActionDisagrees);
  XmlWriter xml;
  const auto route = [&] { xml.open(dossier_plain("RoutingParameters")).element(dossier_plain("TIPId"), kTipCbe).close(); };
  if (name == "CheckAliveTIP") {
    open_dossier_answer(xml, name, "TIP_200", random_);
    route();
    return xml.element(dossier_plain("CheckAliveResult"), "OK").close().take();
  }
  const auto routed = dossier_text(content.child("", "RoutingParameters"), "TIPId");
  std::string code = routed.empty() ? "TIP_3000" : routed != kTipCbe ? "TIP_ERROR_UNKOWN_TIP" : pharmacy_of(*token).empty() ? "COMMON_ERROR_INVALID_PHARMACY" : "";
  const bool asks = content.child("", "RequestParametersSealed") || name.starts_with("Get") || name.starts_with("Retrieve");
  if (!asks) {
    if (code.empty()) code = take(content, name, *token);
    open_dossier_answer(xml, name, code, random_);
    route();
    return xml.close().take();
  }
  std::string sealed;
  if (code.empty()) {
    const auto clear = opened(content, "RequestParametersSealed", *token);
    const auto document = clear ? native::Document::parse(*clear) : Result<native::Document>(clear.error());
    code = !clear ? "TIP_301" : !document ? "TIP_300" : "TIP_200";
    if (code == "TIP_200") {
      const auto told = name == "RetrieveStatusMessages" ? status_messages(pharmacy_of(*token), document->root(), code) : configuration(name);
      if (code == "TIP_200") {
        auto bytes = sealed_for(*token, told, question.behaviour);
        if (!bytes) return bytes.error();
        sealed = std::move(*bytes);
      }
    }
  }
  open_dossier_answer(xml, name, code, random_);
  route();
  return xml.element(dossier_plain("SingleMessageSealed"), sealed).close().take();
}

Result<std::string> Tip::opened(Node request, std::string_view member, const Token& token) const {
  const auto sealed = core::from_base64(request.child("", member).text());
  if (!sealed) return Fault(FaultId::SealRefused, "no base64");
  auto opened = unseal(core::as_text(*sealed), {own_.encryption}, {}, {pki_.root, pki_.ehealth_ca, pki_.citizen_ca}, clock_.now());
  if (!opened) return opened.error();
  if (opened->signer.der() != token.holder.der()) return Fault(FaultId::SealRefused, "sealed by somebody else than the caller");
  return std::move(opened->content);
}

Result<std::string> Tip::sealed_for(const Token& token, const std::string& content, const Behaviour& behaviour) const {
  const auto& sender = behaviour.failure == Failure::WrongSignature ? pki_.stranger : own_.authentication;
  const auto bytes = seal(content, sender, SealReaders{{token.holder}, {}}, clock_.now());
  if (!bytes) return bytes.error();
  return core::to_base64(std::string_view(*bytes));
}

std::string Tip::take(Node request, const std::string& operation, const Token& token) {
  const auto clear = opened(request, "SingleMessageSealed", token);
  if (!clear) return "TIP_301";
  const auto document = native::Document::parse(*clear);
  if (!document) return "TIP_300";
  Incoming incoming{operation, pharmacy_of(token).substr(0, 8), {}, {}, {}, {}, {}};
  if (operation == "SendStatusMessages") return document->root().is(kSmc, "single-message") ? "TIP_200" : "TIP_300";
  if (auto code = read(*document, incoming); !code.empty()) return code;
  const auto flag = dossier_text(request.child("", "AuthorizationParameters").child("", "PatientConsent"), "PatientConsentFlag");
  if (operation != "DeleteData" && !flag.empty() && !incoming.patient.empty()) warehouse_.consent(incoming.patient, flag == "true" || flag == "1");
  return pass_on(incoming);
}

std::string Tip::read(const native::Document& document, Incoming& incoming) const {
  const auto root = document.root();
  const auto content = root.child(kSmc, "unsigned");
  if (!root.is(kSmc, "single-message") || !content) return "TIP_300";
  const auto header = content.child(kSmc, "header");
  if (!header) return "TIP_300";
  if (!dossier_text(header, kSmc, "version").starts_with("2.")) return "TIP_VERSION_SMC_NOT_VALID";
  incoming.message_id = dossier_text(header, kSmc, "messageID");
  if (!is_dossier_guid(incoming.message_id)) return "TIP_ERROR_INVALID_MGUID";
  const auto sender = header.child(kSmc, "sender").child(kSmcModel, "refPharmacy").child(kSmcModel, "pharmacyId");
  const auto number = dossier_text(sender, kSmcId, "nihiiPharmacyNumber");
  if (number.empty()) return "COMMON_ERROR_NOT_OF_TYPE_NIHII";
  if (number.substr(0, 8) != incoming.pharmacy) return "COMMON_ERROR_INVALID_PHARMACY";
  const auto events = content.child(kSmc, "eventFolder").child(kSmc, "events").children(kSmc, "event");
  if (events.empty()) return "TIP_ERROR_SERVICEROUTER_EVENT_NOT_FOUND";
  if (events.size() > 1) return "TIP_ERROR_INVALID_PAYLOAD";
  incoming.event = events.front();
  return read_event(incoming);
}

std::string Tip::read_event(Incoming& incoming) const {
  const auto type = dossier_type(incoming.event);
  incoming.session = dossier_text(incoming.event, kSmc, "id");
  if (!is_dossier_guid(incoming.session)) return "TIP_401";
  if (type != "PharmaceuticalCareEventType") return incoming.operation == "RegisterData" ? "" : "COMMON_ERROR_UNSUPPORTED_TYPE";
  const auto patients = incoming.event.children(kSmcModel, "max-Patient");
  if (patients.empty()) return "COMMON_ERROR_PATIENT_MISSING";
  if (patients.size() > 1) return "COMMON_ERROR_MULTIPLE_PATIENT";
  const auto person = patients.front().child(kSmcModel, "identification").child(kSmcModel, "personId");
  if (dossier_type(person) != "InssIdType") return "COMMON_ERROR_NOT_OF_TYPE_NISS";
  incoming.patient = dossier_text(person, kSmcId, "id");
  if (!check_digits_right(incoming.patient)) return "COMMON_ERROR_INVALID_NISS";
  if (dossier_text(incoming.event.child(kSmc, "pharmacyId"), kSmcId, "nihiiPharmacyNumber").substr(0, 8) != incoming.pharmacy)
    return "COMMON_ERROR_INVALID_PHARMACY";
  incoming.delivered = dossier_text(incoming.event, kSmc, "sessionDateTime");
  return core::parse_instant(incoming.delivered) ? "" : "TIP_ERROR_INVALID_PAYLOAD";
}

// What is not for the data hub goes to its own finality, which the sandbox does not play.
std::string Tip::pass_on(const Incoming& incoming) {
  if (dossier_type(incoming.event) != "PharmaceuticalCareEventType") {
    tell(incoming, {}, "INFO", "TIP_ROUTED_TO_FINALITY", "TIP");
    return "TIP_200";
  }
  std::vector<std::pair<Node, bool>> products;
  for (const auto& group : incoming.event.children()) {
    const bool prescribed = group.is(kSmc, "dispensedForSamePrescription");
    if (!prescribed && !group.is(kSmc, "dispensedWithoutPrescription")) continue;
    for (const auto& product : group.children(kSmc, "product")) products.emplace_back(product, prescribed);
  }
  for (const auto& [product, prescribed] : products) {
    if (!is_dossier_guid(dossier_text(product, kSmcModel, "dispensationGUID"))) return "TIP_401";
    if (incoming.operation != "RegisterData" && dossier_text(product.child(kSmcModel, "motivation"), kSmcModel, "type").empty()) return "TIP_ERROR_INVALID_PAYLOAD";
  }
  std::size_t bad = 0;
  for (const auto& [product, prescribed] : products) {
    const auto guid = dossier_text(product, kSmcModel, "dispensationGUID");
    const auto units = dossier_text(product.child(kSmcModel, "dispensation"), kSmcModel, "numberOfUnits");
    if (incoming.operation != "DeleteData" && (units == "0" || units.starts_with("-"))) {
      ++bad;
      tell(incoming, guid, "ERROR", "TIP_ERROR_QUALITY", "TIP");
      continue;
    }
    const auto code = one(incoming, product, prescribed);
    tell(incoming, guid, code.empty() ? "INFO" : "ERROR", code.empty() ? "TIP_ROUTED_TO_FINALITY" : code, code.empty() ? "TIP" : "PCDH");
  }
  return !products.empty() && bad == products.size() ? "TIP_ERROR_QUALITY_NO_DISPENSATIONS" : "TIP_200";
}

std::string Tip::one(const Incoming& incoming, Node product, bool prescribed) {
  Dispensation d;
  d.guid = dossier_text(product, kSmcModel, "dispensationGUID");
  d.session = incoming.session;
  d.patient = incoming.patient;
  d.pharmacy = incoming.pharmacy;
  d.at = *core::parse_instant(incoming.delivered);
  d.delivered = core::brussels_date_time(d.at);
  if (incoming.operation == "DeleteData") return warehouse_.remove(d);
  std::string root = "<model:product";
  for (const auto& [prefix, ns] : {std::pair("smc", kSmc), std::pair("model", kSmcModel), std::pair("id", kSmcId), std::pair("xsi", kSmcXsi)})
    root += std::string(" xmlns:") + prefix + "=\"" + std::string(ns) + "\"";
  const auto substance = product.attribute("onSubstanceName");
  d.product = root + " prescribed=\"" + (prescribed ? "true" : "false") + "\"" + (substance ? " onSubstanceName=\"" + *substance + "\"" : "") + ">" +
              native::canonical(product.child(kSmcModel, "description")) + native::canonical(product.child(kSmcModel, "dispensation")) + "</model:product>";
  warehouse_.seal(d);
  return incoming.operation == "UpdateData" ? warehouse_.update(d) : warehouse_.add(std::move(d));
}

void Tip::tell(const Incoming& incoming, const std::string& guid, const std::string& type, const std::string& code, const std::string& originator) {
  warehouse_.tell({incoming.pharmacy, incoming.message_id, incoming.session, guid, type, code, originator, {}});
}

std::string Tip::status_messages(const std::string& pharmacy, Node parameters, std::string& code) const {
  const auto specific = parameters.child("", "dataSpecificParametersGetStatus");
  const auto session = specific ? dossier_text(specific, "SGUID") : std::string{};
  const auto guid = specific ? dossier_text(specific, "DGUID") : std::string{};
  if (dossier_lower(dossier_text(parameters, "dataType")) != "statusmessage") code = "COMMON_ERROR_UNSUPPORTED_TYPE";
  else if (dossier_text(parameters.child("", "requestor"), "requestorId") != pharmacy) code = "COMMON_ERROR_INVALID_PHARMACY";
  else if (session.empty() && !guid.empty()) code = "TIP_ERROR_DGUID_FILLED_IN_SGUID_NOT";
  const auto statuses = warehouse_.statuses(pharmacy.substr(0, 8), session, guid);
  if (code == "TIP_200" && statuses.empty()) code = "TIP_ERROR_NO_STATUS_MESSAGES";
  if (code != "TIP_200") return {};
  XmlWriter xml;
  xml.open(smc_name("entitySpace"));
  for (const auto& s : statuses) {
    xml.open(smc_name("entity"));
    smc_type(xml, "model:StatusMessageType");
    xml.open(model_name("originator")).element(model_name("OriginatorType"), "SYSTEM").element(model_name("OriginatorId"), kTipCbe);
    xml.element(model_name("ServiceType"), s.originator).close();
    xml.open(model_name("target")).element(model_name("TargetType"), "PHARMACY").element(model_name("TargetId"), s.pharmacy).close();
    xml.open(model_name("subjectReference")).element(model_name("MessageGUID"), s.message).element(model_name("SessionGUID"), s.session);
    if (!s.guid.empty()) xml.element(model_name("DispensationGUID"), s.guid);
    xml.close().open(model_name("messageInformation")).element(model_name("DateTime"), core::brussels_date_time(s.at));
    xml.element(model_name("MessageType"), s.type).element(model_name("MessageSubType"), s.code).close().close();
  }
  return single_message(xml.close().take(), kTipCbe, clock_.now(), random_);
}

// What may not be shared here: cosmetics, whose numbers in this world begin with 3.
std::string Tip::configuration(const std::string& operation) const {
  XmlWriter xml;
  if (operation == "GetSystemServices") {
    xml.open(dossier_plain("system-services"));
    for (const auto* service : {"PCDH", "BVAC"}) xml.open(dossier_plain("service")).attribute("status", "enabled").text(service).close();
    return xml.close().take();
  }
  xml.open(dossier_plain("product-filter")).element(dossier_plain("version"), "2026-01-01T00:00:00Z").element(dossier_plain("precedence"), "black-list");
  xml.open(dossier_plain("productList")).open(dossier_plain("black-list")).open(dossier_plain("ranges")).open(dossier_plain("medicinesRanges"));
  xml.open(dossier_plain("range")).element(dossier_plain("start"), "3000000").element(dossier_plain("end"), "3999999").close();
  return xml.close().close().close().close().close().take();
}

}  // namespace sluis::sandbox
