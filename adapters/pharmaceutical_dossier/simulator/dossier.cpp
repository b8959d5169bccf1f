#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"

#include <algorithm>
#include <array>

#include "adapters/simulator_kit/kmehr_parts.hpp"
#include "adapters/simulator_kit/sealing.hpp"
#include "gateway/core/encoding.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::array<std::string_view, 4> kOperations = {"GetData", "GetDataTypes", "GetPharmacyDetails", "CheckAlivePCDH"};

bool fits(std::string_view operation, std::string_view type) {
  if (operation == "GetDataTypes") return type == "datatypes";
  if (operation == "GetPharmacyDetails") return type == "pharmacydetails";
  return type == "medicationhistory" || type == "medicationscheme_timestamps" || type == "medicationscheme_entries";
}

Node specific_of(Node parameters) {
  for (const auto& child : parameters.children())
    if (child.name().starts_with("dataSpecificParameters")) return child;
  return {};
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
  const auto operation = std::ranges::find_if(kOperations, [&](const auto& o) { return content.is(kDossierProtocol, std::string(o) + "Request"); });
  if (operation == kOperations.end()) return Fault(FaultId::UnknownOperation);
  const std::string name(*operation);
  if (!action_is(question.soap_action, std::string(kDossierProtocol) + ":" + name)) return Fault(FaultId::ActionDisagrees);
  if (name != "CheckAlivePCDH") return sealed_answer(content, name, *token, question.behaviour);
  XmlWriter xml;
  open_dossier_answer(xml, name, "PCDH_SUCCESS", random_);
  return xml.element(dossier_plain("CheckAliveResult"), "OK").close().take();
}

Result<std::string> Dossier::opened(std::string_view base64, const Token& token) const {
  const auto sealed = core::from_base64(base64);
  if (!sealed) return Fault(FaultId::SealRefused, "no base64");
  auto opened = unseal(core::as_text(*sealed), {pki_.dossier}, {}, {pki_.root, pki_.ehealth_ca, pki_.citizen_ca}, clock_.now());
  if (!opened) return opened.error();
  if (opened->signer.der() != token.holder.der()) return Fault(FaultId::SealRefused, "sealed by somebody else than the caller");
  return std::move(opened->content);
}

Result<std::string> Dossier::sealed_answer(Node request, const std::string& operation, const Token& token, const Behaviour& behaviour) const {
  const auto parts = request.children();
  if (parts.empty() || parts.size() > 2 || !parts[0].is("", "RequestParametersSealed") ||
      (parts.size() == 2 && !parts[1].is("", "AuthorizationParameters"))) {
    return Fault(FaultId::SchemaViolation, "body");
  }
  Asked asked;
  asked.operation = operation;
  asked.pharmacy = pharmacy_of(token);
  const auto clear = opened(parts[0].text(), token);
  const auto document = clear ? native::Document::parse(*clear) : Result<native::Document>(clear.error());
  if (asked.pharmacy.empty()) asked.code = "PCDH_ERROR_RULES_NOT_A_PHARMACIST";
  else if (!clear) asked.code = "COMMON_ERROR_UNSEAL";
  else if (!document) asked.code = "PCDH_ERROR_INVALID_XML";
  else read_parameters(document->root(), asked);
  if (asked.code == "PCDH_SUCCESS") check_access(request, token, asked);
  std::string sealed;
  if (asked.code == "PCDH_SUCCESS") {
    const auto told = content(asked);
    const auto& sender = behaviour.failure == Failure::WrongSignature ? pki_.stranger : pki_.dossier;
    const auto bytes = seal(single_message(told, kDossierCbe, clock_.now(), random_), sender, SealReaders{{token.holder}, {}}, clock_.now());
    if (!bytes) return bytes.error();
    if (asked.code == "PCDH_SUCCESS") sealed = core::to_base64(std::string_view(*bytes));
  }
  XmlWriter xml;
  open_dossier_answer(xml, operation, asked.code, random_);
  return xml.element(dossier_plain("SingleMessageSealed"), sealed).close().take();
}

