#include <array>
#include <string_view>

#include "adapters/hub/simulator/hub_names.hpp"
#include "adapters/hub/simulator/kmehr_content.hpp"
#include "gateway/core/calendar.hpp"

namespace sluis::sandbox {
namespace {

using hub::k;
using hub::write_scheme;
using native::XmlWriter;

// Items in plain words; nothing in them is about anybody.
struct Phrase {
  std::string_view item, text;
};

constexpr std::array kSumehr = {Phrase{"adr", "huiduitslag na penicilline"}, Phrase{"allergy", "notenallergie"},
                                Phrase{"risk", "valgevaar"},                 Phrase{"socialrisk", "woont alleen"},
                                Phrase{"healthissue", "hypertensie"},        Phrase{"patientwill", "wenst thuis te blijven"}};
constexpr std::array kLaboratory = {Phrase{"lab", "hemoglobine 13,4 g/dl"}, Phrase{"lab", "kreatinine 0,9 mg/dl"}};
constexpr std::array kScreening = {Phrase{"technical", "bevolkingsonderzoek: geen afwijking gezien"}};
constexpr std::array kChild = {Phrase{"parameter", "lengte en gewicht volgens de curve"}};

constexpr std::array kProducts = {"Synthetisch geneesmiddel A 10 mg", "Synthetisch geneesmiddel B 5 mg",
                                  "Synthetisch geneesmiddel C 40 mg"};
constexpr std::array kProductCodes = {"0123455", "0234567", "0345678"};

std::size_t choice(const KeptDocument& document, std::size_t most) {
  std::size_t sum = 0;
  for (const unsigned char letter : document.patient + document.id) sum = sum * 31 + letter;
  return sum % most;
}

void write_item(XmlWriter& xml, std::size_t number, std::string_view kind, std::string_view text) {
  xml.open(k("item"));
  write_scheme(xml, k("id"), "ID-KMEHR", "1.0", std::to_string(number));
  write_scheme(xml, k("cd"), "CD-ITEM", "1.11", kind);
  xml.open(k("content")).open(k("text")).attribute("L", "nl").text(text).close().close().close();
}

template <std::size_t N>
void write_items(XmlWriter& xml, const std::array<Phrase, N>& phrases) {
  std::size_t number = 0;
  for (const auto& phrase : phrases) write_item(xml, ++number, phrase.item, phrase.text);
}

void write_product(XmlWriter& xml, std::size_t which) {
  xml.open(k("content")).open(k("medicinalproduct"));
  xml.open(k("intendedcd")).attribute("S", "CD-DRUG-CNK").attribute("SV", "2013-10");
  xml.text(kProductCodes.at(which)).close();
  xml.element(k("intendedname"), kProducts.at(which)).close().close();
}

void write_vaccine(XmlWriter& xml, const std::string& date) {
  xml.open(k("item"));
  write_scheme(xml, k("id"), "ID-KMEHR", "1.0", "1");
  write_scheme(xml, k("cd"), "CD-ITEM", "1.11", "vaccine");
  xml.open(k("content"));
  write_scheme(xml, k("cd"), "CD-VACCINEINDICATION", "1.0", "influenza");
  xml.close().open(k("beginmoment")).element(k("date"), date).close();
  xml.open(k("lifecycle"));
  write_scheme(xml, k("cd"), "CD-LIFECYCLE", "1.3", "administrated");
  xml.close().close();
}

void write_medication(XmlWriter& xml, const KeptDocument& document, const std::string& date) {
  xml.open(k("item"));
  write_scheme(xml, k("id"), "ID-KMEHR", "1.0", "1");
  write_scheme(xml, k("cd"), "CD-ITEM", "1.4", "medication");
  write_product(xml, choice(document, kProducts.size()));
  xml.open(k("beginmoment")).element(k("date"), date).close();
  xml.open(k("temporality"));
  write_scheme(xml, k("cd"), "CD-TEMPORALITY", "1.0", "chronic");
  xml.close().open(k("frequency")).open(k("periodicity"));
  write_scheme(xml, k("cd"), "CD-PERIODICITY", "1.0", "D");
  xml.close().close().open(k("regimen")).open(k("daytime")).open(k("dayperiod"));
  write_scheme(xml, k("cd"), "CD-DAYPERIOD", "1.0", "morning");
  xml.close().close().open(k("quantity")).element(k("decimal"), "1").open(k("unit"));
  write_scheme(xml, k("cd"), "CD-ADMINISTRATIONUNIT", "1.0", "00005");
  xml.close().close().close().open(k("route"));
  write_scheme(xml, k("cd"), "CD-DRUG-ROUTE", "2.0", "00060");
  xml.close().close();
}

void write_body(XmlWriter& xml, const KeptDocument& document, const std::string& date) {
  if (document.category == "sumehr") return write_items(xml, kSumehr);
  if (document.category == "labresult") return write_items(xml, kLaboratory);
  if (document.category == "population-based-screening") return write_items(xml, kScreening);
  if (document.category == "child-prevention") return write_items(xml, kChild);
  if (document.category == "vaccination") return write_vaccine(xml, date);
  if (document.category == "medicationschemeelement") return write_medication(xml, document, date);
  if (document.category == "medicationscheme") return;
  xml.open(k("text")).attribute("L", "nl").text("Synthetisch document van het type " + document.category + ".").close();
}

}  // namespace

std::string made_up_content(const KeptDocument& document, const KmehrParty& hub) {
  XmlWriter xml;
  const auto moment = core::brussels_date_time(document.moment);
  write_scheme(xml, k("cd"), "CD-TRANSACTION", "1.6", document.category);
  if (!document.patient_access) write_scheme(xml, k("cd"), "LOCAL", "1.0", "no", "PatientAccess");
  xml.element(k("date"), moment.substr(0, 10)).element(k("time"), moment.substr(11));
  xml.open(k("author"));
  if (document.category == "medicationscheme") write_party(xml, hub);
  for (const auto& content : document.authors) xml.open(k("hcparty")).raw(content).close();
  xml.close().element(k("iscomplete"), document.complete ? "true" : "false");
  xml.element(k("isvalidated"), document.validated ? "true" : "false");
  write_body(xml, document, moment.substr(0, 10));
  if (document.category == "medicationscheme") xml.element(k("version"), std::to_string(document.version));
  return xml.take();
}

}  // namespace sluis::sandbox
