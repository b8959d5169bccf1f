#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/native/schema.hpp"
#include "mappings/kmehr/party.hpp"
#include "mappings/metahub/patient_links.hpp"
#include "mappings/single_message/data_types.hpp"

using namespace sluis;
namespace metahub = mappings::metahub;
namespace smc = mappings::single_message;

namespace {

const std::string kShared = SLUIS_SOURCE_DIR "/../shared/";

native::Document parsed(const std::string& xml) {
  auto document = native::Document::parse(xml);
  BOOST_REQUIRE(document);
  return std::move(*document);
}

std::string file(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void check_official(const std::string& xml, const std::string& schema_path) {
  if (!std::filesystem::exists(kShared + schema_path)) {
    BOOST_TEST_MESSAGE("skipped, not there: " << schema_path);
    return;
  }
  const auto schema = native::Schema::compile({kShared + schema_path});
  BOOST_REQUIRE(schema);
  const auto document = parsed(xml);
  for (const auto& error : schema->validate(document.root())) BOOST_ERROR(error.path << ": " << error.expected);
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

BOOST_AUTO_TEST_CASE(dossier_messages_are_those_of_the_schemas) {
  check_official(smc::write_parameters({"62071498939", "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number", "27731067", "2026-01-01", "2026-02-01"}),
                 "schemas/farmaflux-gfddpp/request-message-parameters-v20160808.xsd");
  check_official(smc::write_parameters({"62071498939", "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number", "27731067", "", ""}),
                 "schemas/farmaflux-gfddpp/request-message-parameters-v20160808.xsd");
  for (const auto link : {smc::Link::Known, smc::Link::Unknown})
    check_official(smc::write_data_types_request("U0VBTA==", link), "schemas/farmaflux-gfddpp/gfddpp-protocol-v1.derived.xsd");
}

BOOST_AUTO_TEST_CASE(a_status_of_the_dossier_is_read) {
  const auto body = [](const std::string& code, const std::string& sealed) {
    return "<g:GetDataTypesResponse xmlns:g=\"" + std::string(smc::kProtocol) + "\" Id=\"_1\"><Status><Code>" + code +
           "</Code><Message Lang=\"EN\">x</Message></Status><StatusType><Type>FUNCTIONAL</Type></StatusType><SingleMessageSealed>" + sealed +
           "</SingleMessageSealed></g:GetDataTypesResponse>";
  };
  const auto good = parsed(body("PCDH_SUCCESS", "U0VBTA=="));
  BOOST_TEST(smc::read_data_types_response(good.root())->sealed == "U0VBTA==");
  const auto no = parsed(body("PCDH_ERROR_NOT_AUTHORIZED", ""));
  BOOST_TEST(smc::read_data_types_response(no.root())->code == "PCDH_ERROR_NOT_AUTHORIZED");
  const auto hollow = parsed(body("PCDH_SUCCESS", ""));
  BOOST_TEST(!smc::read_data_types_response(hollow.root()));
}

BOOST_AUTO_TEST_CASE(data_locations_of_the_sample_are_read) {
  const auto path = kShared + "samples/gfd/getDataTypes.response.single-message.xml";
  if (!std::filesystem::exists(path)) {
    BOOST_TEST_MESSAGE("skipped, not there: " << path);
    return;
  }
  const auto document = parsed(file(path));
  const auto read = smc::read_data_locations(document.root());
  BOOST_REQUIRE(read);
  BOOST_TEST(read->patient.number == "62071498939");
  BOOST_TEST(read->locations.at(0).data_types.at(0) == "medicationhistory");
  const auto other = parsed("<a/>");
  BOOST_TEST(!smc::read_data_locations(other.root()));
}

BOOST_AUTO_TEST_SUITE_END()
