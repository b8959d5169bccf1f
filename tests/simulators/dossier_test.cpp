#include "adapters/pharmaceutical_dossier/simulator/dossier.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "gateway/core/encoding.hpp"
#include "gateway/native/cms.hpp"
#include "gateway/native/schema.hpp"
#include "tests/simulators/support.hpp"

using namespace sluis;
using namespace sluis::sandbox;
using namespace sluis::sandbox::test;

namespace {

constexpr auto kAnna = "85073099833";
constexpr auto kPharmacyNumber = "urn:be:fgov:ehealth:1.0:pharmacy:nihii-number";
const std::string kAction = "urn:be:fgov:ehealth:gfddpp:protocol:v1:GetDataTypes";

struct Parameters {
  std::string patient = kAnna, requestor = "20999609", type = "dataTypes",
              specific = "<dataSpecificParametersGetDataTypes/>";
  std::string authorization;
};

struct WithDossier {
  Stage& s = stage();
  MessageSecurity security = s.security();
  KeyDepot keys;
  Warehouse warehouse{s.world, s.pki(), keys, s.clock, s.random};
  Dossier dossier{warehouse, s.world, s.pki(), security, s.clock, s.random};
  native::Credential pharmacy = s.credential("pharmacy", "20999609");
  native::Credential hospital = s.credential("hospital", "71099911");
  Behaviour behaviour;

  static std::string parameters(const Parameters& p) {
    return "<g:getDataRequestParameters xmlns:g=\"http://services.gfddpp.be\"><patient><patientId>" + p.patient +
           "</patientId><patientIdType>INSS</patientIdType></patient><requestor><requestorType>" + kPharmacyNumber +
           "</requestorType><requestorId>" + p.requestor + "</requestorId></requestor><dataType>" + p.type +
           "</dataType>" + p.specific + "</g:getDataRequestParameters>";
  }

