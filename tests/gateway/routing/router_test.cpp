#include <boost/test/unit_test.hpp>

#include <atomic>

#include "tests/gateway/routing/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::SearchScope;
using model::SourceState;

namespace {

Behaviour gives(std::vector<model::DirectoryEntry> entries) {
  return [entries](const model::Order&) -> Result<model::Answer> { return answer_of(entries); };
}
Behaviour fails(FaultId id) {
  return [id](const model::Order&) -> Result<model::Answer> { return Fault(id, "as the test says"); };
}
std::unique_ptr<spi::Locator> knows(std::vector<std::string> hubs) {
  return std::make_unique<FakeLocator>([hubs]() -> Result<std::vector<std::string>> { return hubs; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(router)

BOOST_AUTO_TEST_CASE(a_registration_goes_to_the_registry_alone) {
  House house;
  house.networks.push_back(hub(kHubA, fails(FaultId::Internal)));
  house.networks.push_back(network("registry", [](const model::Order&) -> Result<model::Answer> {
    model::Answer answer;
    answer.record_id = "c-1";
    return answer;
  }));
  model::Order order;
  order.kind = model::OrderKind::PutConsent;
  const auto answer = house.router()->route(order, permit());
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->record_id == "c-1");
}

BOOST_AUTO_TEST_CASE(an_order_that_nobody_serves_has_no_route) {
  House house;
  model::Order order;
  order.kind = model::OrderKind::GetLinks;
  const auto router = house.router();
  BOOST_TEST((router->route(order, permit()).error().id() == FaultId::NoRoute));
  BOOST_TEST((router->route(list_order(SearchScope::Local), permit()).error().id() == FaultId::NoRoute));
}

BOOST_AUTO_TEST_CASE(a_question_is_answered_from_inside) {
  House house;
  model::Order order;
  order.kind = model::OrderKind::Decide;
  const auto answer = house.router()->route(order, permit());
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->sources.empty());
}

BOOST_AUTO_TEST_CASE(local_asks_the_home_hub_only) {
  House house;
  house.networks.push_back(hub(kHubA, gives({entry("a1", kHubA, "2026-01-01")})));
  house.networks.push_back(hub(kHubB, gives({entry("b1", kHubB, "2026-01-02")})));
  house.settings.home_hub = kHubB;
  const auto answer = house.router()->route(list_order(SearchScope::Local), permit());
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->sources.size() == 1u);
  BOOST_TEST(answer->entries.at(0).name.id == "b1");
}

BOOST_AUTO_TEST_CASE(global_asks_the_hubs_that_the_metahub_names_and_the_others) {
  House house;
  house.networks.push_back(hub(kHubA, gives({entry("a1", kHubA, "2026-01-01")})));
  house.networks.push_back(hub(kHubB, gives({entry("b1", kHubB, "2026-01-02")})));
  house.networks.push_back(network("vitalink", gives({entry("v1", "1990001916", "2026-03-01", "medicationscheme")})));
  house.locator = knows({kHubA});
  const auto answer = house.router()->route(list_order(SearchScope::Global), permit());
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->sources.size() == 3u);  // metahub, hub A, vitalink
  BOOST_REQUIRE(answer->entries.size() == 2u);
  BOOST_TEST(answer->entries[0].name.id == "v1");
  BOOST_TEST(answer->entries[1].name.id == "a1");
  BOOST_TEST(answer->patient->family_name == "Patiens");
}

BOOST_AUTO_TEST_CASE(external_leaves_the_home_hub_out) {
  House house;
  house.networks.push_back(hub(kHubA, gives({entry("a1", kHubA, "2026-01-01")})));
  house.networks.push_back(hub(kHubB, gives({entry("b1", kHubB, "2026-01-02")})));
  house.locator = knows({kHubA, kHubB});
  const auto answer = house.router()->route(list_order(SearchScope::External), permit());
  BOOST_REQUIRE(answer);
  BOOST_REQUIRE(answer->entries.size() == 1u);
  BOOST_TEST(answer->entries[0].name.id == "b1");
}

BOOST_AUTO_TEST_CASE(a_hub_that_is_not_configured_is_reported) {
  House house;
  house.networks.push_back(hub(kHubA, gives({})));
  house.locator = knows({kHubA, "1990000035"});
  const auto answer = house.router()->route(list_order(SearchScope::Global), permit());
  BOOST_REQUIRE(answer);
  BOOST_TEST((status_of(*answer, "hub:1990000035").state == SourceState::Unreachable));
  BOOST_TEST(!status_of(*answer, "hub:1990000035").text.empty());
  BOOST_TEST((status_of(*answer, "hub:" + std::string(kHubA)).state == SourceState::Empty));
}

