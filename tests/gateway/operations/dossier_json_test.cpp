#include <boost/test/unit_test.hpp>

#include "tests/gateway/operations/support_verified.hpp"

namespace sluis::operations {
std::unique_ptr<spi::Operation> make_dispensations();
std::unique_ptr<spi::Operation> make_dispensation_status();
std::unique_ptr<spi::Operation> make_medication_history();
std::unique_ptr<spi::Operation> make_pharmacy_details();
std::unique_ptr<spi::Operation> make_dossier_services();
}  // namespace sluis::operations

using namespace sluis;
using namespace sluis::test;
using model::OrderKind;

namespace {

constexpr auto kPatient = "62071498939";

model::Identity pharmacy() {
  model::Identity identity;
  identity.category = "orgpharmacy";
  identity.organisation = model::OrganisationNumber{model::OrganisationScheme::Nihii, "27731067"};
  return identity;
}

// In JSON: quotes escaped.
std::string single_message(const std::string& patients) {
  return "<s:single-message xmlns:s='http://www.apb.be/standards/smoa/schema/v1' xmlns:m='http://www.apb.be/standards/smoa/schema/model/v1' "
         "xmlns:i='http://www.apb.be/standards/smoa/schema/id/v1' xmlns:x='http://www.w3.org/2001/XMLSchema-instance'><s:unsigned><s:eventFolder><s:events>"
         "<s:event x:type='s:PharmaceuticalCareEventType'>" + patients + "</s:event></s:events></s:eventFolder></s:unsigned></s:single-message>";
}
std::string patient(const std::string& number) {
  return "<m:max-Patient><m:identification><m:personId x:type='i:InssIdType'><i:id>" + number + "</i:id></m:personId></m:identification></m:max-Patient>";
}

Result<model::Order> read(const spi::Operation& operation, const std::string& body) { return operation.read(verified_json(body, pharmacy())); }
std::string told(const spi::Operation& operation, const std::string& body) {
  const auto order = read(operation, body);
  return order ? std::string{} : order.error().caller_detail();
}
bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(dossier_json)

BOOST_AUTO_TEST_CASE(an_order_is_about_the_patient_of_its_message) {
  const auto operation = operations::make_dispensations();
  const auto body = [](const std::string& action, const std::string& xml, const std::string& more = {}) {
    return R"({"action":")" + action + R"(","caller":{"ssin":"75052298760","category":"perspharmacist"},"message":")" + xml + "\"" + more + "}";
  };
  const auto order = read(*operation, body("register", single_message(patient(kPatient)), R"(,"consent":false)"));
  BOOST_REQUIRE_MESSAGE(order, (order ? "" : order.error().caller_detail()));
  BOOST_TEST((order->kind == OrderKind::RegisterDispensations));
  BOOST_TEST(order->patient_number() == kPatient);
  const auto& asked = std::get<model::DossierOrder>(order->content);
  BOOST_TEST(asked.consent_known.value() == false);
  BOOST_TEST(!asked.relation_known.has_value());
  BOOST_TEST(order->header.author.professional()->value("INSS").value() == "75052298760");
  BOOST_TEST((read(*operation, body("update", single_message(patient(kPatient))))->kind == OrderKind::UpdateDispensations));
  BOOST_TEST((read(*operation, body("revoke", single_message(patient(kPatient))))->kind == OrderKind::RevokeDispensations));
  BOOST_TEST(says(told(*operation, body("delete", single_message(patient(kPatient)))), "action"));
  BOOST_TEST(says(told(*operation, body("register", single_message(""))), "COMMON_ERROR_PATIENT_MISSING"));
  BOOST_TEST(says(told(*operation, body("register", single_message(patient(kPatient) + patient(kPatient)))), "COMMON_ERROR_MULTIPLE_PATIENT"));
  BOOST_TEST(says(told(*operation, body("register", single_message(patient("62071498938")))), "COMMON_ERROR_INVALID_NISS"));
  BOOST_TEST(says(told(*operation, body("register", "<a/>")), "TIP_300"));
  BOOST_TEST(says(told(*operation, body("register", single_message(patient(kPatient)), R"(,"patient":{"ssin":"75052298760"})")), "patient"));
}

