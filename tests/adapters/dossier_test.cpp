#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/xml_document.hpp"
#include "mappings/single_message/parameters.hpp"
#include "tests/adapters/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::SourceState;
namespace smc = mappings::single_message;

namespace {

constexpr auto kPharmacyNumber = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";

std::string locations(const std::string& patient, const std::string& types) {
  return "<smc:single-message xmlns:smc=\"http://www.apb.be/standards/smoa/schema/v1\" xmlns:model=\"http://www.apb.be/standards/smoa/schema/model/v1\" "
         "xmlns:id=\"http://www.apb.be/standards/smoa/schema/id/v1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><smc:unsigned><smc:eventFolder>"
         "<smc:entitySpace><smc:entity xsi:type=\"model:DataLocationType\"><model:min-Patient><model:personId xsi:type=\"id:InssIdType\"><id:id>" + patient +
         "</id:id></model:personId><model:name>Testa</model:name><model:familyName>Patiens</model:familyName></model:min-Patient>" + types +
         "</smc:entity></smc:entitySpace></smc:eventFolder></smc:unsigned></smc:single-message>";
}

// An order at the counter of the pharmacy whose identity is ours.
model::Order pharmacy_order() {
  auto order = list_order();
  order.caller.category = "orgpharmacy";
  order.caller.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, "27731067"};
  return order;
}

// A dossier with a key of its own, in a folder that goes away.
struct Dossier : House {
  native::Credential own = new_credential("dossier");
  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("sluis-dossier-" + core::random_hex(random, 8));
  std::string answer_code = "PCDH_SUCCESS";
  std::string clear = locations(kPatient, "<model:location><model:system>PCDH</model:system><model:careDataType>medicationhistory</model:careDataType></model:location>");
  const native::Credential* signer = &own;
  std::string parameters;  // what the last question had sealed

