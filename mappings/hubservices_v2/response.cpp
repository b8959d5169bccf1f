#include "mappings/hubservices_v2/response.hpp"

#include "gateway/core/calendar.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v2 {
namespace {

std::string_view free_prefix(const std::string& echo) {
  for (const std::string_view candidate : {"c", "core", "hub", "hc", "c2", "c3"}) {
    if (echo.find("xmlns:" + std::string(candidate) + "=") == std::string::npos) return candidate;
  }
  return "sluiscore";
}

std::string_view to_text(ConsentStatus status) {
  switch (status) {
    case ConsentStatus::Given:
      return "GIVEN";
    case ConsentStatus::Revoked:
      return "REVOKED";
    case ConsentStatus::Deceased:
      return "DECEASED";
  }
  return "GIVEN";
}

}  // namespace

native::XmlWriter::Name ResponseWriter::c(std::string_view local) const {
  return {core_prefix_, kCore, local};
}

ResponseWriter::ResponseWriter(std::string_view element, const Responder& responder, const std::string& request_echo)
    : core_prefix_(free_prefix(request_echo)) {
  out_.open({"p", kProtocol, element});
  header(responder, request_echo);
}

void ResponseWriter::header(const Responder& responder, const std::string& request_echo) {
  out_.open(c("response"));
  kmehr::write_id(out_, c("id"), {"ID-KMEHR", responder.number + "." + responder.suffix, {}});
  out_.open(c("author"));
  kmehr::write_party(out_, kmehr::make_party(responder.number, responder.category, responder.name));
  out_.close();
  out_.element(c("date"), core::to_text(core::brussels_date(responder.now)));
  out_.element(c("time"), core::brussels_time(responder.now));
  out_.raw(request_echo);
  out_.close();
}

ResponseWriter& ResponseWriter::acknowledge(const std::vector<model::BusinessError>& errors) {
  out_.open(c("acknowledge"));
  out_.element(c("iscomplete"), errors.empty() ? "true" : "false");
  for (const auto& error : errors) {
    out_.open(c("error"));
    if (error.entry > 0) kmehr::write_id(out_, kmehr::name("id"), {"LOCAL", std::to_string(error.entry), "entry"});
    kmehr::write_code(out_, kmehr::name("cd"), "CD-ERROR", "1.0", error.code);
    out_.open(kmehr::name("description")).attribute("L", "en").text(error.text).close();
    out_.close();
  }
  out_.close();
  return *this;
}

ResponseWriter& ResponseWriter::value(bool truth) {
  out_.element(c("value"), truth ? "true" : "false");
  return *this;
}

std::string ResponseWriter::finish() {
  out_.close();
  return out_.take();
}

void ResponseWriter::names(const std::string& first_name, const std::string& family_name) {
  if (first_name.empty() || family_name.empty()) return;
  out_.element(c("firstname"), first_name).element(c("familyname"), family_name);
}

void ResponseWriter::patient(const model::Ssin& number, const std::string& first_name, const std::string& family_name) {
  out_.open(c("patient"));
  kmehr::write_id(out_, c("id"), {"INSS", number.text(), {}});
  names(first_name, family_name);
  out_.close();
}

void ResponseWriter::patient(const model::PatientClaim& claim) {
  out_.open(c("patient"));
  for (const auto& id : claim.ids) kmehr::write_id(out_, c("id"), id);
  names(claim.first_names.empty() ? std::string{} : claim.first_names.front(), claim.family_name);
  out_.close();
}

void ResponseWriter::person(const model::PatientClaim& claim) {
  out_.open(c("person"));
  for (const auto& id : claim.ids) kmehr::write_id(out_, kmehr::name("id"), id);
  for (const auto& first : claim.first_names) out_.element(kmehr::name("firstname"), first);
  if (!claim.family_name.empty()) out_.element(kmehr::name("familyname"), claim.family_name);
  out_.close();
}

void ResponseWriter::author(const model::AuthorClaim& author) {
  if (author.parties.empty()) return;
  out_.open(c("author"));
  for (const auto& party : author.parties) kmehr::write_party(out_, party);
  if (author.patient) patient(*author.patient);
  if (author.person) person(*author.person);
  out_.close();
}

void ResponseWriter::code(std::string_view scheme, std::string_view version, std::string_view value) {
  kmehr::write_code(out_, c("cd"), scheme, version, value);
}

void ResponseWriter::consent_content(const model::Consent& consent, const ConsentStatus* status) {
  out_.open(c("consent"));
  patient(consent.patient, consent.patient_first_name, consent.patient_family_name);
  code("CD-CONSENTTYPE", "1.0", consent.type);
  out_.element(c("signdate"), core::to_text(consent.sign_date));
  if (status && *status == ConsentStatus::Revoked && consent.revoke_date) {
    out_.element(c("revokedate"), core::to_text(*consent.revoke_date));
  }
  if (status) out_.element(c("status"), to_text(*status));
  author(consent.author);
  out_.close();
}

ResponseWriter& ResponseWriter::consent(const model::Consent& consent) {
  consent_content(consent, nullptr);
  return *this;
}

ResponseWriter& ResponseWriter::consent_with_status(const model::Consent& consent, ConsentStatus status) {
  consent_content(consent, &status);
  return *this;
}

ResponseWriter& ResponseWriter::deceased_without_consent(const model::Ssin& number) {
  out_.open(c("consent"));
  patient(number, {}, {});
  code("CD-CONSENTTYPE", "1.0", "retrospective");
  out_.element(c("status"), to_text(ConsentStatus::Deceased));
  out_.close();
  return *this;
}

void ResponseWriter::act(std::string_view operation, const model::Declaration& declaration, bool with_author) {
  out_.open(c("operationcontext"));
  out_.element(c("operation"), operation);
  out_.element(c("recorddatetime"), core::brussels_date_time(declaration.at));
  if (with_author && !declaration.request_id.empty() && !declaration.author.parties.empty()) {
    out_.open(c("author"));
    kmehr::write_id(out_, c("id"), {"ID-KMEHR", declaration.request_id, {}});
    author(declaration.author);
    out_.element(c("date"), declaration.request_date).element(c("time"), declaration.request_time);
    out_.close();
  }
  if (!declaration.proof_type.empty()) {
    out_.open(c("proof"));
    code("CD-PROOFTYPE", "1.1", declaration.proof_type);
    out_.close();
  }
  out_.close();
}

}  // namespace sluis::mappings::hubservices_v2