BOOST_AUTO_TEST_CASE(a_history_is_asked_for_a_period_that_fits) {
  const auto operation = operations::make_medication_history();
  const auto range = [&](const std::string& members) { return read(*operation, R"({"patient":{"ssin":"62071498939"})" + members + "}"); };
  BOOST_TEST(std::get<model::DossierOrder>(range("")->content).range == "DEFAULT");
  BOOST_TEST(std::get<model::DossierOrder>(range(R"(,"from":"2026-01-01","to":"2026-02-01")")->content).range == "CUSTOM");
  BOOST_TEST(std::get<model::DossierOrder>(range(R"(,"exclude_own":true)")->content).without_own);
  BOOST_TEST(!range(R"(,"range":"LAST")"));
  BOOST_TEST(!range(R"(,"range":"CUSTOM")"));
  BOOST_TEST(!range(R"(,"range":"FULL","from":"2026-01-01")"));
  BOOST_TEST(!range(R"(,"from":"2026-02-01","to":"2026-01-01")"));
  BOOST_TEST(!range(R"(,"type":"recipes")"));
}

BOOST_AUTO_TEST_CASE(what_the_patient_signed_comes_in_parts_or_ready_made) {
  const auto operation = operations::make_medication_history();
  const auto signature = [&](const std::string& members) { return read(*operation, R"({"patient":{"ssin":"62071498939"},"signature":{)" + members + "}}"); };
  const auto parts = signature(R"("date_time":"2026-11-20T10:15:00+01:00","signature":"AAAA","public_key":"AAAA")");
  BOOST_REQUIRE(parts);
  BOOST_TEST(!std::get<model::DossierOrder>(parts->content).signature->value.empty());
  BOOST_TEST(signature(R"("date_time":"2026-11-20T10:15:00+01:00","value":"AAAA")").has_value());
  BOOST_TEST(!signature(R"("date_time":"2026-11-20T10:15:00+01:00")"));
  BOOST_TEST(!signature(R"("date_time":"today","value":"AAAA")"));
  BOOST_TEST(!signature(R"("date_time":"2026-11-20T10:15:00+01:00","value":"AAAA","signature":"AAAA","public_key":"AAAA")"));
}

BOOST_AUTO_TEST_CASE(a_pharmacy_is_asked_for_with_a_reason_only) {
  const auto operation = operations::make_pharmacy_details();
  const std::string begin = R"({"patient":{"ssin":"62071498939"},"dguid":"90e911c5-f570-41b7-8232-000000000021")";
  BOOST_TEST(read(*operation, begin + R"(,"motivation":{"type":"PATIENT","text":"asked"}})").has_value());
  BOOST_TEST(!read(*operation, begin + "}"));
  BOOST_TEST(!read(*operation, begin + R"(,"motivation":{"type":"PATIENT"}})"));
  const auto status = operations::make_dispensation_status();
  BOOST_TEST(says(told(*status, R"({"dguid":"90e911c5-f570-41b7-8232-000000000021"})"), "TIP_ERROR_DGUID_FILLED_IN_SGUID_NOT"));
  const auto services = operations::make_dossier_services();
  BOOST_TEST((read(*services, R"({"about":"filter"})")->kind == OrderKind::ReadProductFilter));
  BOOST_TEST((read(*services, "{}")->kind == OrderKind::CheckDossier));
}

BOOST_AUTO_TEST_CASE(an_answer_says_what_was_kept_and_what_was_left_out) {
  const auto operation = operations::make_dispensations();
  model::Decision decision;
  decision.verdict = model::Verdict::Permit;
  model::Answer answer;
  answer.dossier.emplace();
  answer.dossier->queued = true;
  answer.dossier->session = "s-1";
  answer.dossier->registered = {{"L-1", "d-1", "1234567"}};
  answer.dossier->filtered = {"3000001"};
  Speaker speaker;
  const auto text = operation->write({}, decision, answer, speaker.voice());
  BOOST_TEST(says(text, R"("accepted":true,"queued":true)"));
  BOOST_TEST(says(text, R"("sguid":"s-1","dispensations":[{"dguid":"d-1","local_reference":"L-1","product":"1234567"}],"filtered":["3000001"])"));
  answer.errors.push_back({"TIP_401", "x"});
  BOOST_TEST(says(operation->write({}, decision, answer, speaker.voice()), R"("accepted":false)"));
}

BOOST_AUTO_TEST_SUITE_END()
