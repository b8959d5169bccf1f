#include <boost/test/unit_test.hpp>

#include "adapters/metahub/locator.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/metahub/patient_links.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;
namespace metahub = mappings::metahub;

namespace {

const spi::NetworkSettings kSettings{"metahub", "metahub", "https://localhost/MetaHub/v2", "", std::chrono::seconds(2), {}};

std::string response(const std::string& echo, bool complete, const std::string& rest) {
  return "<p:GetPatientLinksResponse xmlns:p=\"" + std::string(metahub::kProtocol) + "\"><c:response xmlns:c=\"" + std::string(metahub::kCore) +
         "\">" + echo + "</c:response><c:acknowledge xmlns:c=\"" + std::string(metahub::kCore) + "\"><c:iscomplete>" +
         (complete ? "true" : "false") + "</c:iscomplete></c:acknowledge>" + rest + "</p:GetPatientLinksResponse>";
}

std::string one_link(const std::string& patient, const std::string& hub) {
  return "<p:patientlinklist><p:patientlink><p:patient><id S=\"INSS\">" + patient + "</id></p:patient><p:hcparty><id S=\"ID-HCPARTY\">" + hub +
         "</id></p:hcparty></p:patientlink></p:patientlinklist>";
}

void answer_with(House& house, bool complete, const std::string& rest) {
  house.wire.script = [=](const spi::WireRequest& request) -> Result<spi::WireReply> {
    const auto asked = native::Document::parse(body_of(request));
    return soap(response(native::canonical(asked->root().child(metahub::kCore, "request")), complete, rest));
  };
}

Result<std::vector<std::string>> ask(House& house) {
  return adapters::metahub::make_locator(kSettings, house.surroundings())->hubs_of(list_order(), soon());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(metahub_locator)

BOOST_AUTO_TEST_CASE(the_hubs_of_the_patient_are_named) {
  House house;
  answer_with(house, true, one_link(kPatient, "1999990144"));
  const auto hubs = ask(house);
  BOOST_REQUIRE(hubs);
  BOOST_TEST(*hubs == std::vector<std::string>{"1999990144"}, boost::test_tools::per_element());
  BOOST_TEST(house.wire.sent.at(0).headers.at(0).second == "\"" + std::string(metahub::kAction) + "\"");
}

BOOST_AUTO_TEST_CASE(a_patient_whom_no_hub_knows_has_none) {
  House house;
  answer_with(house, true, "<p:patientlinklist></p:patientlinklist>");
  const auto hubs = ask(house);
  BOOST_REQUIRE(hubs);
  BOOST_TEST(hubs->empty());
}

BOOST_AUTO_TEST_CASE(whatever_else_is_a_fault_so_that_all_hubs_are_asked) {
  House house;
  answer_with(house, false, "");
  BOOST_TEST((ask(house).error().id() == FaultId::NetworkFault));
  answer_with(house, true, one_link("75052298760", "1999990144"));
  BOOST_TEST((ask(house).error().id() == FaultId::NetworkAnswerRefused));
  house.wire.script = [](const spi::WireRequest&) -> Result<spi::WireReply> { return soap(soap_fault("SOA-01002"), 500); };
  BOOST_TEST((ask(house).error().id() == FaultId::NetworkFault));
  house.wire.script = [](const spi::WireRequest&) -> Result<spi::WireReply> {
    const auto foreign = "<c:request xmlns:c=\"" + std::string(metahub::kCore) + "\"><c:id>1.1</c:id></c:request>";
    return soap(response(foreign, true, one_link(kPatient, "1999990144")));
  };
  BOOST_TEST((ask(house).error().id() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_SUITE_END()
