#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>

#include "tests/gateway/routing/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::SearchScope;
using model::SourceState;

namespace {

// Eight hubs: one and two are well, the third tells of a document of the first as well, four and five are slow, six is down, seven
// signs with a wrong key, eight never ends its answer.
struct EightHubs : House {
  Barrier slow;
  std::atomic<bool> down{true};
  std::map<std::string, std::atomic<int>> asked;

  EightHubs() {
    settings.mac = test_mac;
    settings.overall = std::chrono::seconds(1);  // enough for the quick ones on any machine
    add("1", {entry("a", "1", "2026-01-01"), entry("b", "1", "2026-01-02")});
    add("2", {entry("c", "2", "2026-01-03")});
    add("3", {entry("a", "3", "2026-01-01"), entry("d", "3", "2026-01-04")});
    add("4", {entry("e", "4", "2026-01-05"), entry("c", "4", "2026-01-03")}, [this] { slow.wait(); return Status(Done{}); });
    add("5", {entry("f", "5", "2026-01-06")}, [this] { slow.wait(); return Status(Done{}); });
    add("6", {entry("g", "6", "2026-01-07")}, [this] { return down ? Status(Fault(FaultId::NetworkUnreachable)) : Status(Done{}); });
    add("7", {entry("h", "7", "2026-01-08")}, [] { return Status(Fault(FaultId::NetworkAnswerRefused, "signature")); });
    add("8", {entry("i", "8", "2026-01-09")}, [this] { slow.wait(); return Status(Done{}); });
    locator = std::make_unique<FakeLocator>([]() -> Result<std::vector<std::string>> { return std::vector<std::string>{"1", "2", "3", "4", "5", "6", "7", "8"}; });
  }

