#include "mappings/vitalink/scheme_rules.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "mappings/vitalink/product_code.hpp"
#include "mappings/vitalink/vault_uri.hpp"

using namespace sluis;
using namespace sluis::mappings::vitalink;

namespace {

const SchemeTables& tables() {
  static const auto loaded = SchemeTables::load(SLUIS_SOURCE_DIR "/mappings");
  return loaded;
}

std::string cd(const std::string& table, const std::string& code, const std::string& version = "1.0") {
  return "<cd S=\"" + table + "\" SV=\"" + version + "\">" + code + "</cd>";
}

// One medication of a scheme; every part may be replaced.
struct Medication {
  std::string product = "<content><medicinalproduct><intendedcd S=\"CD-DRUG-CNK\" SV=\"2013-10\">0123455</intendedcd>"
                        "<intendedname>A</intendedname></medicinalproduct></content>";
  std::string begin = "<beginmoment><date>2026-11-01</date></beginmoment>";
  std::string end = {};
  std::string temporality = "<temporality>" + cd("CD-TEMPORALITY", "chronic") + "</temporality>";
  std::string frequency = "D";  // "" : none
  std::string regimen = {};     // "" : one tablet in the morning
  std::string route = "<route>" + cd("CD-DRUG-ROUTE", "00060", "2.0") + "</route>";
  std::string tail = {};