void Dossier::read_parameters(Node parameters, Asked& asked) const {
  const auto no = [&](std::string_view code) { asked.code = code; };
  if (!parameters.is(kDossierParameters, "getDataRequestParameters")) return no("PCDH_ERROR_INVALID_XML");
  const auto requestor = parameters.child("", "requestor");
  asked.type = dossier_lower(dossier_text(parameters, "dataType"));
  if (!requestor || asked.type.empty()) return no("PCDH_ERROR_MISSING_PARAMETERS");
  if (dossier_text(requestor, "requestorType") != kPharmacyNumber || dossier_text(requestor, "requestorId") != asked.pharmacy)
    return no("PCDH_ERROR_REQUESTOR_UKNOWN");
  if (!fits(asked.operation, asked.type)) return no("PCDH_ERROR_DATATYPE_UNKNOW");
  asked.specific = specific_of(parameters);
  const auto patient = parameters.child("", "patient");
  asked.patient = asked.type == "medicationscheme_timestamps" ? dossier_text(asked.specific, "patientINSS") : dossier_text(patient, "patientId");
  if (asked.patient.empty()) return no("COMMON_ERROR_PATIENT_MISSING");
  if (patient && dossier_text(patient, "patientIdType") != "INSS") return no("COMMON_ERROR_NOT_OF_TYPE_NISS");
  if (!check_digits_right(asked.patient)) return no("COMMON_ERROR_INVALID_NISS");
}

// Who has no link, or no consent as the last pharmacist knew it, needs the patient's signature of today.
void Dossier::check_access(Node request, const Token& token, Asked& asked) const {
  const auto flags = request.child("", "AuthorizationParameters");
  const auto signature = flags.child("", "PatientConsent").child("", "PatientSignature");
  if (signature) {
    const auto clear = opened(dossier_text(signature, "Signature"), token);
    const auto about = asked.operation == "GetPharmacyDetails" ? dossier_text(asked.specific, "dGuid") : asked.patient;
    asked.signed_on_the_spot = clear && is_signed_today(*clear, about, dossier_text(signature, "DateTime"), clock_.now());
    if (!asked.signed_on_the_spot) asked.code = "PCDH_ERROR_RULES_NO_StrongPatientAuthentication";
    return;
  }
  const auto link = dossier_text(flags.child("", "TherapeuticalRelationShip"), "TherapeuticalRelationShipFlag");
  if (link == "false" || link == "0" || warehouse_.consent_missing(asked.patient)) asked.code = "PCDH_ERROR_NOT_AUTHORIZED";
}

std::string Dossier::content(Asked& asked) const {
  if (asked.operation == "GetDataTypes") return types(asked);
  if (asked.operation == "GetPharmacyDetails") return details(asked);
  return asked.type == "medicationhistory" ? history(asked) : scheme(asked);
}

bool Dossier::period(Node specific, std::string& code, Date& from, Date& to) const {
  const auto today = core::brussels_date(clock_.now());
  from = core::add_months(today, -12);
  to = core::add_days(today, 1);
  const auto begin = dossier_text(specific, "startDate"), end = dossier_text(specific, "endDate");
  const auto first = core::parse_date(begin), last = core::parse_date(end);
  if ((!begin.empty() && !first) || (!end.empty() && !last) || (first && last && *first > *last)) {
    code = "PCDH_ERROR_INVALID_DATE_RANGE";
    return false;
  }
  if (first) from = *first;
  if (last) to = *last;
  return true;
}

std::string Dossier::history(Asked& asked) const {
  const auto range = dossier_text(asked.specific, "dateRangeType");
  const bool custom = range == "CUSTOM";
  const bool dated = asked.specific.child("", "startDate") || asked.specific.child("", "endDate");
  Date from, to;
  if (range != "FULL" && range != "DEFAULT" && !custom) asked.code = "PCDH_ERROR_UNKNOWN_DATE_RANGE_TYPE";
  else if (custom != dated) asked.code = "PCDH_ERROR_INVALID_DATE_RANGE";
  else if (period(asked.specific, asked.code, from, to)) {
    const auto kept = warehouse_.of(asked.patient);
    if (kept.empty() && world_.person(asked.patient) == nullptr) asked.code = "PCDH_ERROR_UNKNOWN_PATIENT_FOUND";
    const bool without_own = dossier_text(asked.specific, "excludeOwnData") == "true";
    XmlWriter xml;
    xml.open(smc_name("events")).open(smc_name("event"));
    smc_type(xml, "smc:MedicationHistoryEvent");
    xml.element(smc_name("historyDate"), core::brussels_date_time(clock_.now()));
    for (const auto& d : kept) {
      const auto day = core::brussels_date(d.at);
      if (day < from || day > to || (without_own && d.pharmacy == asked.pharmacy.substr(0, 8))) continue;
      xml.open(model_name("medicationHistoryEntity")).open(model_name("entityId"));
      smc_type(xml, "id:EntityIdType");
      xml.element(smc_id_name("id"), d.guid).element(smc_id_name("version"), std::to_string(d.version)).close();
      xml.element(model_name("sessionID"), d.session).element(model_name("deliveryDate"), d.delivered);
      write_min_patient(xml, world_, d.patient);
      xml.open(model_name("encryptedContent")).element(model_name("product"), core::to_base64(std::string_view(d.sealed)));
      xml.element(model_name("encryptionKeyId"), core::to_base64(std::string_view(d.key))).close();
      xml.element(model_name("tipQualityIndicator"), std::to_string(d.quality)).close();
    }
    return xml.close().close().take();
  }
  return {};
}

