#include <boost/test/unit_test.hpp>

#include "mappings/schemas.hpp"
#include "tests/mappings/support_samples.hpp"

// One case for each row of mappings/hubservices_v2/differences.md: a row that is no longer true fails here.

using namespace sluis;
using mappings::Schemas;

namespace {

constexpr auto kDirectives = "http://www.w3.org/2001/XMLSchema-instance";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

std::string rich(const char* name) {
  return test::read_text(test::kSource / "tests/mappings/rich" / name);
}

bool valid(const std::string& xml, const native::Schema& schema) {
  const auto document = native::Document::parse(xml);
  BOOST_REQUIRE_MESSAGE(document.has_value(), xml);
  return schema.validate(document->root()).empty();
}

// Checks that on `xml` our verdict is `here`, and the official one is the opposite.
void differ(const std::string& service, const std::string& xml, bool here) {
  const auto own = (test::kSource / "mappings").string();
  static const auto ours = Schemas::load(own);
  BOOST_REQUIRE(ours.has_value());
  BOOST_TEST(valid(xml, ours->of(service)) == here, xml);
  const auto folder = test::kShared / "schemas";
  if (!std::filesystem::is_directory(folder)) {
    BOOST_TEST_MESSAGE("official side skipped: no schemas beside the project");
    return;
  }
  static const auto official = Schemas::load(own, folder.string());
  BOOST_REQUIRE(official.has_value());
  BOOST_TEST(valid(xml, official->of(service)) != here, xml);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema_differences)

BOOST_AUTO_TEST_CASE(d1_operations_of_no_service_here) {
  auto xml = replaced(rich("consent.get.xml"), "GetPatientConsentRequest", "GetPatientRequest");
  const auto at = xml.find("<c:consent>");
  xml.erase(at, xml.find("</c:consent>") + 12 - at);
  differ("consent", xml, false);
}

BOOST_AUTO_TEST_CASE(d2_official_type_names) {
  const auto typed = std::string("<c:consent xmlns:xsi=\"") + kDirectives + "\" xsi:type=\"c:ConsentType\">";
  differ("consent", replaced(rich("consent.put.xml"), "<c:consent>", typed), false);
}

BOOST_AUTO_TEST_CASE(d3_folder_of_a_kmehr_message) {
  const auto request = rich("intrahub.list.request.xml");
  auto header = request.substr(0, request.find("<c:select>"));
  const auto page = header.find("<c:paginationinfo>");
  header.erase(page, header.find("</c:paginationinfo>") + 19 - page);
  header = replaced(header, "GetTransactionListRequest", "PutTransactionRequest");
  const std::string party = R"(<k:hcparty><k:cd S="CD-HCPARTY" SV="1.1">hub</k:cd></k:hcparty>)";
  const std::string message =
      R"(<c:kmehrmessage><k:header><k:standard><k:cd S="CD-STANDARD" SV="1.4">20180901</k:cd></k:standard>)"
      R"(<k:id S="ID-KMEHR" SV="1.0">1</k:id><k:date>2026-11-20</k:date><k:time>10:00:00</k:time>)"
      "<k:sender>" +
      party + "</k:sender><k:recipient>" + party + "</k:recipient></k:header>";
  differ("intrahub", header + message + "<k:folder><k:any/></k:folder></c:kmehrmessage></p:PutTransactionRequest>",
         true);
}

BOOST_AUTO_TEST_CASE(d4_core_elements_as_roots) {
  differ(
      "intrahub",
      R"(<PatientIdType xmlns="http://www.ehealth.fgov.be/hubservices/core/v3"><id S="INSS" SV="1.0">1</id></PatientIdType>)",
      false);
}

BOOST_AUTO_TEST_CASE(d5_keys_and_statements_that_are_never_accepted) {
  const std::string ds = R"(xmlns="http://www.w3.org/2000/09/xmldsig#")";
  differ("soap", "<KeyInfo " + ds + "><SPKIData><SPKISexp>YWJj</SPKISexp></SPKIData></KeyInfo>", false);
  differ("soap", "<KeyInfo " + ds + "><PGPData><PGPKeyID>YWJj</PGPKeyID></PGPData></KeyInfo>", false);
  differ("soap", "<KeyInfo " + ds + "><KeyValue><DSAKeyValue><Y>YWJj</Y></DSAKeyValue></KeyValue></KeyInfo>", false);
  differ(
      "soap",
      R"(<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion" MajorVersion="1" MinorVersion="1" AssertionID="a" Issuer="i" )"
      R"(IssueInstant="2026-11-20T09:00:00Z"><AuthorizationDecisionStatement Resource="urn:r" Decision="Permit"><Subject>)"
      R"(<NameIdentifier>n</NameIdentifier></Subject><Action>a</Action></AuthorizationDecisionStatement></Assertion>)",
      false);
}

BOOST_AUTO_TEST_CASE(d6_elements_that_nothing_reads) {
  const std::string trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
  differ("soap", "<RequestSecurityToken xmlns=\"" + trust + "\"><Renewing Allow=\"perhaps\"/></RequestSecurityToken>",
         true);
}

BOOST_AUTO_TEST_SUITE_END()
