#include <boost/test/unit_test.hpp>

#include <filesystem>

#include "adapters/ehealth/authority.hpp"
#include "adapters/ehealth/forwarded.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/hubservices_v2/response.hpp"
#include "mappings/schemas.hpp"
#include "mappings/wss/answer.hpp"
#include "tests/adapters/support.hpp"
#include "tests/support/fake_registry.hpp"

using namespace sluis;
using namespace sluis::test;
using model::OrderKind;
using spi::Delivery;
using spi::Subject;
namespace v2 = mappings::hubservices_v2;

namespace {

const std::string kMappings = std::string(SLUIS_SOURCE_DIR) + "/mappings";

model::Ssin patient() { return *model::Ssin::parse(kPatient); }
core::Date day(const std::string& text) { return *core::parse_date(text); }

// The federal services behind a wire: answers every request as told, by the codec of our own server.
struct Fixture {
  Fixture() {
    const adapters::ehealth::AuthoritySettings settings{"https://federal.test/Consent/v1", "https://federal.test/TherLink/v1",
                                                        "https://federal.test/TherapeuticExclusion/v1", "", "", std::chrono::seconds(5)};
    authority = adapters::ehealth::make_authority(settings, house.surroundings(), local, model::BusinessErrors::load(kMappings + "/policy"));
    house.wire.script = [this](const spi::WireRequest& request) { return answer(request); };
  }

  Result<spi::WireReply> answer(const spi::WireRequest& request) {
    if (down) return Fault(FaultId::NetworkUnreachable, "down", request.network);
    const auto read = mappings::wss::read_soap_answer(request.body);
    auto element = std::string(read->payload.name());
    element.replace(element.rfind("Request"), 7, "Response");
    auto header = v2::read_header(read->payload);
    if (other_request) header.echo = native::canonical(other_request->root());
    v2::ResponseWriter out(element, {"0809394427", "orgpublichealth", "Platform", "a1", house.clock.now()}, header.echo);
    std::vector<model::BusinessError> errors;
    if (!code.empty()) errors.push_back({code, "no", 0});
    out.acknowledge(errors);
    if (consent) out.consent_with_status(*consent, consent->revoked ? v2::ConsentStatus::Revoked : v2::ConsentStatus::Given);
    if (!links.empty()) out.links(links);
    return soap(out.finish());
  }

  // A consent that was put here, and the item that tells of it.
  spi::OutboxItem put(int attempts = 1) {
    model::Declaration by;
    by.at = house.clock.now();
    by.author.parties = {physician()};
    const model::ConsentRegistration wanted{patient(), "Anna", "Testpersoon", "retrospective", day("2026-11-20"), {}, by.author};
    BOOST_REQUIRE(local.put_consent(wanted, by));
    return item(OrderKind::PutConsent, wanted, attempts);
  }
  spi::OutboxItem item(OrderKind kind, const model::ConsentRegistration& wanted, int attempts) {
    model::Order order;
    order.kind = kind;
    order.header.id = "19998133004.1";
    order.header.author.parties = {physician()};
    order.header.date = "2026-11-20";
    order.header.time = "10:15:00";
    const model::PatientClaim claim{{{"INSS", kPatient, {}}, {"EID-CARDNO", "592123456786", {}}}, {"Anna"}, "Testpersoon"};
    order.content = model::ConsentOrder{claim, {"retrospective"}, "2026-11-20",
                                        kind == OrderKind::RevokeConsent ? std::optional<std::string>("2026-11-20") : std::nullopt, {}};
    model::Decision decision;
    decision.registration = wanted;
    const auto owed = authority->owed(order, decision);
    BOOST_REQUIRE(owed.size() == 1u);
    return {"0d4f1c2e-0000-4000-8000-000000000001", owed[0].topic, owed[0].key, house.clock.now(), house.clock.now(), attempts,
            spi::OutboxState::Waiting, owed[0].payload, ""};
  }
  static model::PartyClaim physician() {
    model::PartyClaim party;
    party.ids = {{"ID-HCPARTY", "19998133004", {}}, {"INSS", "75052298760", {}}};
    party.codes = {{"CD-HCPARTY", "persphysician"}};
    party.first_names = {"Ada"};
    party.family_name = "Fictief";
    return party;
  }
  spi::DeliveryResult deliver(const spi::OutboxItem& item) { return authority->deliverers().front()->deliver(item, soon()); }
  const model::Consent& kept() { return local.files[kPatient].consents.back(); }
  model::Consent told_consent() {
    return {"", 1, patient(), "Anna", "Testpersoon", "retrospective", day("2026-11-01"), {}, {}, {}, {}};
  }