BOOST_AUTO_TEST_CASE(without_metahub_all_hubs_are_asked_and_it_is_said) {
  House house;
  house.networks.push_back(hub(kHubA, gives({entry("a1", kHubA, "2026-01-01")})));
  house.networks.push_back(hub(kHubB, gives({entry("b1", kHubB, "2026-01-02")})));
  house.locator = std::make_unique<FakeLocator>([]() -> Result<std::vector<std::string>> { return Fault(FaultId::NetworkUnreachable); });
  const auto answer = house.router()->route(list_order(SearchScope::Global), permit());
  BOOST_REQUIRE(answer);
  BOOST_TEST(answer->entries.size() == 2u);
  BOOST_TEST((status_of(*answer, "metahub").state == SourceState::Unreachable));
}

BOOST_AUTO_TEST_CASE(a_slow_source_delays_no_other_and_its_late_answer_is_thrown_away) {
  Barrier slow;
  House house;
  house.networks.push_back(hub(kHubA, gives({entry("a1", kHubA, "2026-01-01")})));
  house.networks.push_back(hub(kHubB,
                               [&](const model::Order& order) -> Result<model::Answer> {
                                 slow.wait();
                                 return answer_of({entry("late", kHubB, "2026-01-02")}, order.patient_number());
                               },
                               std::chrono::milliseconds(20)));
  const auto router = house.router();
  {
    const auto order = list_order(SearchScope::Global);  // gone before the late answer comes
    const auto answer = router->route(order, permit());
    BOOST_REQUIRE(answer);
    BOOST_REQUIRE(answer->entries.size() == 1u);
    BOOST_TEST(answer->entries[0].name.id == "a1");
    BOOST_TEST((status_of(*answer, "hub:" + std::string(kHubB)).state == SourceState::TimedOut));
    BOOST_TEST(status_of(*answer, "hub:" + std::string(kHubB)).code == "SLU-5002");
  }
  slow.open();
}

BOOST_AUTO_TEST_CASE(the_overall_deadline_ends_every_wait) {
  Barrier slow;
  House house;
  house.settings.overall = std::chrono::milliseconds(20);
  house.networks.push_back(network("vitalink", [&](const model::Order&) -> Result<model::Answer> {
    slow.wait();
    return answer_of({});
  }));
  house.locator = std::make_unique<FakeLocator>([&]() -> Result<std::vector<std::string>> {
    slow.wait();
    return std::vector<std::string>{};
  });
  const auto router = house.router();
  const auto answer = router->route(list_order(SearchScope::Global), permit());
  BOOST_REQUIRE(answer);
  BOOST_TEST((status_of(*answer, "vitalink").state == SourceState::TimedOut));
  BOOST_TEST((status_of(*answer, "metahub").state == SourceState::TimedOut));
  slow.open();
}

BOOST_AUTO_TEST_CASE(an_adapter_that_throws_is_a_failed_source) {
  House house;
  house.networks.push_back(hub(kHubA, [](const model::Order&) -> Result<model::Answer> { throw std::runtime_error("odd"); }));
  const auto answer = house.router()->route(list_order(SearchScope::Local), permit());
  BOOST_REQUIRE(answer);
  BOOST_TEST((answer->sources.at(0).state == SourceState::Failed));
}

BOOST_AUTO_TEST_CASE(a_failing_source_is_left_alone_and_tried_again) {
  std::atomic<int> asked{0};
  std::atomic<bool> well{false};
  House house;
  house.settings.repeat_reads = false;
  house.settings.breaker_failures = 2;
  house.settings.breaker_rest = std::chrono::seconds(30);
  house.networks.push_back(hub(kHubA, [&](const model::Order&) -> Result<model::Answer> {
    ++asked;
    if (well) return answer_of({entry("a1", kHubA, "2026-01-01")});
    return Fault(FaultId::NetworkUnreachable);
  }));
  const auto router = house.router();
  const auto ask = [&] { return router->route(list_order(SearchScope::Local), permit())->sources.at(0).state; };
  BOOST_TEST((ask() == SourceState::Unreachable));
  BOOST_TEST((ask() == SourceState::Unreachable));
  BOOST_TEST((ask() == SourceState::BreakerOpen));
  BOOST_TEST(asked == 2);
  house.clock.advance(std::chrono::seconds(31));
  BOOST_TEST((ask() == SourceState::Unreachable));  // the probe
  BOOST_TEST(asked == 3);
  BOOST_TEST((ask() == SourceState::BreakerOpen));
  BOOST_TEST(asked == 3);
  well = true;
  house.clock.advance(std::chrono::seconds(31));
  BOOST_TEST((ask() == SourceState::Complete));
  BOOST_TEST((ask() == SourceState::Complete));
  BOOST_TEST(asked == 5);
}

BOOST_AUTO_TEST_CASE(what_sources_did_is_counted_without_foreign_labels) {
  House house;
  house.networks.push_back(hub(kHubA, gives({})));
  house.locator = knows({"1990000035"});
  BOOST_REQUIRE(house.router()->route(list_order(SearchScope::Global), permit()));
  BOOST_TEST(house.metrics.text().find("1990000035") == std::string::npos);
  BOOST_TEST(house.metrics.text().find("unknown_hub") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
