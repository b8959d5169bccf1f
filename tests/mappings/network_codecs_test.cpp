#include <boost/test/unit_test.hpp>

#include "gateway/native/xml_document.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/metahub/patient_links.hpp"

using namespace sluis;
namespace metahub = mappings::metahub;

namespace {

native::Document parsed(const std::string& xml) {
  auto document = native::Document::parse(xml);
  BOOST_REQUIRE(document);
  return std::move(*document);
}

std::string links(const std::string& complete, const std::string& errors, const std::string& list) {
  return "<p:GetPatientLinksResponse xmlns:p=\"" + std::string(metahub::kProtocol) + "\" xmlns:c=\"" + std::string(metahub::kCore) +
         "\" xmlns:k=\"http://www.ehealth.fgov.be/standards/kmehr/schema/v1\"><c:response><c:request><c:id>71099911.1</c:id></c:request>"
         "</c:response><c:acknowledge><c:iscomplete>" + complete + "</c:iscomplete>" + errors + "</c:acknowledge>" + list +
         "</p:GetPatientLinksResponse>";
}

std::string patient_link(const std::string& patient, const std::string& hub) {
  return "<p:patientlink><p:patient><c:id S=\"INSS\" SV=\"1.0\">" + patient + "</c:id></p:patient><p:hcparty><k:id S=\"ID-HCPARTY\" SV=\"1.0\">" +
         hub + "</k:id></p:hcparty></p:patientlink>";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(network_codecs)

BOOST_AUTO_TEST_CASE(the_metahub_names_each_hub_once) {
  const auto list = "<p:patientlinklist>" + patient_link("62071498939", "1999990144") + patient_link("62071498939", "1999990243") +
                    patient_link("62071498939", "1999990144") + "</p:patientlinklist>";
  const auto document = parsed(links("true", "", list));
  const auto read = metahub::read_links_response(document.root(), "62071498939");
  BOOST_REQUIRE(read);
  BOOST_TEST(read->hubs == (std::vector<std::string>{"1999990144", "1999990243"}), boost::test_tools::per_element());
  BOOST_TEST(read->request_id == "71099911.1");
}

BOOST_AUTO_TEST_CASE(a_metahub_that_is_odd_is_not_believed) {
  const auto odd = [](const std::string& xml) {
    const auto document = parsed(xml);
    return !metahub::read_links_response(document.root(), "62071498939");
  };
  BOOST_TEST(odd(links("true", "", "<p:patientlinklist>" + patient_link("75052298760", "1999990144") + "</p:patientlinklist>")));
  BOOST_TEST(odd(links("true", "", "<p:patientlinklist>" + patient_link("62071498939", "1999990145") + "</p:patientlinklist>")));
  BOOST_TEST(odd(links("true", "", "")));
  BOOST_TEST(odd(links("ja", "", "<p:patientlinklist></p:patientlinklist>")));
  BOOST_TEST(odd("<other/>"));
}

BOOST_AUTO_TEST_CASE(a_refusal_of_the_metahub_keeps_its_code) {
  const auto document = parsed(links("false", "<c:error><k:cd S=\"CD-ERROR\" SV=\"1.0\">MH2.INPUT.19</k:cd></c:error>", ""));
  const auto read = metahub::read_links_response(document.root(), "62071498939");
  BOOST_REQUIRE(read);
  BOOST_TEST(!read->complete);
  BOOST_TEST(read->codes.at(0) == "MH2.INPUT.19");
}

BOOST_AUTO_TEST_CASE(a_metahub_request_is_canonical) {
  metahub::LinksRequest request;
  request.header.id = "71099911.1";
  request.header.author.parties.push_back(mappings::kmehr::make_party("71099911", "orghospital", "Ziekenhuis"));
  request.header.date = "2026-11-20";
  request.header.time = "10:15:00+01:00";
  request.patient = "62071498939";
  const auto xml = metahub::write_links_request(request);
  const auto document = parsed(xml);
  BOOST_TEST(native::canonical(document.root()) == xml);
}

BOOST_AUTO_TEST_SUITE_END()
