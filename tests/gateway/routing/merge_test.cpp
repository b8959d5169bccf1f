#include <boost/test/unit_test.hpp>

#include "gateway/routing/merge.hpp"
#include "tests/gateway/routing/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::SourceState;

namespace {

routing::SourceResult result(const std::string& source, std::vector<model::DirectoryEntry> entries) {
  routing::SourceResult made;
  made.status.source = source;
  made.status.state = SourceState::Complete;
  made.entries = std::move(entries);
  made.patient = model::FolderPatient{kPatient, {}, "Patiens", {}, {}};
  return made;
}

const spi::NetworkSettings kHub{"hub a", "hub", "", "hub:1999990144", std::chrono::seconds(1), {{"hub_id", kHubA}}};

model::Order order() { return list_order(model::SearchScope::Global); }

model::Answer merged(std::vector<routing::SourceResult> results, const model::Order& order, const model::Decision& decision) {
  return routing::merge(std::move(results), order, decision).value().answer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(merge)

BOOST_AUTO_TEST_CASE(equal_documents_become_one_with_all_sources) {
  std::vector<routing::SourceResult> results;
  results.push_back(result("hub:a", {entry("1", kHubA, "2026-01-01"), entry("2", kHubA, "2026-02-01")}));
  results.push_back(result("hub:b", {entry("1", kHubB, "2026-01-01")}));
  const auto answer = merged(std::move(results), order(), permit());
  BOOST_REQUIRE(answer.entries.size() == 2u);
  BOOST_TEST(answer.entries[0].name.id == "2");
  BOOST_TEST(answer.entries[1].sources == (std::vector<std::string>{"hub:a", "hub:b"}), boost::test_tools::per_element());
  BOOST_TEST(answer.sources[0].entries == 2);
}

BOOST_AUTO_TEST_CASE(order_is_date_then_hub_then_id) {
  std::vector<routing::SourceResult> results;
  results.push_back(result("x", {entry("9", "B", "2026-01-01"), entry("2", "A", "2026-01-01"), entry("1", "A", "2026-01-01"),
                                 entry("0", "Z", "2026-01-02")}));
  const auto answer = merged(std::move(results), order(), permit());
  std::string ids;
  for (const auto& e : answer.entries) ids += e.name.id;
  BOOST_TEST(ids == "0129");
}

BOOST_AUTO_TEST_CASE(what_the_matrix_closes_is_withheld_and_counted) {
  std::vector<routing::SourceResult> results;
  results.push_back(result("hub:a", {entry("1", kHubA, "2026-01-01", "diarynote"), entry("2", kHubA, "2026-01-01")}));
  const auto answer = merged(std::move(results), order(), permit());
  BOOST_TEST(answer.entries.size() == 1u);
  BOOST_TEST(answer.sources[0].entries == 1);
  BOOST_TEST(answer.sources[0].withheld == 1);
}

BOOST_AUTO_TEST_CASE(a_patient_does_not_see_what_any_source_marks) {
  auto hidden = entry("1", kHubA, "2026-01-01");
  hidden.patient_access = false;
  for (const bool marked_first : {true, false}) {
    std::vector<routing::SourceResult> results;
    results.push_back(result("hub:a", {marked_first ? hidden : entry("1", kHubA, "2026-01-01")}));
    results.push_back(result("hub:b", {marked_first ? entry("1", kHubA, "2026-01-01") : hidden}));
    auto decision = permit();
    decision.patient_view = true;
    BOOST_TEST(merged(std::move(results), order(), decision).entries.empty());
  }
  std::vector<routing::SourceResult> results;
  results.push_back(result("hub:a", {hidden}));
  BOOST_TEST(merged(std::move(results), order(), permit()).entries.size() == 1u);
}

BOOST_AUTO_TEST_CASE(dates_and_types_of_the_question_are_checked_again) {
  auto question = order();
  auto& query = std::get<model::ReferenceQuery>(question.content);
  query.categories = {"labresult"};
  query.begin = "2026-01-01+01:00";
  query.end = "2026-01-31";
  std::vector<routing::SourceResult> results;
  results.push_back(result("hub:a", {entry("before", kHubA, "2025-12-31"), entry("first", kHubA, "2026-01-01"),
                                     entry("last", kHubA, "2026-01-31"), entry("after", kHubA, "2026-02-01"),
                                     entry("type", kHubA, "2026-01-15", "sumehr"), entry("undated", kHubA, "")}));
  const auto answer = merged(std::move(results), question, permit());
  BOOST_TEST(answer.entries.size() == 3u);
  BOOST_TEST(answer.sources[0].withheld == 0);
}

BOOST_AUTO_TEST_CASE(a_source_that_lies_is_not_believed) {
  const auto other = routing::judge(kHub, order(), answer_of({entry("1", kHubA, "2026-01-01")}, "75052298760"), 3);
  BOOST_TEST((other.status.state == SourceState::Untrusted));
  BOOST_TEST(other.status.code == "SLU-5004");
  BOOST_TEST(other.entries.empty());
  const auto foreign = routing::judge(kHub, order(), answer_of({entry("1", kHubB, "2026-01-01")}), 3);
  BOOST_TEST((foreign.status.state == SourceState::Untrusted));
  auto nobody = answer_of({entry("1", kHubA, "2026-01-01")});
  nobody.patient.reset();
  BOOST_TEST((routing::judge(kHub, order(), nobody, 3).status.state == SourceState::Untrusted));
}

BOOST_AUTO_TEST_CASE(a_hub_may_speak_for_vaults_behind_it) {
  auto settings = kHub;
  settings.extra["also_holds"] = "1990001916, " + std::string(kHubB);
  const auto told = routing::judge(settings, order(), answer_of({entry("1", kHubB, "2026-01-01")}), 3);
  BOOST_TEST((told.status.state == SourceState::Complete));
  BOOST_TEST(told.status.milliseconds == 3);
}

BOOST_AUTO_TEST_CASE(a_refusal_keeps_the_code_of_the_source) {
  model::Answer refused;
  refused.sources.push_back({"", "", SourceState::Refused, "360", "no therapeutic link", 0, 0, 0});
  const auto told = routing::judge(kHub, order(), refused, 1);
  BOOST_TEST((told.status.state == SourceState::Refused));
  BOOST_TEST(told.status.code == "360");
  BOOST_TEST(told.status.source == "hub:1999990144");
}

BOOST_AUTO_TEST_CASE(an_unknown_type_is_tolerated_and_closed_by_the_matrix) {
  std::vector<routing::SourceResult> results;
  results.push_back(result("hub:a", {entry("1", kHubA, "2026-01-01", "something-new")}));
  const auto answer = merged(std::move(results), order(), permit());
  BOOST_TEST(answer.entries.empty());
  BOOST_TEST((answer.sources[0].state == SourceState::Empty));  // that it is this source that hides something is not told
  BOOST_TEST(answer.sources[0].withheld == 1);
}

BOOST_AUTO_TEST_SUITE_END()
