#include "mappings/validation.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/mappings/support_samples.hpp"

using namespace sluis;
using mappings::Finding;
using mappings::Schemas;
using mappings::validate_message;

namespace {

const Schemas& schemas() {
  static const auto loaded = Schemas::load((test::kSource / "mappings").string());
  if (!loaded) throw std::runtime_error(loaded.error().log_text());
  return *loaded;
}

std::string rich(const char* name) {
  return test::read_text(test::kSource / "tests/mappings/rich" / name);
}

std::string without_declaration(std::string xml) {
  return xml.substr(xml.find("?>") + 2);
}

std::string in_envelope(const std::string& header, const std::string& body) {
  return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\">\n<e:Header>" + header +
         "</e:Header>\n<e:Body>" + body + "</e:Body>\n</e:Envelope>";
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  BOOST_REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

Finding only(const std::vector<Finding>& findings) {
  BOOST_REQUIRE_EQUAL(findings.size(), 1U);
  return findings.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validation)

BOOST_AUTO_TEST_CASE(a_text_that_is_no_xml_is_one_finding_with_its_place) {
  const auto finding = only(validate_message("<a>\n  <b></c>\n</a>", schemas()));
  BOOST_TEST(finding.line == 2);
  BOOST_TEST(finding.column > 1);
  BOOST_TEST(finding.expected.find("well-formed") != std::string::npos);
  BOOST_TEST(only(validate_message("", schemas())).line == 1);
  BOOST_TEST(!validate_message("<!DOCTYPE a><a/>", schemas()).empty());
}

BOOST_AUTO_TEST_CASE(a_finding_says_where_and_what_was_expected_without_content) {
  const auto xml =
      replaced(rich("consent.put.xml"), "<c:signdate>2026-11-20</c:signdate>", "<c:signdate>2026-02-30</c:signdate>");
  const auto finding = only(validate_message(xml, schemas()));
  const auto before = xml.substr(0, xml.find("<c:signdate>"));
  BOOST_TEST(finding.line == 1 + std::count(before.begin(), before.end(), '\n'));
  BOOST_TEST(finding.column == static_cast<int>(before.size() - before.rfind('\n')));
  BOOST_TEST(finding.path.find("consent/signdate") != std::string::npos, finding.path);
  BOOST_TEST(!finding.expected.empty());
  BOOST_TEST(finding.expected.find("2026-02-30") == std::string::npos, finding.expected);
}

BOOST_AUTO_TEST_CASE(the_service_is_told_by_the_element) {
  BOOST_TEST(mappings::service_of("http://www.ehealth.fgov.be/hubservices/protocol/v2",
                                  "GetPatientConsentStatusResponse") == "consent");
  BOOST_TEST(mappings::service_of("http://www.ehealth.fgov.be/hubservices/protocol/v2", "GetPatientRequest").empty());
  BOOST_TEST(mappings::service_of("http://www.ehealth.fgov.be/hubservices/protocol/v3", "GetPatientRequest") ==
             "intrahub");
  BOOST_TEST(mappings::service_of("urn:other", "PutPatientConsentRequest").empty());
  BOOST_TEST(mappings::service_of("http://www.ehealth.fgov.be/hubservices/protocol/v2", "PutPatientConsent").empty());
  BOOST_TEST(!validate_message("<a xmlns=\"urn:other\"/>", schemas()).empty());
}

BOOST_AUTO_TEST_CASE(an_element_of_another_service_is_a_finding) {
  const auto text = rich("therlink.put.xml");
  BOOST_TEST(validate_message(text, schemas(), "therlink").empty());
  BOOST_TEST(only(validate_message(text, schemas(), "consent")).expected.find("consent") != std::string::npos);
  BOOST_TEST(!validate_message(in_envelope("", without_declaration(text)), schemas(), "exclusion").empty());
}

BOOST_AUTO_TEST_CASE(a_whole_message_is_checked_with_its_header_and_its_body) {
  const auto body = without_declaration(rich("consent.get.xml"));
  BOOST_TEST(validate_message(in_envelope("", body), schemas(), "consent").empty());
  const std::string security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  const auto wrong_header = "<w:Security xmlns:w=\"" + security + "\" e:mustUnderstand=\"yes\"/>";
  BOOST_TEST(validate_message(in_envelope(wrong_header, body), schemas()).size() == 1U);
  const auto wrong_body = replaced(body, "<c:date>", "<c:day>");
  BOOST_TEST(!validate_message(in_envelope("", replaced(wrong_body, "</c:date>", "</c:day>")), schemas()).empty());
  BOOST_TEST(!validate_message(in_envelope("", "<x xmlns=\"urn:other\"/>"), schemas()).empty());
}

BOOST_AUTO_TEST_CASE(equal_identifiers_are_a_finding) {
  const std::string utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  const auto stamp = "<u:Timestamp xmlns:u=\"" + utility + "\" u:Id=\"one\"/>";
  const auto body = without_declaration(rich("consent.get.xml"));
  BOOST_TEST(validate_message(in_envelope(stamp, body), schemas()).empty());
  BOOST_TEST(!validate_message(in_envelope(stamp + stamp, body), schemas()).empty());
}

BOOST_AUTO_TEST_CASE(a_fault_is_checked_and_belongs_to_every_service) {
  const auto fault = [](const char* environment) {
    return in_envelope(
        "", std::string("<e:Fault><faultcode>e:Client</faultcode><faultstring>SOA-03006</faultstring><detail>"
                        "<s:SystemError xmlns:s=\"urn:be:fgov:ehealth:errors:soa:v1\"><Origin>Consumer</Origin>"
                        "<Code>SOA-03006</Code><Message xml:lang=\"en\">XSD compliance failure</Message><") +
                environment + ">Test</" + environment + "></s:SystemError></detail></e:Fault>");
  };
  BOOST_TEST(validate_message(fault("s:Environment"), schemas(), "consent").empty());
  BOOST_TEST(!validate_message(fault("Environment"), schemas(), "consent").empty());
}

BOOST_AUTO_TEST_CASE(schemas_that_are_not_there_stop_with_what_to_do) {
  const auto own = (test::kSource / "mappings").string();
  const auto nothing = Schemas::load(own, (test::kSource / "docs/none").string());
  BOOST_REQUIRE(!nothing.has_value());
  BOOST_TEST((nothing.error().id() == FaultId::SettingsRefused));
  BOOST_TEST(nothing.error().log_text().find("docs/none") != std::string::npos);
  BOOST_TEST(!Schemas::load("/no/such/folder").has_value());
  BOOST_TEST(schemas().find("pharmacy") == nullptr);
  BOOST_CHECK_THROW(schemas().of("pharmacy"), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(the_official_folder_is_found_in_both_layouts) {
  const auto folder = test::kShared / "schemas";
  if (!std::filesystem::is_directory(folder)) {
    BOOST_TEST_MESSAGE("skipped: no official schemas beside the project");
    return;
  }
  const auto own = (test::kSource / "mappings").string();
  for (const auto& place : {folder, folder / "ehealth-hubservices/XSD"}) {
    const auto loaded = Schemas::load(own, place.string());
    BOOST_REQUIRE(loaded.has_value());
    for (const auto* name : {"consent.put.xml", "intrahub.list.response.xml"})
      BOOST_TEST(validate_message(rich(name), *loaded).empty(), name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