  std::string text() const;
};

std::string quantity(const std::string& amount, const std::string& unit = "00005") {
  const auto written = unit.empty() ? std::string() : "<unit>" + cd("CD-ADMINISTRATIONUNIT", unit) + "</unit>";
  return "<quantity><decimal>" + amount + "</decimal>" + written + "</quantity>";
}
std::string period(const std::string& code) { return "<daytime><dayperiod>" + cd("CD-DAYPERIOD", code) + "</dayperiod></daytime>"; }
std::string date(const std::string& day) { return "<date>" + day + "</date>"; }
std::string number(const std::string& day) { return "<daynumber>" + day + "</daynumber>"; }
std::string weekday(const std::string& day, const std::string& week = {}) {
  return "<weekday>" + cd("CD-WEEKDAY", day) + (week.empty() ? "" : "<weeknumber>" + week + "</weeknumber>") + "</weekday>";
}
std::string intake(const std::string& day = {}, const std::string& amount = "1", const std::string& when = "morning",
                   const std::string& unit = "00005") {
  return day + period(when) + quantity(amount, unit);
}

std::string Medication::text() const {
  const auto round = frequency.empty() ? std::string() : "<frequency><periodicity>" + cd("CD-PERIODICITY", frequency) + "</periodicity></frequency>";
  const auto taken = regimen.empty() ? "<regimen>" + intake() + "</regimen>" : regimen;
  return "<item><id S=\"ID-KMEHR\" SV=\"1.0\">1</id>" + cd("CD-ITEM", "medication", "1.4") + product + begin + end + temporality +
         round + taken + route + tail + "</item>";
}

std::string transaction(const std::string& id, const std::string& type, const std::string& items, const std::string& flags = {}) {
  return "<transaction><id S=\"ID-KMEHR\" SV=\"1.0\">" + id + "</id>" + cd("CD-TRANSACTION", type) +
         (flags.empty() ? "<iscomplete>true</iscomplete><isvalidated>true</isvalidated>" : flags) + items + "</transaction>";
}

std::string suspension(const std::string& id, const std::string& rest, const std::string& target = "2",
                       const std::string& product = Medication{}.product) {
  return transaction(id, "treatmentsuspension",
                     "<item><id S=\"ID-KMEHR\" SV=\"1.0\">1</id>" + cd("CD-ITEM", "medication", "1.4") + product +
                         "<beginmoment><date>2026-11-05</date></beginmoment>" + rest +
                         "<lnk TYPE=\"isplannedfor\" URL=\"//transaction[id[@S='ID-KMEHR']='" + target + "']\"/></item>");
}

std::string lifecycle(const std::string& code) { return "<lifecycle>" + cd("CD-LIFECYCLE", code) + "</lifecycle>"; }

std::string folder(const std::string& more) {
  return "<folder><id S=\"ID-KMEHR\" SV=\"1.0\">1</id>" + transaction("1", "medicationscheme", "") + more + "</folder>";
}

std::string message(const std::string& folders) {
  return "<kmehrmessage xmlns=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\">" + folders + "</kmehrmessage>";
}

std::string scheme(const Medication& medication, const std::string& more = {}) {
  return message(folder(transaction("2", "medicationschemeelement", medication.text()) + more));
}

std::vector<std::string> broken(const std::string& text) {
  const auto findings = check_scheme(text, tables());
  BOOST_REQUIRE(findings.has_value());
  std::vector<std::string> rules;
  for (const auto& finding : *findings) rules.push_back(finding.rule);
  return rules;
}

// Exactly this rule is broken.
void breaks(const std::string& rule, const std::string& text) {
  const auto rules = broken(text);
  const bool only = !rules.empty() && std::all_of(rules.begin(), rules.end(), [&](const auto& r) { return r == rule; });
  std::string all;
  for (const auto& r : rules) all += r + " ";
  BOOST_TEST(only, rule << " expected, found: " << all);
}

void holds(const std::string& text) {
  std::string all;
  for (const auto& rule : broken(text)) all += rule + " ";
  BOOST_TEST(all.empty(), "nothing expected, found: " << all);
}

Medication taken(const std::string& frequency, const std::string& intakes) {
  Medication medication;
  medication.frequency = frequency;
  medication.regimen = "<regimen>" + intakes + "</regimen>";
  return medication;
}

template <class Change>
std::string changed(Change change) {
  Medication medication;
  change(medication);
  return scheme(medication);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vitalink_rules)

BOOST_AUTO_TEST_CASE(a_plain_scheme_breaks_nothing) { holds(scheme({})); }

BOOST_AUTO_TEST_CASE(days) {
  holds(scheme(taken("DT", intake(number("2")))));
  breaks("R1001a", scheme(taken("DT", intake(weekday("monday")))));
  breaks("R1001b", scheme(taken("DT", intake(number("3")))));
  breaks("R1001l", scheme(taken("DT", intake(number("0")))));
}

BOOST_AUTO_TEST_CASE(weeks) {
  holds(scheme(taken("WT", intake(weekday("monday", "2")))));
  holds(scheme(taken("WT", intake(number("14")))));
  breaks("R1001c", scheme(taken("W", intake(date("2026-11-02")))));
  breaks("R1001k", scheme(taken("W", intake(weekday("monday", "2")))));
  breaks("R1001k", scheme(taken("WT", intake(number("15")))));
}

BOOST_AUTO_TEST_CASE(one_kind_of_day) {
  holds(scheme(taken("W", intake(weekday("monday")) + intake(weekday("friday")))));
  breaks("R1001e", scheme(taken("W", intake(weekday("monday")) + intake(number("2")))));
  holds(scheme(taken("", intake(date("2026-11-02")))));
  breaks("R1001f", scheme(taken("", intake())));
}

BOOST_AUTO_TEST_CASE(months_and_years) {
  holds(scheme(taken("M", intake(date("2026-11-28")))));
  breaks("R1001g", scheme(taken("M", intake(number("3")))));
  breaks("R1001h", scheme(taken("M", intake(date("2026-11-29")))));
  holds(scheme(taken("J", intake(date("2026-12-31")))));
  breaks("R1001i", scheme(taken("J", intake(weekday("monday")))));
  breaks("R1001j", scheme(taken("J", intake(date("2028-02-29")))));
}

BOOST_AUTO_TEST_CASE(moments_of_the_day) {
  holds(scheme(taken("D", intake() + intake({}, "1", "beforedinner"))));
  breaks("R1002", scheme(taken("D", intake() + intake())));
  breaks("R1005", scheme(taken("D", intake() + intake({}, "1", "beforedinner", "00006"))));
  breaks("R1005", scheme(taken("D", intake({}, "1", "morning", ""))));
  breaks("R1009", scheme(taken("UT", intake())));
}

BOOST_AUTO_TEST_CASE(temporality) {
  breaks("R1004", changed([](auto& m) { m.temporality.clear(); }));
  breaks("R1017", changed([](auto& m) { m.temporality = "<temporality>" + cd("CD-TEMPORALITY", "subacute") + "</temporality>"; }));
}

BOOST_AUTO_TEST_CASE(texts) {
  const auto with = [](std::size_t length) {
    return changed([&](auto& m) { m.tail = "<instructionforpatient L=\"nl\">x</instructionforpatient><text L=\"nl\">" + std::string(length, 'a') + "</text>"; });
  };
  holds(with(340));
  breaks("R1006", with(341));
}

BOOST_AUTO_TEST_CASE(suspensions) {
  const std::string end = "<endmoment><date>2026-11-09</date></endmoment>";
  holds(scheme({}, suspension("3", end + lifecycle("suspended"))));
  holds(scheme({}, suspension("3", lifecycle("stopped"))));
  breaks("R1011", scheme({}, suspension("3", lifecycle("suspended"))));
  breaks("R1011", scheme({}, suspension("3", end + lifecycle("stopped"))));
  const std::string other = "<content><medicinalproduct><intendedcd S=\"CD-DRUG-CNK\" SV=\"2013-10\">0234567</intendedcd>"
                            "<intendedname>B</intendedname></medicinalproduct></content>";
  breaks("R1007", scheme({}, suspension("3", lifecycle("stopped"), "2", other)));
  breaks("R1007", scheme({}, suspension("3", lifecycle("stopped"), "9")));
  std::string many;
  for (int i = 3; i < 8; ++i) many += suspension(std::to_string(i), lifecycle("stopped"));
  holds(scheme({}, many));
  breaks("R1013", scheme({}, many + suspension("8", lifecycle("stopped"))));
}

BOOST_AUTO_TEST_CASE(moments) {
  breaks("R1008", changed([](auto& m) { m.begin = "<beginmoment><yearmonth>2026-11</yearmonth></beginmoment>"; }));
  breaks("R1014", changed([](auto& m) { m.end = "<endmoment><year>2027</year></endmoment>"; }));
  holds(changed([](auto& m) { m.end = "<endmoment><date>2026-11-01</date></endmoment>"; }));
  breaks("R1033", changed([](auto& m) { m.end = "<endmoment><date>2026-10-31</date></endmoment>"; }));
  const auto lasting = [](const std::string& decimal, const std::string& unit) {
    return "<duration><decimal>" + decimal + "</decimal><unit>" + cd("CD-TIMEUNIT", unit, "2.1") + "</unit></duration>";
  };
  holds(changed([&](auto& m) { m.tail = lasting("3", "wk"); }));
  breaks("R1020", changed([&](auto& m) {
    m.end = "<endmoment><date>2026-12-01</date></endmoment>";
    m.tail = lasting("3", "wk");
  }));
  breaks("R1021", changed([&](auto& m) { m.tail = lasting("3", "hr"); }));
  breaks("R1022", changed([&](auto& m) { m.tail = lasting("0", "d"); }));
  breaks("R1022", changed([&](auto& m) { m.tail = lasting("1.5", "d"); }));
}

BOOST_AUTO_TEST_CASE(quantities) {
  for (const auto* good : {"1", "9999", "0.5", "1.25"}) holds(scheme(taken("D", intake({}, good))));
  breaks("R1012", scheme(taken("D", intake({}, "0"))));
  breaks("R1023", scheme(taken("D", intake({}, "12345"))));
  breaks("R1023", scheme(taken("D", intake({}, "12.5"))));
  breaks("R1023", scheme(taken("D", intake({}, "1.255"))));
  breaks("R1028", scheme(taken("D", intake({}, "1.50"))));
}

BOOST_AUTO_TEST_CASE(products) {
  const auto of = [](const std::string& code, const std::string& more = {}) {
    return changed([&](auto& m) {
      m.product = "<content><medicinalproduct><intendedcd S=\"CD-DRUG-CNK\" SV=\"2013-10\">" + code + "</intendedcd>" + more +
                  "<intendedname>A</intendedname></medicinalproduct></content>";
    });
  };
  holds(of("6999981"));
  breaks("R1030", of("6999982"));
  breaks("R1031", of("0900001"));
  holds(of("0123455", "<deliveredcd S=\"CD-DRUG-CNK\" SV=\"2013-10\">0123455</deliveredcd>"));
  breaks("R1010", of("0123455", "<deliveredcd S=\"CD-DRUG-CNK\" SV=\"2013-10\">0234567</deliveredcd>"));
}

BOOST_AUTO_TEST_CASE(codes) {
  breaks("R1015", scheme(taken("D", intake({}, "1", "afternoon"))));
  breaks("R1016", scheme(taken("QQ", intake())));
  breaks("R1018", changed([](auto& m) { m.route = "<route>" + cd("CD-DRUG-ROUTE", "99", "2.0") + "</route>"; }));
  breaks("R1024", scheme(taken("D", intake({}, "1", "morning", "00099"))));
  breaks("R1025", changed([](auto& m) { m.route = "<route>" + cd("CD-OTHER", "1") + "</route>"; }));
  breaks("R1026", changed([](auto& m) { m.route = "<route>" + cd("CD-DRUG-ROUTE", "00060", "9.0") + "</route>"; }));
  breaks("R1029", scheme({}, suspension("3", lifecycle("active"))));
}

BOOST_AUTO_TEST_CASE(regimen_or_posology) {
  holds(changed([](auto& m) { m.regimen = "<posology><text L=\"nl\">zo nodig</text></posology>"; }));
  breaks("R1027", changed([](auto& m) { m.regimen = "<quantity><decimal>1</decimal></quantity>"; }));
}

BOOST_AUTO_TEST_CASE(transactions) {
  const auto again = transaction("2", "medicationschemeelement", Medication{}.text());
  breaks("R1019", scheme({}, again));
  breaks("R1032", scheme({}, transaction("3", "medicationschemeelement", Medication{}.text(),
                                         "<iscomplete>false</iscomplete><isvalidated>true</isvalidated>")));
  breaks("R1034", scheme({}, transaction("3", "medicationschemeelement", Medication{}.text(),
                                         "<iscomplete>true</iscomplete><isvalidated>false</isvalidated>")));
  breaks("R1100", message(""));
}

BOOST_AUTO_TEST_CASE(a_finding_tells_severity_and_place) {
  const auto findings = check_scheme(scheme(taken("D", intake({}, "1.50"))), tables());
  BOOST_REQUIRE(findings.has_value());
  BOOST_REQUIRE(findings->size() == 1U);
  BOOST_TEST(findings->front().severity == "warning");
  BOOST_TEST(findings->front().path == "folder/transaction[2]/item/regimen/quantity");
  BOOST_TEST(findings->front().line == 1);
  BOOST_TEST(!check_scheme("<other/>", tables()).has_value());
}

BOOST_AUTO_TEST_CASE(the_samples_are_fit_to_be_put) {
  for (const auto* name : {"medication-scheme.kmehr.xml", "medication-scheme.new-entry.businessdata.kmehr.xml"}) {
    const std::string file = SLUIS_SOURCE_DIR "/../shared/samples/vitalink/" + std::string(name);
    if (!std::filesystem::exists(file)) {
      BOOST_TEST_MESSAGE("no samples here");
      continue;
    }
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    holds(text.str());
  }
}

BOOST_AUTO_TEST_CASE(product_codes) {
  BOOST_TEST(product_check_digit("699998") == '1');
  BOOST_TEST((judge_product_code("123455") == ProductCode::Fine));
  BOOST_TEST((judge_product_code("12345x") == ProductCode::CheckDigit));
  BOOST_TEST((judge_product_code("") == ProductCode::CheckDigit));
}

BOOST_AUTO_TEST_CASE(uris) {
  for (const auto* text : {"/subject/85073099833", "/subject/85073099833/medication-scheme", "/subject/85073099833/sumehr/new",
                           "/subject/85073099833/vaccination/12/3", "/subject/85073099833/diary-note/12/new/3"}) {
    const auto uri = VaultUri::parse(text);
    BOOST_REQUIRE(uri.has_value());
    BOOST_TEST(uri->text() == text);
  }
  for (const auto* text : {"/subject/85073099834", "/subject/85073099833/other", "/subject/85073099833/sumehr/12",
                           "/subject/85073099833/sumehr/12/0", "/subject/85073099833/sumehr/12/x/3",
                           "/subject/85073099833/sumehr/new/3", "subject/85073099833", "/subject/85073099833/sumehr/1/new/2/3"})
    BOOST_TEST(!VaultUri::parse(text).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
