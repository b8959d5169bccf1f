#include "gateway/path/operation_table.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/gateway/path/support_bench.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

// The operation's name, or the fault's.
std::string found(const Bench& bench, message::Raw raw) {
  const auto message = bench.verified(std::move(raw));
  const auto operation = bench.operations.find(message);
  return operation ? std::string((*operation)->facts().name) : std::string(operation.error().entry().name);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(operation_table, Bench)

BOOST_AUTO_TEST_CASE(the_signed_body_element_chooses) {
  BOOST_TEST(found(*this, signed_request(status_question(), kStatusAction)) == "GetPatientConsentStatus");
}

BOOST_AUTO_TEST_CASE(a_missing_action_is_accepted) {  // rulings R33
  BOOST_TEST(found(*this, signed_request(status_question())) == "GetPatientConsentStatus");
}

BOOST_AUTO_TEST_CASE(an_empty_action_says_nothing) {
  auto raw = signed_request(status_question());
  raw.headers["soapaction"] = "\"\"";
  BOOST_TEST(found(*this, std::move(raw)) == "GetPatientConsentStatus");
}

BOOST_AUTO_TEST_CASE(an_action_that_disagrees_is_refused) {  // rulings R33
  BOOST_TEST(found(*this, signed_request(status_question(), "urn:be:fgov:ehealth:consent:protocol:v1:PutPatientConsent")) == "ActionDisagrees");
}

BOOST_AUTO_TEST_CASE(a_schema_violation_tells_where_and_what_was_expected) {
  auto text = status_question();
  text = tests::replaced(text, "<c:patient>\n  <c:id S=\"INSS\"", "<c:patient>\n  <c:id S=\"INZZ\"");
  const auto raw = signed_request(text);
  const auto message = verified(raw);
  const auto operation = operations.find(message);
  BOOST_REQUIRE(!operation);
  BOOST_TEST(operation.error().entry().name == "SchemaViolation");
  const auto& detail = operation.error().caller_detail();
  // The one line break before the select and the one inside it: the element starts line 3, after two blanks.
  BOOST_TEST(detail.starts_with("line 3, column 3, at "), detail);
  BOOST_TEST(holds(detail, "select/patient/id"), detail);
  BOOST_TEST(!holds(detail, kAnna), detail);
}

BOOST_AUTO_TEST_CASE(an_element_of_nobody_is_no_operation) {
  BOOST_TEST(found(*this, signed_request("<x:Ask xmlns:x=\"urn:test\"/>")) == "UnknownOperation");
}

BOOST_AUTO_TEST_CASE(an_element_in_another_namespace_is_no_operation) {
  const auto text = tests::replaced(status_question(), "hubservices/protocol/v2", "hubservices/protocol/v9");
  BOOST_TEST(found(*this, signed_request(text)) == "UnknownOperation");
}

// rulings R1 a: what the schema knows is judged by the schema first.
BOOST_AUTO_TEST_CASE(a_response_as_question) {
  const std::string broken = "<p:GetPatientConsentStatusResponse xmlns:p=\"http://www.ehealth.fgov.be/hubservices/protocol/v2\"><p:no/></p:GetPatientConsentStatusResponse>";
  BOOST_TEST(found(*this, signed_request(broken)) == "SchemaViolation");
}

BOOST_AUTO_TEST_CASE(a_valid_response_as_question) {
  const auto answer = run(signed_request(status_question())).body;
  const auto from = answer.find("<p:GetPatientConsentStatusResponse");
  const auto start = from != std::string::npos ? from : answer.rfind('<', answer.find("GetPatientConsentStatusResponse"));
  const auto end = answer.rfind("GetPatientConsentStatusResponse>") + std::string("GetPatientConsentStatusResponse>").size();
  BOOST_REQUIRE(start < end);
  BOOST_TEST(found(*this, signed_request(answer.substr(start, end - start))) == "UnknownOperation");
}

BOOST_AUTO_TEST_CASE(an_operation_of_another_path_is_none_here) {
  auto raw = signed_request(status_question());
  raw.path = "/TherLink/v1";
  BOOST_TEST(found(*this, std::move(raw)) == "UnknownOperation");
}

BOOST_AUTO_TEST_CASE(paths_and_services) {
  BOOST_TEST(operations.serves("/Consent/v1"));
  BOOST_TEST(operations.serves("/api/v1/decisions"));
  BOOST_TEST(!operations.serves("/consent/v1"));
  BOOST_TEST(!operations.serves("/Consent/v1/"));
  BOOST_TEST(!operations.serves(""));
  BOOST_TEST(operations.service_of("/Consent/v1") == "consent");
  BOOST_TEST(operations.service_of("/api/v1/decisions").empty());
  BOOST_TEST(operations.service_of("/other").empty());
}

BOOST_AUTO_TEST_SUITE_END()