  House house;
  FakeRegistry local;
  std::unique_ptr<adapters::ehealth::FederalAuthority> authority;
  bool down = false;
  std::string code;
  std::optional<model::Consent> consent;
  std::vector<model::TherapeuticLink> links;
  std::optional<native::Document> other_request;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ehealth, Fixture)

BOOST_AUTO_TEST_CASE(a_consent_that_stands_there_is_told) {
  consent = told_consent();
  const auto file = authority->told(Subject::Consent, patient(), soon());
  BOOST_REQUIRE(file);
  BOOST_REQUIRE(file->consents.size() == 1u);
  BOOST_TEST((file->consents.front().sign_date == day("2026-11-01")));
  BOOST_TEST((file->consents.front().state() == model::ConsentState::Given));
  BOOST_TEST(house.wire.sent.back().headers.front().second == "\"urn:be:fgov:ehealth:consent:protocol:v1:GetPatientConsentStatus\"");
}

BOOST_AUTO_TEST_CASE(none_is_an_empty_answer_or_the_code_that_says_so) {
  BOOST_TEST(authority->told(Subject::Consent, patient(), soon()).value().consents.empty());
  code = "TL.ACCESS.11";
  BOOST_TEST(authority->told(Subject::Links, patient(), soon()).value().links.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_answer_is_no_evidence) {
  const auto fault_of = [&](Subject subject) {
    const auto told = authority->told(subject, patient(), soon());
    return told ? std::string("told") : told.error().number();
  };
  code = "TL.ACCESS.05";
  BOOST_TEST(fault_of(Subject::Links) == "SLU-4002");
  code.clear();
  down = true;
  BOOST_TEST(fault_of(Subject::Consent) == "SLU-4002");
  down = false;
  consent = told_consent();
  consent->patient = *model::Ssin::parse("75052298760");
  BOOST_TEST(fault_of(Subject::Consent) == "SLU-4002");
  house.tokens.answer = Fault(FaultId::TokenServiceFault, "the assertion is signed by somebody else");
  BOOST_TEST(fault_of(Subject::Consent) == "SLU-4002");
}

BOOST_AUTO_TEST_CASE(a_declaration_is_told_in_our_name_and_the_authors_with_the_number_of_its_item) {
  const auto item = put();
  BOOST_TEST(item.topic == "ehealth.consent");
  BOOST_TEST(item.key == kPatient);
  BOOST_TEST((deliver(item).delivery == Delivery::Acknowledged));
  const auto read = mappings::wss::read_soap_answer(house.wire.sent.back().body);
  BOOST_REQUIRE(read);
  BOOST_TEST(read->payload.name() == "PutPatientConsentRequest");
  const auto header = v2::read_header(read->payload);
  BOOST_TEST(header.id == "71099911.0d4f1c2e000040008000000000000001");
  BOOST_REQUIRE(header.author.parties.size() == 2u);
  BOOST_TEST(header.author.parties[0].value("ID-HCPARTY").value() == "71099911");
  BOOST_TEST(header.author.parties[1].value("INSS").value() == "75052298760");
  const auto sent = v2::read_consent(read->payload);
  BOOST_TEST(sent.patient.value("EID-CARDNO").value() == "592123456786");
  BOOST_TEST(sent.sign_date.value() == "2026-11-20");
}

BOOST_AUTO_TEST_CASE(what_is_told_is_valid_by_the_schemas) {
  const auto official = std::string(SLUIS_SOURCE_DIR) + "/../shared/schemas";
  deliver(put());
  BOOST_REQUIRE(authority->told(Subject::Links, patient(), soon()));
  BOOST_REQUIRE(authority->told(Subject::Exclusions, patient(), soon()));
  const bool present = std::filesystem::exists(official);
  if (!present) BOOST_TEST_MESSAGE("the official schemas are not there: ours are used");
  const auto schemas = mappings::Schemas::load(kMappings, present ? official : "");
  BOOST_REQUIRE(schemas);
  for (const auto& request : house.wire.sent) {
    const auto read = mappings::wss::read_soap_answer(request.body);
    BOOST_REQUIRE(read);
    const auto service = mappings::service_of(read->payload.namespace_uri(), read->payload.name());
    BOOST_TEST(schemas->of(service).validate(read->payload, 1).empty(), read->payload.name());
  }
}

BOOST_AUTO_TEST_CASE(a_technical_failure_lets_it_wait) {
  const auto item = put();
  down = true;
  BOOST_TEST((deliver(item).delivery == Delivery::Later));
  down = false;
  other_request = *native::Document::parse("<c:request xmlns:c=\"http://www.ehealth.fgov.be/hubservices/core/v2\"><c:id>x</c:id></c:request>");
  BOOST_TEST((deliver(item).delivery == Delivery::Later));
  BOOST_TEST(!kept().revoked);
}

BOOST_AUTO_TEST_CASE(exists_already_is_a_refusal_at_first_and_an_acknowledgement_of_a_repeat) {
  code = "MH2.ACCESS.8";
  BOOST_TEST((deliver(put(2)).delivery == Delivery::Acknowledged));
  BOOST_TEST(!kept().revoked);
  local.files.clear();
  const auto result = deliver(put(1));
  BOOST_TEST((result.delivery == Delivery::Refused));
  BOOST_TEST(result.note == "MH2.ACCESS.8");
}

BOOST_AUTO_TEST_CASE(a_declaration_that_was_refused_carries_nothing_and_says_why) {
  code = "MH2.INPUT.19";
  const auto item = put();
  BOOST_TEST((deliver(item).delivery == Delivery::Refused));
  BOOST_REQUIRE(kept().revoked);
  BOOST_TEST(kept().revoked->request_id == "refused." + item.id);
  BOOST_TEST(kept().revoked->author.parties.front().name == "eHealth: refused with MH2.INPUT.19");
}

BOOST_AUTO_TEST_CASE(a_revocation_of_what_is_not_there_is_done) {
  const model::ConsentRegistration wanted{patient(), "Anna", "Testpersoon", "retrospective", {}, day("2026-11-20"), {}};
  const auto item = this->item(OrderKind::RevokeConsent, wanted, 1);
  BOOST_TEST(authority->about(item).revokes);
  code = "MH2.ACCESS.9";
  BOOST_TEST((deliver(item).delivery == Delivery::Acknowledged));
  code = "MH2.INPUT.2";
  BOOST_TEST((deliver(item).delivery == Delivery::Refused));
}

BOOST_AUTO_TEST_SUITE_END()
