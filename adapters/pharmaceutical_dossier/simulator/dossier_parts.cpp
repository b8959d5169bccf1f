#include "adapters/pharmaceutical_dossier/simulator/dossier_parts.hpp"

#include <algorithm>

#include "adapters/simulator_kit/names.hpp"
#include "gateway/core/calendar.hpp"
#include "gateway/core/encoding.hpp"
#include "gateway/native/plain_signature.hpp"

namespace sluis::sandbox {
namespace {

using native::Node;
using native::XmlWriter;

constexpr std::string_view kRecognised = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number:recognisedpharmacy:boolean";

}  // namespace

std::string dossier_text(Node parent, std::string_view ns, std::string_view name) {
  const auto node = parent ? parent.child(ns, name) : Node{};
  return node ? std::string(core::trim(node.text())) : std::string{};
}
std::string dossier_text(Node parent, std::string_view name) {
  return dossier_text(parent, "", name);
}

std::string dossier_type(Node node) {
  const auto written = std::string(core::trim(node.attribute("type", kSmcXsi).value_or("")));
  return written.substr(written.find(':') + 1);
}

std::string dossier_lower(std::string text) {
  for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool is_dossier_guid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kForm[i] == '-' ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return false;
  }
  return true;
}

std::string pharmacy_of(const Token& token) {
  const bool recognised = token.certified(kRecognised) ||
                          token.certified("urn:be:fgov:ehealth:1.0:certificateholder:pharmacy:nihii-number:recognisedpharmacy:boolean");
  return recognised ? token.value(kPharmacyNumber, names::kIdentification) : std::string{};
}

XmlWriter::Name dossier_plain(std::string_view local) {
  return {"", "", local};
}
XmlWriter::Name smc_name(std::string_view local) {
  return {"smc", kSmc, local};
}
XmlWriter::Name model_name(std::string_view local) {
  return {"model", kSmcModel, local};
}
XmlWriter::Name smc_id_name(std::string_view local) {
  return {"id", kSmcId, local};
}
void smc_type(XmlWriter& xml, std::string_view type) {
  xml.attribute({"xsi", kSmcXsi, "type"}, type);
}

void open_dossier_answer(XmlWriter& xml, const std::string& operation, const std::string& code, core::Random& random) {
  const auto name = operation + "Response";
  xml.open({"g", kDossierProtocol, name}).attribute("Id", "_" + core::random_hex(random, 16));
  xml.open(dossier_plain("Status")).element(dossier_plain("Code"), code);
  const bool fine = code == "PCDH_SUCCESS" || code == "TIP_200";
  xml.open(dossier_plain("Message")).attribute("Lang", "EN").text(fine ? "Success" : code).close().close();
  xml.open(dossier_plain("StatusType")).element(dossier_plain("Type"), "FUNCTIONAL").close();
}

std::string single_message(std::string_view content, std::string_view cbe, core::Instant now, core::Random& random) {
  XmlWriter xml;
  xml.open(smc_name("unsigned")).open(smc_name("header"));
  xml.element(smc_name("version"), "2.0.5").element(smc_name("messageCreateDate"), core::brussels_date_time(now));
  xml.element(smc_name("messageID"), core::random_uuid(random)).open(smc_name("sender")).open(model_name("refCareService"));
  xml.open(model_name("careServiceId"));
  smc_type(xml, "id:CbeIdType");
  xml.element(smc_id_name("cbe"), cbe).close().close().close().close();
  xml.open(smc_name("eventFolder")).raw(content).close().close();
  // xsi:type names types by prefix, so the root declares every prefix.
  std::string root = "<smc:single-message";
  for (const auto& [prefix, ns] : {std::pair("smc", kSmc), std::pair("model", kSmcModel), std::pair("id", kSmcId), std::pair("xsi", kSmcXsi)})
    root += std::string(" xmlns:") + prefix + "=\"" + std::string(ns) + "\"";
  return root + ">" + xml.take() + "</smc:single-message>";
}

void write_min_patient(XmlWriter& xml, const World& world, const std::string& ssin) {
  const auto* person = world.person(ssin);
  xml.open(model_name("min-Patient")).open(model_name("personId"));
  smc_type(xml, "id:InssIdType");
  xml.element(smc_id_name("id"), ssin).close();
  xml.element(model_name("name"), person == nullptr ? "" : person->first);
  xml.element(model_name("familyName"), person == nullptr ? "" : person->family).close();
}

bool is_signed_today(std::string_view xml, const std::string& about, const std::string& date_time, core::Instant now) {
  const auto at = core::parse_instant(date_time);
  const auto document = native::Document::parse(xml);
  if (!at || !document || !document->root().is(kDossierParameters, "patientSignature")) return false;
  const auto day = core::brussels_date(*at);
  auto text = core::to_text(day);
  std::erase(text, '-');
  const auto inner = core::from_base64(document->root().child("", "signature").text());
  const auto signature = inner ? core::from_base64(core::as_text(*inner)) : std::nullopt;
  const auto key = core::from_base64(document->root().child("", "publickey").text());
  return day == core::brussels_date(now) && signature && key && native::is_sha1_rsa_signature(*key, about + ";" + text, *signature);
}

}  // namespace sluis::sandbox
