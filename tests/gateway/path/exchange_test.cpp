#include "gateway/path/exchange.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/path/front.hpp"
#include "tests/gateway/path/support_bench.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

std::string two_questions() {
  const auto question = [](const std::string& patient) {
    return R"({"caller":{"ssin":")" + std::string(kGert) + R"(","nihii":")" + kGertNihii + R"(","category":"persphysician"},"patient":{"ssin":")" +
           patient + R"("},"category":"labresult","action":"read"})";
  };
  return R"({"questions":[)" + question(kAnna) + "," + question(kKobe) + "]}";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(exchange, Bench)

BOOST_AUTO_TEST_CASE(a_question_is_answered_and_recorded) {
  const auto reply = run(signed_request(status_question()));
  BOOST_TEST(reply.status == 200);
  BOOST_TEST(reply.content_type == "text/xml; charset=utf-8");
  BOOST_TEST(holds(reply.body, "GetPatientConsentStatusResponse"));
  BOOST_TEST(routed == 1);
  BOOST_REQUIRE(trail.events.size() == 1);
  const auto& event = trail.events.front();
  BOOST_TEST(event.operation == "GetPatientConsentStatus");
  BOOST_TEST(event.outcome == "permitted");
  BOOST_TEST(event.caller_ssin == kGert);
  BOOST_TEST(event.patient_ssin == kAnna);
  BOOST_TEST(event.correlation_id == "c-42");
  BOOST_TEST(holds(metrics.text(), "sluis_messages_total{operation=\"GetPatientConsentStatus\",result=\"answered\"} 1\n"));
}

BOOST_AUTO_TEST_CASE(without_trail_nothing_is_answered) {
  trail.full = true;
  const auto reply = run(signed_request(status_question()));
  BOOST_TEST(reply.status == 500);
  BOOST_TEST(holds(reply.body, "SOA-02001"));
  BOOST_TEST(!holds(reply.body, "GetPatientConsentStatusResponse"));
  BOOST_TEST(!holds(reply.body, kAnna));
  BOOST_REQUIRE(!gate.lines.empty());
  BOOST_TEST(holds(gate.lines.back(), "trail_unavailable"));
}

BOOST_AUTO_TEST_CASE(without_trail_no_json_is_answered) {
  trail.full = true;
  const auto reply = run(json_request("/api/v1/decisions", two_questions()));
  BOOST_TEST(reply.status == 503);
  BOOST_TEST(holds(reply.body, "SLU-6002"));
  BOOST_TEST(!holds(reply.body, "decisions"));
}

BOOST_AUTO_TEST_CASE(a_stranger_leaves_no_record_in_the_trail) {
  auto raw = signed_request(status_question());
  raw.body = tests::replaced(raw.body, kAnna, kKobe);
  const auto reply = run(std::move(raw));
  BOOST_TEST(reply.status == 500);
  BOOST_TEST(holds(reply.body, "SOA-01001"));
  BOOST_TEST(trail.events.empty());
  BOOST_TEST(routed == 0);
  BOOST_TEST(registry.reads == 0);
  BOOST_TEST(holds(metrics.text(), "sluis_messages_total{operation=\"unknown\",result=\"fault\"} 1\n"));
}

BOOST_AUTO_TEST_CASE(a_message_again_is_refused) {
  const auto raw = signed_request(status_question());
  BOOST_TEST(run(raw).status == 200);
  BOOST_TEST(holds(run(raw).body, "SOA-01001"));
  BOOST_TEST(trail.events.size() == 1u);
  BOOST_TEST(routed == 1);
}

BOOST_AUTO_TEST_CASE(a_path_of_nobody_costs_nothing) {
  auto raw = signed_request(status_question());
  raw.path = "/nobody";
  BOOST_TEST(run(raw).status == 404);
  BOOST_TEST(trail.events.empty());
  raw.path = "/Consent/v1";
  BOOST_TEST(run(raw).status == 200);  // the gate has not seen it before
}

BOOST_AUTO_TEST_CASE(what_a_known_caller_sent_wrongly_is_recorded_as_failed) {
  const auto unknown = run(signed_request("<x:Ask xmlns:x=\"urn:test\"/>"));
  BOOST_TEST(holds(unknown.body, "SOA-03005"));
  const auto broken = run(signed_request(tests::replaced(status_question(), "<c:date>", "<c:date>x")));
  BOOST_TEST(holds(broken.body, "SOA-03006"));
  BOOST_REQUIRE(trail.events.size() == 2);
  BOOST_TEST(trail.events[0].operation == "unknown");
  BOOST_TEST((trail.events[0].codes == std::vector<std::string>{"SLU-3002"}));
  BOOST_TEST((trail.events[1].codes == std::vector<std::string>{"SLU-3001"}));
  for (const auto& event : trail.events) {
    BOOST_TEST(event.outcome == "failed");
    BOOST_TEST(event.patient_ssin.empty());
    BOOST_TEST(event.caller_ssin == kGert);
  }
  BOOST_TEST(routed == 0);
}

