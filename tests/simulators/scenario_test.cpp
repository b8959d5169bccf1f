#include "adapters/simulator_kit/scenario.hpp"

#include <boost/test/unit_test.hpp>

#include "adapters/simulator_kit/control.hpp"
#include "adapters/simulator_kit/files.hpp"
#include "adapters/simulator_kit/json_view.hpp"

using namespace sluis::sandbox;

namespace {

std::string refusal(const std::string& json) {
  try {
    Scenario().apply(json);
  } catch (const InputRefused& e) {
    return e.what();
  }
  return "accepted";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scenario)

BOOST_AUTO_TEST_CASE(the_files_of_the_project_are_right) {
  for (const auto* name : {"demo", "hub_down", "sts_hiccup"}) {
    BOOST_TEST(refusal(read_file(SLUIS_SOURCE_DIR "/fixtures/scenarios/" + std::string(name) + ".json")) == "accepted",
               name);
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_member_is_named_with_its_path) {
  BOOST_TEST(refusal(R"({"hub9":{}})").starts_with("hub9: unknown simulator"));
  BOOST_TEST(refusal(R"({"hub2":{"slow":1}})").starts_with("hub2.slow: unknown member"));
  BOOST_TEST(refusal(R"({"hub2":{"delay_ms":-1}})").starts_with("hub2.delay_ms: expected milliseconds"));
  BOOST_TEST(refusal(R"({"hub2":{"fail":"explode"}})").starts_with("hub2.fail: expected one of http500"));
  BOOST_TEST(refusal(R"({"registers":{"fail":"wrong_signature"}})").starts_with("registers.fail: this source signs nothing"));
  BOOST_TEST(refusal(R"({"hub1":{"challenge":"always"}})").starts_with("hub1.challenge: unknown member"));
}

BOOST_AUTO_TEST_CASE(a_failure_can_be_for_the_first_calls_only) {
  Scenario scenario;
  scenario.apply(R"({"hub1":{"fail":"close","calls":2}})");
  BOOST_TEST((scenario.next("hub1").failure == Failure::Close));
  BOOST_TEST((scenario.next("hub2").failure == Failure::None));
  BOOST_TEST((scenario.next("hub1").failure == Failure::Close));
  BOOST_TEST((scenario.next("hub1").failure == Failure::None));
}

BOOST_AUTO_TEST_CASE(it_can_be_changed_at_run_time_and_all_or_nothing) {
  Scenario scenario;
  Control control(scenario);
  Question question;
  question.method = "POST";
  question.path = "/control/scenario";
  question.body = R"({"hub2":{"delay_ms":800}})";
  BOOST_TEST(control.answer(question).body == R"({"hub2":{"delay_ms":800}})");
  question.body = R"({"hub2":{},"hub8":{}})";
  BOOST_TEST(control.answer(question).status == 400);
  BOOST_TEST((scenario.next("hub2").delay == std::chrono::milliseconds(800)));
  question.body = R"({"hub2":{}})";
  BOOST_TEST(control.answer(question).status == 200);
  BOOST_TEST((scenario.next("hub2").delay == std::chrono::milliseconds(0)));
}

BOOST_AUTO_TEST_SUITE_END()