  Dossier() {
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "etk.pem") << own.certificate.pem();
    tokens.answer->assertion = assertion_with(kPharmacyNumber, "27731067");
    wire.script = [this](const spi::WireRequest& request) -> Result<spi::WireReply> { return soap(reply(request)); };
  }
  ~Dossier() { std::filesystem::remove_all(folder); }

  std::string reply(const spi::WireRequest& request) {
    const auto asked = native::Document::parse(body_of(request));
    const auto sealed = core::from_base64(asked->root().child("", "RequestParametersSealed").text());
    const auto opened = native::unseal(*sealed, own, {holder.certificate}, clock.now());
    if (opened) parameters = core::as_text(opened->clear);
    std::string message;
    if (answer_code == "PCDH_SUCCESS") message = core::to_base64(*native::seal(core::as_bytes(clear), *signer, {holder.certificate}, clock.now()));
    return "<g:GetDataTypesResponse xmlns:g=\"urn:be:fgov:ehealth:gfddpp:protocol:v1\" Id=\"_1\"><Status><Code>" + answer_code +
           "</Code><Message Lang=\"EN\">about 62071498939</Message></Status><StatusType><Type>FUNCTIONAL</Type></StatusType><SingleMessageSealed>" +
           message + "</SingleMessageSealed></g:GetDataTypesResponse>";
  }

  Result<model::Answer> ask(const model::Order& order = pharmacy_order(), const model::Decision& decision = {}) {
    const spi::NetworkSettings settings{"dossier", "pharmaceutical_dossier", "https://localhost/GFDDPP/PCDH/v1", "", std::chrono::seconds(5),
                                        {{"etk", (folder / "etk.pem").string()}, {"cbe", "0999999922"}, {"title", "Dossier"}}};
    return make_network(settings, surroundings())->exchange(order, decision, soon());
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(dossier)

BOOST_AUTO_TEST_CASE(something_is_there_and_nothing_more) {
  Dossier dossier;
  const auto answer = dossier.ask();
  BOOST_REQUIRE(answer);
  BOOST_REQUIRE(answer->entries.size() == 1u);
  BOOST_TEST(answer->entries[0].category == "productdelivery");
  BOOST_TEST(answer->entries[0].name.id == "pcdh/medicationhistory");
  BOOST_TEST(answer->entries[0].date.empty());
  BOOST_TEST(answer->patient->number == kPatient);
  BOOST_TEST(answer->sources.at(0).source == "dossier:0999999922");
  BOOST_TEST((answer->sources.at(0).state == SourceState::Complete));
}

BOOST_AUTO_TEST_CASE(the_question_goes_sealed_with_the_pharmacy_s_number) {
  Dossier dossier;
  auto order = pharmacy_order();
  auto& query = std::get<model::ReferenceQuery>(order.content);
  query.begin = "2026-01-01+01:00";
  model::Decision decision;
  decision.rules.push_back({"link", model::Outcome::Pass, "", {}});
  BOOST_REQUIRE(dossier.ask(order, decision));
  BOOST_TEST(dossier.parameters == smc::write_parameters({kPatient, {kPharmacyNumber, "27731067"}, smc::TypesParameters{"2026-01-01", ""}}));
  const auto body = body_of(dossier.wire.sent.at(0));
  BOOST_TEST(body.find(kPatient) == std::string::npos);
  BOOST_TEST(body.find("<TherapeuticalRelationShipFlag>true<") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_there_is_empty) {
  Dossier dossier;
  dossier.clear = locations(kPatient, "");
  const auto answer = dossier.ask();
  BOOST_REQUIRE(answer);
  BOOST_TEST((answer->sources.at(0).state == SourceState::Empty));
}

BOOST_AUTO_TEST_CASE(a_no_keeps_its_code_and_loses_its_words) {
  Dossier dossier;
  dossier.answer_code = "PCDH_ERROR_NOT_AUTHORIZED";
  const auto refused = dossier.ask();
  BOOST_REQUIRE(refused);
  BOOST_TEST((refused->sources.at(0).state == SourceState::Refused));
  BOOST_TEST(refused->sources.at(0).code == "PCDH_ERROR_NOT_AUTHORIZED");
  BOOST_TEST(refused->sources.at(0).text.find(kPatient) == std::string::npos);
  dossier.answer_code = "PCDH_ERROR_TECHNICAL";
  BOOST_TEST((dossier.ask()->sources.at(0).state == SourceState::Failed));
}

BOOST_AUTO_TEST_CASE(who_is_no_pharmacy_asks_under_our_own_name_and_is_refused_by_the_dossier) {
  Dossier dossier;
  constexpr auto kHospitalNumber = "urn:be:fgov:ehealth:1.0:hospital:nihii-number";
  dossier.tokens.answer->assertion = assertion_with(kHospitalNumber, "71099911");
  dossier.answer_code = "PCDH_ERROR_RULES_NOT_A_PHARMACIST";
  const auto answer = dossier.ask(list_order());
  BOOST_REQUIRE(answer);
  BOOST_TEST((answer->sources.at(0).state == SourceState::Refused));
  BOOST_TEST(dossier.parameters == smc::write_parameters({kPatient, {kHospitalNumber, "71099911"}, smc::TypesParameters{"", ""}}));
}

BOOST_AUTO_TEST_CASE(nobody_borrows_the_name_of_a_pharmacy) {
  Dossier dossier;
  const auto answer = dossier.ask(list_order());
  BOOST_REQUIRE(answer);
  BOOST_TEST((answer->sources.at(0).state == SourceState::Refused));
  BOOST_TEST(answer->sources.at(0).code == "PCDH_ERROR_RULES_NOT_A_PHARMACIST");
  BOOST_TEST(dossier.wire.sent.empty());
}

BOOST_AUTO_TEST_CASE(a_message_sealed_by_a_stranger_is_refused) {
  Dossier dossier;
  const auto stranger = new_credential("stranger");
  dossier.signer = &stranger;
  const auto answer = dossier.ask();
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().id() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_CASE(a_message_that_is_no_location_is_refused) {
  Dossier dossier;
  dossier.clear = "<a></a>";
  BOOST_TEST((dossier.ask().error().id() == FaultId::NetworkAnswerRefused));
  dossier.clear = "no xml";
  BOOST_TEST((dossier.ask().error().id() == FaultId::NetworkAnswerRefused));
}

BOOST_AUTO_TEST_SUITE_END()