BOOST_AUTO_TEST_CASE(a_refusal_is_an_answer_and_goes_nowhere) {
  const auto reply = run(signed_request(status_question(kAnna, kSofie)));  // an author who is not the token's
  BOOST_TEST(reply.status == 200);
  BOOST_TEST(holds(reply.body, "MH2.INPUT.2"));
  BOOST_TEST(routed == 0);
  BOOST_REQUIRE(trail.events.size() == 1);
  BOOST_TEST(trail.events.front().outcome == "refused");
  BOOST_TEST((trail.events.front().codes == std::vector<std::string>{"MH2.INPUT.2"}));
  BOOST_TEST(holds(metrics.text(), "result=\"refused\"} 1\n"));
}

BOOST_AUTO_TEST_CASE(a_network_that_fails_is_a_fault_and_recorded) {
  network = [] { return Fault(FaultId::RegistryUnavailable, "disk of secrets"); };
  const auto reply = run(signed_request(status_question()));
  BOOST_TEST(reply.status == 500);
  BOOST_TEST(holds(reply.body, "SOA-02001"));
  BOOST_TEST(!holds(reply.body, "secrets"));
  BOOST_REQUIRE(trail.events.size() == 1);
  BOOST_TEST(trail.events.front().outcome == "failed");
  BOOST_TEST(trail.events.front().patient_ssin == kAnna);
}

BOOST_AUTO_TEST_CASE(what_nobody_foresaw_is_recorded_and_answered) {
  network = []() -> Result<model::Answer> { throw std::runtime_error("inside story"); };
  const auto reply = run(signed_request(status_question()));
  BOOST_TEST(reply.status == 500);
  BOOST_TEST(holds(reply.body, "SOA-00001"));
  BOOST_TEST(!holds(reply.body, "inside story"));
  BOOST_REQUIRE(trail.events.size() == 1);
  BOOST_TEST((trail.events.front().codes == std::vector<std::string>{"SLU-7999"}));
}

BOOST_AUTO_TEST_CASE(a_bulk_question_leaves_a_record_for_every_patient) {
  const auto reply = run(json_request("/api/v1/decisions", two_questions()));
  BOOST_TEST(reply.status == 200);
  BOOST_TEST(reply.content_type == "application/json");
  BOOST_REQUIRE(trail.events.size() == 2);
  BOOST_TEST(trail.events[0].patient_ssin == kAnna);
  BOOST_TEST(trail.events[1].patient_ssin == kKobe);
  for (const auto& event : trail.events) {
    BOOST_TEST(event.operation == "Decide");
    BOOST_TEST(event.outcome == "refused");  // no consent
    BOOST_TEST(event.rule == "consent");
  }
}

BOOST_AUTO_TEST_CASE(a_bulk_question_that_fails_leaves_a_record_for_every_patient) {
  registry.reachable = false;
  const auto reply = run(json_request("/api/v1/decisions", two_questions()));
  BOOST_TEST(reply.status == 503);
  BOOST_REQUIRE(trail.events.size() == 2);
  BOOST_TEST(trail.events[1].patient_ssin == kKobe);
  BOOST_TEST(trail.events[1].outcome == "failed");
}

BOOST_AUTO_TEST_CASE(no_patient_number_gets_into_the_log) {
  network = [] { return Fault(FaultId::RegistryUnavailable, std::string("row of ") + kAnna); };
  run(signed_request(status_question()));
  BOOST_REQUIRE(!gate.lines.empty());
  for (const auto& line : gate.lines) BOOST_TEST(!holds(line, kAnna));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(front, Bench)

BOOST_AUTO_TEST_CASE(get_gives_descriptions_and_nothing_else) {
  const auto descriptions = mappings::Descriptions::load(SLUIS_SOURCE_DIR "/mappings").value();
  const path::Front front(exchange, operations, descriptions, "{\"openapi\":1}", "Test");
  message::Raw raw;
  raw.method = "GET";
  raw.headers["host"] = "sluis.example:8443";
  const auto get = [&](const std::string& path, const std::string& query) {
    raw.path = path;
    raw.query = query;
    return front.serve(raw);
  };
  BOOST_TEST(get("/api/v1/openapi.json", "").body == "{\"openapi\":1}");
  raw.tls = true;
  const auto wsdl = get("/Consent/v1", "wsdl");
  BOOST_TEST(wsdl.status == 200);
  BOOST_TEST(holds(wsdl.body, "https://sluis.example:8443/Consent/v1"));
  BOOST_TEST(get("/Consent/v1", "").status == 405);
  BOOST_TEST(get("/nobody", "wsdl").status == 404);
  BOOST_TEST(get("/Consent/v1", "xsd=../../settings").status == 404);
  raw.headers["host"] = "evil\"><x";
  BOOST_TEST(get("/Consent/v1", "wsdl").status == 404);
  raw.method = "PUT";
  const auto put = get("/Consent/v1", "");
  BOOST_TEST(put.status == 405);
  BOOST_TEST(put.headers.front().first == "Allow");
  BOOST_TEST(trail.events.empty());
}

BOOST_AUTO_TEST_SUITE_END()