  void add(const std::string& id, std::vector<model::DirectoryEntry> entries, std::function<Status()> first = {}) {
    auto& count = asked[id];
    networks.push_back(hub(id, [entries = std::move(entries), first = std::move(first), &count](const model::Order&) -> Result<model::Answer> {
      ++count;
      if (first) {
        if (auto done = first(); !done) return std::move(done).error();
      }
      return answer_of(entries);
    }));
  }
};

std::string ids(const model::Answer& answer) {
  std::string text;
  for (const auto& entry : answer.entries) text += entry.name.id;
  return text;
}

model::Order resumed(const std::string& token) {
  auto order = list_order(SearchScope::Global);
  std::get<model::ReferenceQuery>(order.content).resume = token;
  return order;
}

std::string status(const model::Answer& answer, const std::string& hub) { return std::string(model::status_text(status_of(answer, "hub:" + hub).state)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(fan_out)

BOOST_FIXTURE_TEST_CASE(each_of_eight_hubs_has_its_status_and_the_token_brings_what_was_missing, EightHubs) {
  const auto open = router();
  // The slow ones are still waiting when this comes back: nobody waited for them.
  const auto first = open->route(list_order(SearchScope::Global), permit()).value();
  BOOST_TEST(ids(first) == "dcba");
  const std::map<std::string, std::string> expected{{"1", "complete"}, {"2", "complete"}, {"3", "complete"},  {"4", "late"},
                                                    {"5", "late"},     {"6", "down"},     {"7", "untrusted"}, {"8", "late"}};
  for (const auto& [hub, state] : expected) BOOST_TEST(status(first, hub) == state, hub);
  BOOST_TEST(first.entries.back().sources == (std::vector<std::string>{"hub:1", "hub:3"}), boost::test_tools::per_element());
  BOOST_TEST(asked["6"] == 2);  // once more, for it is a look-up
  BOOST_TEST(asked["7"] == 1);
  BOOST_REQUIRE(!first.resume_token.empty());
  BOOST_TEST(first.resume_token.find(kPatient) == std::string::npos);

  slow.open();
  down = false;
  auto order = resumed(first.resume_token);
  order.budget = std::chrono::seconds(60);
  const auto second = open->route(order, permit()).value();
  BOOST_TEST(ids(second) == "igfe");  // not c again: the second hub told of it
  BOOST_TEST(second.sources.size() == 4u);
  for (const std::string hub : {"4", "5", "6", "8"}) BOOST_TEST(status(second, hub) == "complete", hub);
  for (const std::string hub : {"1", "2", "3", "7"}) BOOST_TEST(asked[hub] == 1, hub);
  BOOST_TEST(second.resume_token.empty());
}

BOOST_FIXTURE_TEST_CASE(what_is_still_missing_gives_a_new_token, EightHubs) {
  const auto open = router();
  const auto first = open->route(list_order(SearchScope::Global), permit()).value();
  slow.open();
  auto order = resumed(first.resume_token);
  order.budget = std::chrono::seconds(60);
  const auto second = open->route(order, permit()).value();
  BOOST_TEST(ids(second) == "ife");
  down = false;
  order = resumed(second.resume_token);
  order.budget = std::chrono::seconds(60);
  const auto third = open->route(order, permit()).value();
  BOOST_TEST(ids(third) == "g");
  BOOST_TEST(third.sources.size() == 1u);
}

BOOST_FIXTURE_TEST_CASE(a_token_is_bound_to_caller_patient_question_and_moment, EightHubs) {
  slow.open();
  const auto open = router();
  const auto token = open->route(list_order(SearchScope::Global), permit()).value().resume_token;
  const auto refused = [&](const model::Order& order) {
    const auto answer = open->route(order, permit());
    return !answer && answer.error().id() == FaultId::ResumeRefused;
  };
  BOOST_TEST(!refused(resumed(token)));
  auto other = resumed(token);
  other.caller.ssin = model::Ssin::parse("85073099833").value();
  BOOST_TEST(refused(other));
  other = resumed(token);
  std::get<model::ReferenceQuery>(other.content).patient.ids.front().value = "85073099833";
  BOOST_TEST(refused(other));
  other = resumed(token);
  std::get<model::ReferenceQuery>(other.content).categories = {"sumehr"};
  BOOST_TEST(refused(other));
  auto altered = token;
  altered[altered.size() / 2] = altered[altered.size() / 2] == 'A' ? 'B' : 'A';
  BOOST_TEST(refused(resumed(altered)));
  BOOST_TEST(refused(resumed("no token")));
  clock.advance(std::chrono::seconds(601));
  BOOST_TEST(refused(resumed(token)));
}

BOOST_FIXTURE_TEST_CASE(what_one_source_hid_is_not_told_by_another_later, EightHubs) {
  networks.clear();
  add("1", {entry("x", "1", "2026-01-01", "diarynote")});
  add("6", {entry("x", "6", "2026-01-01")}, [this] { return down ? Status(Fault(FaultId::NetworkUnreachable)) : Status(Done{}); });
  locator.reset();
  const auto open = router();
  const auto first = open->route(list_order(SearchScope::Global), permit()).value();
  BOOST_TEST(first.withheld());
  down = false;
  BOOST_TEST(open->route(resumed(first.resume_token), permit()).value().entries.empty());
}

BOOST_AUTO_TEST_CASE(pages_hold_every_entry_once) {
  House house;
  house.settings.mac = test_mac;
  std::vector<model::DirectoryEntry> entries;
  for (int i = 0; i < 25; ++i) entries.push_back(entry(std::to_string(i), kHubA, i < 12 ? "2026-01-01" : "2026-02-01"));
  house.networks.push_back(hub(kHubA, [&entries](const model::Order&) -> Result<model::Answer> {
    std::ranges::reverse(entries);  // sources promise no order
    return answer_of(entries);
  }));
  const auto router = house.router();
  auto order = list_order(SearchScope::Local);
  auto& query = std::get<model::ReferenceQuery>(order.content);
  const auto whole = ids(router->route(order, permit()).value());
  query.page_size = 10;
  std::string pages;
  std::vector<std::size_t> sizes;
  do {
    const auto page = router->route(order, permit()).value();
    BOOST_TEST(page.total_entries.value() == 25);
    pages += ids(page);
    sizes.push_back(page.entries.size());
    query.page = page.next_page;
  } while (!query.page.empty());
  BOOST_TEST(pages == whole);
  BOOST_TEST(sizes == (std::vector<std::size_t>{10, 10, 5}), boost::test_tools::per_element());
  query.page = "odd";
  BOOST_TEST((router->route(order, permit()).error().id() == FaultId::QuestionRefused));
}

BOOST_AUTO_TEST_CASE(what_the_decision_closes_is_not_asked) {
  House house;
  std::atomic<int> asked{0};
  const auto count = [&asked](const model::Order&) -> Result<model::Answer> {
    ++asked;
    return answer_of({});
  };
  house.networks.push_back(network("pharmaceutical_dossier", count));
  house.networks.push_back(network("vitalink", count));
  const auto router = house.router();
  auto decision = permit();
  decision.readable_categories = {"labresult"};  // no vault holds any
  auto order = list_order(SearchScope::Global);
  auto answer = router->route(order, decision).value();
  BOOST_TEST(asked == 0);
  BOOST_TEST((status_of(answer, "pharmaceutical_dossier").state == SourceState::Excluded));
  BOOST_TEST((status_of(answer, "vitalink").state == SourceState::Excluded));
  BOOST_TEST(answer.resume_token.empty());
  order.caller.category = "orgpharmacy";
  decision.readable_categories = {"productdelivery"};
  answer = router->route(order, decision).value();
  BOOST_TEST(asked == 1);
  BOOST_TEST((status_of(answer, "pharmaceutical_dossier").state == SourceState::Empty));
}

BOOST_AUTO_TEST_CASE(rights_on_single_documents_are_judged_by_who_decides) {
  House house;
  house.networks.push_back(hub(kHubA, [](const model::Order&) -> Result<model::Answer> {
    return answer_of({entry("open", kHubA, "2026-01-01", "diarynote"), entry("closed", kHubA, "2026-01-01")});
  }));
  const auto sight = [](const std::vector<const model::DirectoryEntry*>& entries) -> Result<std::vector<bool>> {
    std::vector<bool> open;
    for (const auto* one : entries) open.push_back(one->name.id == "open");
    return open;
  };
  const auto router = house.router();
  const auto answer = router->route(list_order(SearchScope::Local), permit(), sight).value();
  BOOST_TEST(ids(answer) == "open");
  BOOST_TEST(answer.withheld());
  const auto unknown = [](const std::vector<const model::DirectoryEntry*>&) -> Result<std::vector<bool>> { return Fault(FaultId::RegistryUnavailable); };
  BOOST_TEST((router->route(list_order(SearchScope::Local), permit(), unknown).error().id() == FaultId::RegistryUnavailable));
}

BOOST_AUTO_TEST_CASE(who_looked_is_merged_newest_first) {
  House house;
  const auto tells = [](std::vector<int> hours) {
    return [hours](const model::Order& order) -> Result<model::Answer> {
      // What a lane's thread sees is told through the answer: the checks of a test belong to its own thread.
      if (order.kind != model::OrderKind::ReadAuditTrail) return Fault(FaultId::Internal, "the hub knows no such order");
      model::Answer answer;
      for (const auto hour : hours) {
        model::Access access;
        access.at = core::Instant{std::chrono::hours(hour)};
        answer.accesses.push_back(std::move(access));
      }
      return answer;
    };
  };
  house.networks.push_back(hub(kHubA, tells({1, 3})));
  house.networks.push_back(hub(kHubB, tells({2})));
  model::Order order;
  order.kind = model::OrderKind::ReadAccesses;
  model::AccessQuery query;
  query.scope = SearchScope::Global;
  order.content = std::move(query);
  const auto answer = house.router()->route(order, permit()).value();
  std::vector<std::string> sources;
  for (const auto& access : answer.accesses) sources.push_back(access.source);
  const std::string a = "hub:" + std::string(kHubA), b = "hub:" + std::string(kHubB);
  BOOST_TEST(sources == (std::vector<std::string>{a, b, a}), boost::test_tools::per_element());
  BOOST_TEST(status_of(answer, a).entries == 2);
}

BOOST_AUTO_TEST_SUITE_END()
