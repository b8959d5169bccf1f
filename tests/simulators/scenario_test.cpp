#include "adapters/simulator_kit/scenario.hpp"

#include <algorithm>
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

BOOST_AUTO_TEST_CASE(every_member_is_judged_where_it_stands) {
  BOOST_TEST(refusal(R"({"hub2":{"share":1.5}})") == "hub2.share: expected a number from 0 to 1");
  BOOST_TEST(refusal(R"({"hub2":{"share":"much"}})") == "hub2.share: expected a number");
  BOOST_TEST(refusal(R"({"hub2":{"latency":{"p50_ms":9}}})").starts_with("hub2.latency: expected fixed_ms"));
  BOOST_TEST(refusal(R"({"hub2":{"latency":{"p50_ms":9,"p99_ms":8}}})") == "hub2.latency.p99_ms: is less than p50_ms");
  BOOST_TEST(refusal(R"({"hub2":{"latency":{"min_ms":9,"max_ms":8}}})") == "hub2.latency.max_ms: is less than min_ms");
  BOOST_TEST(refusal(R"({"hub2":{"bytes_per_second":5}})").starts_with("hub2.bytes_per_second: is for"));
  BOOST_TEST(refusal(R"({"hub2":{"faults":[{},{"down":true}]}})").starts_with("hub2.faults[1].down: unknown member"));
  BOOST_TEST(refusal(R"({"seed":-1})").starts_with("seed: expected"));
  BOOST_TEST(refusal(R"({"hub6":{"down":1}})") == "hub6.down: expected true or false");
  BOOST_TEST(refusal(R"({"seed":3,"hub6":{"fail":"wrong_signer"},"tip":{"fail":"connection_reset","share":0.1}})") == "accepted");
}

BOOST_AUTO_TEST_CASE(chance_follows_from_the_seed) {
  const auto drawn = [](std::uint64_t seed) {
    Scenario scenario(seed);
    scenario.apply(R"({"hub1":{"faults":[{"fail":"reset","share":0.3},{"latency":{"p50_ms":50,"p99_ms":400}}]}})");
    std::vector<std::pair<Failure, std::int64_t>> all;
    for (int i = 0; i < 1000; ++i) {
      scenario.next("hub2");  // calls of another source change nothing
      const auto b = scenario.next("hub1");
      all.emplace_back(b.failure, b.delay.count());
    }
    return all;
  };
  const auto all = drawn(7);
  BOOST_TEST((all == drawn(7)));
  BOOST_TEST((all != drawn(8)));
  const auto resets = std::count_if(all.begin(), all.end(), [](const auto& b) { return b.first == Failure::Reset; });
  const auto slow = std::count_if(all.begin(), all.end(), [](const auto& b) { return b.second > 50; });
  const auto slowest = std::count_if(all.begin(), all.end(), [](const auto& b) { return b.second > 400; });
  BOOST_TEST((resets > 240 && resets < 360));
  BOOST_TEST((slow > 420 && slow < 580));
  BOOST_TEST((slowest >= 1 && slowest < 30));
}

BOOST_AUTO_TEST_CASE(several_faults_add_up_and_the_first_failure_counts) {
  Scenario scenario;
  scenario.apply(R"({"hub1":{"delay_ms":10,"faults":[{"fail":"http500","calls":1},{"fail":"close"},{"delay_ms":5,"skew_s":-60}]}})");
  const auto first = scenario.next("hub1");
  BOOST_TEST((first.failure == Failure::Http500));
  BOOST_TEST((first.delay.count() == 15 && first.skew.count() == -60));
  BOOST_TEST((scenario.next("hub1").failure == Failure::Close));
}

BOOST_AUTO_TEST_CASE(the_control_door_counts_by_source_and_takes_back_what_it_told) {
  Scenario scenario(9);
  Control control(scenario);
  Question question;
  question.method = "POST";
  question.path = "/control/scenario";
  question.body = R"({"hub5":{"faults":[{"fail":"http500","share":0.25},{"late_ms":3}],"down":true}})";
  BOOST_TEST(control.answer(question).status == 200);
  scenario.next("hub5");
  question.method = "GET";
  const auto told = control.answer(question).body;
  const auto view = JsonView::parse(told);
  BOOST_TEST(view.member("counts").member("hub5").member("calls").number() == 1);
  BOOST_TEST(view.member("counts").member("hub5").member("late").number() == 1);
  BOOST_TEST(view.member("seed").number() == 9);
  question.method = "POST";
  question.body = told;
  BOOST_TEST(control.answer(question).body == R"({"hub5":{"down":true,"faults":[{"fail":"http500","share":0.25},{"late_ms":3}]}})");
}

BOOST_AUTO_TEST_CASE(who_listens_is_told_when_a_source_goes_down) {
  Scenario scenario;
  std::vector<bool> down;
  scenario.watch("hub1", [&](Scenario::Listening l) { down.push_back(l.down); });
  scenario.apply(R"({"hub1":{"down":true}})");
  scenario.apply(R"({"hub2":{"down":true}})");
  scenario.apply(R"({"hub1":{}})");
  scenario.forget("hub1");
  scenario.apply(R"({"hub1":{"down":true}})");
  BOOST_TEST((down == std::vector<bool>{false, true, false}));
}

BOOST_AUTO_TEST_SUITE_END()