std::string Dossier::types(Asked& asked) const {
  Date from, to;
  if (asked.specific && !period(asked.specific, asked.code, from, to)) return {};
  if (!asked.specific) period({}, asked.code, from, to);
  const auto within = [&](core::Instant at) { return core::brussels_date(at) >= from && core::brussels_date(at) <= to; };
  std::vector<std::string> types;
  if (std::ranges::any_of(warehouse_.of(asked.patient), [&](const auto& d) { return within(d.at); })) types.emplace_back("medicationhistory");
  const bool scheme = std::ranges::any_of(world_.documents, [&](const auto& d) {
    return d.hub == kDossier && d.patient == asked.patient && d.category == "medicationscheme" && within(document_moment(world_, d));
  });
  if (scheme) types.emplace_back("medicationscheme");
  XmlWriter xml;
  xml.open(smc_name("entitySpace")).open(smc_name("entity"));
  smc_type(xml, "model:DataLocationType");
  write_min_patient(xml, world_, asked.patient);
  if (!types.empty()) {
    xml.open(model_name("location")).element(model_name("system"), "PCDH");
    for (const auto& type : types) xml.element(model_name("careDataType"), type);
    xml.close();
  }
  return xml.close().close().take();
}

std::string Dossier::details(Asked& asked) const {
  const auto guid = dossier_text(asked.specific, "dGuid");
  const auto motivation = asked.specific.child("", "motivation");
  const auto found = warehouse_.find(guid);
  if (guid.empty() || dossier_text(motivation, "motivationtext").empty() || dossier_text(motivation, "motivationtype").empty())
    asked.code = "PCDH_ERROR_MISSING_PARAMETERS";
  else if (!found) asked.code = "PCDH_ERROR_DISPENSATION_GUID_UNKNOWN";
  else if (found->patient != asked.patient) asked.code = "PCDH_ERROR_DISPENSATION_PARAMETERS_NOT_MATCH_GETPHARMACY_DETAIL";
  if (asked.code != "PCDH_SUCCESS") return {};
  XmlWriter xml;
  xml.open(smc_name("entitySpace")).open(smc_name("entity"));
  smc_type(xml, "model:ReferencePharmacyType");
  xml.open(model_name("pharmacyId"));
  smc_type(xml, "id:NihiiIdType");
  return xml.element(smc_id_name("nihiiPharmacyNumber"), found->pharmacy).close().close().close().take();
}

// The data hub of the sandbox keeps no medication schemes: it says so in the words of section 8.
std::string Dossier::scheme(const Asked& asked) const {
  const bool entries = asked.type == "medicationscheme_entries";
  XmlWriter xml;
  xml.open(smc_name("events")).open(smc_name("event"));
  smc_type(xml, entries ? "smc:MedicationSchemeEntriesResponse" : "smc:MedicationSchemeTimestampsResponse");
  const auto own = dossier_text(asked.specific, "clientMessageId");
  if (!own.empty()) xml.element(smc_name("clientMessageId"), own);
  xml.element(smc_name("serverMessageId"), core::random_uuid(random_));
  xml.open(smc_name("status")).element(smc_name("code"), "700102").element(smc_name("message"), "no medication scheme").close();
  if (entries) xml.element(smc_name("subjectId"), asked.patient);
  else xml.element(smc_name("currentDateTime"), core::brussels_date_time(clock_.now()));
  return xml.close().close().take();
}

}  // namespace sluis::sandbox
