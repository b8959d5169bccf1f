#include "gateway/cli/author_reader.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/cli/session.hpp"
#include "gateway/security/deflated_token.hpp"

using namespace sluis;

namespace {

model::AuthorClaim author_in(const std::string& xml) {
  const auto document = native::Document::parse(xml);
  BOOST_REQUIRE(document);
  return cli::author_of(document->root());
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// A request of hub services version `version`, with this in its author.
std::string request(const std::string& version, const std::string& author) {
  return "<p:Any xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/" + version +
         "\" xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/" + version +
         "\" xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><c:request><c:id S=\"ID-KMEHR\" SV=\"1.0\">x</c:id><c:author>" +
         author + "</c:author></c:request></p:Any>";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(author_reader)

BOOST_AUTO_TEST_CASE(parties_of_both_versions) {
  for (const auto* version : {"v2", "v3"}) {
    const auto author = author_in(request(version,
        "<k:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">71099911</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.0\">orghospital</k:cd></k:hcparty>"
        "<k:hcparty><k:id S=\"INSS\" SV=\"1.0\">72051999381</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.0\">persphysician</k:cd></k:hcparty>"));
    BOOST_REQUIRE(author.parties.size() == 2);
    BOOST_REQUIRE(author.organisation());
    BOOST_TEST(author.organisation()->value("ID-HCPARTY").value() == "71099911");
    BOOST_REQUIRE(author.professional());
    BOOST_TEST(author.professional()->value("INSS").value() == "72051999381");
    BOOST_TEST(!author.patient);
    BOOST_TEST(!author.person);
  }
}

BOOST_AUTO_TEST_CASE(patient_and_person) {
  const std::string software = "<k:hcparty><k:id S=\"LOCAL\" SV=\"1.0\" SL=\"application_ID\">s</k:id><k:cd S=\"CD-HCPARTY\" SV=\"1.0\">application</k:cd></k:hcparty>";
  const auto own = author_in(request("v2", software + "<c:patient><c:id S=\"INSS\" SV=\"1.0\">85073099833</c:id></c:patient>"));
  BOOST_TEST(own.parties.front().is_software());
  BOOST_TEST(own.parties.front().ids.front().local_scheme == "application_ID");
  BOOST_REQUIRE(own.patient);
  BOOST_TEST(own.patient->value("INSS").value() == "85073099833");
  const auto parent = author_in(request("v2", software + "<c:person><k:id S=\"INSS\" SV=\"1.0\">88110599603</k:id></c:person>"));
  BOOST_REQUIRE(parent.person);
  BOOST_TEST(parent.person->value("INSS").value() == "88110599603");
  BOOST_TEST(!parent.patient);
}

BOOST_AUTO_TEST_CASE(a_message_without_author) {
  BOOST_TEST(author_in("<x/>").parties.empty());
  BOOST_TEST(author_in("<x><request/></x>").parties.empty());
  BOOST_TEST(author_in("<x><author/></x>").parties.empty());
  BOOST_TEST(cli::author_of({}).parties.empty());
}

// The messages of the schema's own tests, whatever the service.
BOOST_AUTO_TEST_CASE(rich_messages) {
  for (const auto* name : {"consent.put.xml", "therlink.put.xml", "exclusion.put.xml", "intrahub.list.request.xml"}) {
    BOOST_TEST(!author_in(text_of(SLUIS_SOURCE_DIR "/tests/mappings/rich/" + std::string(name))).parties.empty(), name);
  }
}

BOOST_AUTO_TEST_CASE(samples) {
  const std::filesystem::path folder = SLUIS_SOURCE_DIR "/../shared/samples/consent";
  if (!std::filesystem::exists(folder)) {
    BOOST_TEST_MESSAGE("no samples here: skipped");
    return;
  }
  int seen = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (!file.path().string().ends_with(".request.xml")) continue;
    BOOST_TEST(!author_in(text_of(file.path().string())).parties.empty(), file.path());
    ++seen;
  }
  BOOST_TEST(seen > 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(session)

BOOST_AUTO_TEST_CASE(an_authorization_is_read_back_by_the_gate) {
  std::string assertion = "<saml:Assertion xmlns:saml=\"urn:x\">";
  for (int i = 0; i < 500; ++i) assertion += "<v>" + std::to_string(i) + " \xc3\xa9</v>";
  assertion += "</saml:Assertion>";
  for (const auto& text : {assertion, std::string("<a/>")}) {
    const auto value = cli::authorization_value(text);
    BOOST_TEST(value.starts_with("SAML "));
    BOOST_TEST(value.find_first_of("\r\n") == std::string::npos);
    const auto back = security::token_of_authorization(value, 256 * 1024);
    BOOST_REQUIRE(back);
    BOOST_TEST((*back == text));
  }
}

BOOST_AUTO_TEST_CASE(urls_are_joined_whatever_slashes) {
  BOOST_TEST(cli::joined_url("http://h:1", "/Consent/v1") == "http://h:1/Consent/v1");
  BOOST_TEST(cli::joined_url("http://h:1//", "/Consent/v1") == "http://h:1/Consent/v1");
}

BOOST_AUTO_TEST_CASE(a_fault_is_told_with_what_to_do) {
  BOOST_TEST(cli::told(Fault(FaultId::KeyUnreadable, "no such file")) ==
             "SLU-7002 Service error (no such file)\n  The key or certificate can't be read; check path, rights and password");
}

BOOST_AUTO_TEST_SUITE_END()