  Opened ask(const Parameters& p, const native::Credential& sealer, const char* kind) {
    const auto sealed = native::seal(core::as_bytes(parameters(p)), sealer, {s.pki().dossier.certificate}, s.clock.now());
    const auto body =
        "<g:GetDataTypesRequest xmlns:g=\"urn:be:fgov:ehealth:gfddpp:protocol:v1\"><RequestParametersSealed>" +
        core::to_base64(std::span<const std::uint8_t>(sealed.value())) + "</RequestParametersSealed>" +
        p.authorization + "</g:GetDataTypesRequest>";
    Signing how;
    how.token = organisation_token(kind);
    const auto& signer = std::string_view(kind) == "pharmacy" ? pharmacy : hospital;
    auto question = soap_question(kDossierPath, kAction, signed_message(signer, body, how));
    question.behaviour = behaviour;
    return opened(dossier.answer(question));
  }
  std::string code(const Parameters& p) {
    return ask(p, pharmacy, "pharmacy").content.child("", "Status").child("", "Code").text();
  }
};

void check_schema(native::Node node, const std::string& name) {
  const auto file = SLUIS_SOURCE_DIR "/../shared/schemas/" + name;
  if (!std::filesystem::exists(file)) {
    BOOST_TEST_MESSAGE("no schema here");
    return;
  }
  const auto schema = native::Schema::compile({file});
  BOOST_REQUIRE_MESSAGE(schema.has_value(), (schema.has_value() ? std::string() : schema.error().log_text()));
  for (const auto& e : schema->validate(node)) BOOST_ERROR(e.path + ": " + e.expected);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(dossier_of_the_pharmacies, WithDossier)

BOOST_AUTO_TEST_CASE(a_pharmacy_learns_what_there_is_under_seal) {
  const auto message = ask({}, pharmacy, "pharmacy");
  check_schema(message.content, "farmaflux-gfddpp/gfddpp-protocol-v1.derived.xsd");
  BOOST_TEST(message.content.child("", "Status").child("", "Code").text() == "PCDH_SUCCESS");
  const auto sealed = core::from_base64(message.content.child("", "SingleMessageSealed").text());
  const auto open = native::unseal(sealed.value(), pharmacy, {s.pki().root, s.pki().ehealth_ca}, s.clock.now());
  BOOST_REQUIRE(open.has_value());
  BOOST_TEST((open->sender.der() == s.pki().dossier.certificate.der()));
  const auto answer = native::Document::parse(core::as_text(open->clear));
  BOOST_REQUIRE(answer.has_value());
  check_schema(answer->root(), "farmaflux-smc/single-message/maindoc/single-message-oa-1.0.xsd");
  const std::string text(core::as_text(open->clear));
  BOOST_TEST(text.find(">medicationhistory<") != std::string::npos);
  BOOST_TEST(text.find(kAnna) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nobody_but_a_pharmacy_gets_an_answer) {
  const auto message = ask({}, hospital, "hospital");
  check_schema(message.content, "farmaflux-gfddpp/gfddpp-protocol-v1.derived.xsd");
  BOOST_TEST(message.content.child("", "Status").child("", "Code").text() == "PCDH_ERROR_RULES_NOT_A_PHARMACIST");
  BOOST_TEST(message.content.child("", "SingleMessageSealed").text().empty());
}

BOOST_AUTO_TEST_CASE(parameters_are_judged) {
  BOOST_TEST(code({}) == "PCDH_SUCCESS");
  BOOST_TEST(code({kAnna, "20999510", "dataTypes", "", ""}) == "PCDH_ERROR_REQUESTOR_UKNOWN");
  BOOST_TEST(code({kAnna, "20999609", "recipes", "", ""}) == "PCDH_ERROR_DATATYPE_UNKNOW");
  BOOST_TEST(code({"85073099834", "20999609", "dataTypes", "", ""}) == "COMMON_ERROR_INVALID_NISS");
  const std::string inverted =
      "<dataSpecificParametersGetDataTypes><startDate>2026-02-01</startDate><endDate>2026-01-01</endDate>"
      "</dataSpecificParametersGetDataTypes>";
  BOOST_TEST(code({kAnna, "20999609", "dataTypes", inverted, ""}) == "PCDH_ERROR_INVALID_DATE_RANGE");
  const std::string no_link =
      "<AuthorizationParameters><TherapeuticalRelationShip><TherapeuticalRelationShipFlag>false"
      "</TherapeuticalRelationShipFlag></TherapeuticalRelationShip></AuthorizationParameters>";
  BOOST_TEST(code({kAnna, "20999609", "dataTypes", "", no_link}) == "PCDH_ERROR_NOT_AUTHORIZED");
}

BOOST_AUTO_TEST_CASE(the_seal_must_be_the_callers) {
  const auto message = ask({}, hospital, "pharmacy");
  BOOST_TEST(message.content.child("", "Status").child("", "Code").text() == "COMMON_ERROR_UNSEAL");
}

BOOST_AUTO_TEST_CASE(a_scenario_makes_it_seal_with_a_foreign_key) {
  behaviour.failure = Failure::WrongSignature;
  const auto message = ask({}, pharmacy, "pharmacy");
  const auto sealed = core::from_base64(message.content.child("", "SingleMessageSealed").text());
  BOOST_TEST(!native::unseal(sealed.value(), pharmacy, {s.pki().root, s.pki().ehealth_ca}, s.clock.now()).has_value());
}

BOOST_AUTO_TEST_CASE(it_says_that_it_is_alive) {
  Signing how;
  how.token = organisation_token("hospital");
  const auto body =
      R"(<g:CheckAlivePCDHRequest xmlns:g="urn:be:fgov:ehealth:gfddpp:protocol:v1"></g:CheckAlivePCDHRequest>)";
  const auto message = opened(dossier.answer(soap_question(kDossierPath, "", signed_message(hospital, body, how))));
  check_schema(message.content, "farmaflux-gfddpp/gfddpp-protocol-v1.derived.xsd");
  BOOST_TEST(message.content.child("", "CheckAliveResult").text() == "OK");
}

BOOST_AUTO_TEST_SUITE_END()
