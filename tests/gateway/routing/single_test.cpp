#include <boost/test/unit_test.hpp>

#include <atomic>

#include "tests/gateway/routing/support.hpp"

using namespace sluis;
using namespace sluis::test;
using model::OrderKind;

namespace {

model::Order order_about(OrderKind kind, const std::string& hub, const std::string& scheme) {
  model::Order order;
  order.kind = kind;
  model::HubOrder content;
  content.hub = hub;
  content.documents.push_back({"doc", scheme, ""});
  order.content = std::move(content);
  return order;
}

struct TwoHubs : House {
  std::string last;
  std::atomic<int> asked{0};
  std::optional<FaultId> trouble;
  std::unique_ptr<routing::Router> open;

  TwoHubs() {
    settings.breaker_failures = 3;
    for (const std::string id : {kHubA, kHubB}) {
      spi::NetworkSettings own{"hub " + id, "hub", "", "hub:" + id, std::chrono::seconds(60), {{"hub_id", id}, {"sl", "SL" + id}}};
      networks.push_back(std::make_unique<FakeNetwork>(std::move(own), [this, id](const model::Order&) -> Result<model::Answer> {
        ++asked;
        last = id;
        if (trouble) return Fault(*trouble);
        return model::Answer{};
      }));
    }
    open = router();
  }
  Result<model::Answer> ask(OrderKind kind, const std::string& hub = "", const std::string& scheme = "") {
    return open->route(order_about(kind, hub, scheme), permit());
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(single, TwoHubs)

BOOST_AUTO_TEST_CASE(the_named_hub_then_the_owner_of_the_scheme_then_the_home_hub) {
  BOOST_REQUIRE(ask(OrderKind::GetTransaction, kHubB, "SL" + std::string(kHubA)));
  BOOST_TEST(last == kHubB);
  BOOST_REQUIRE(ask(OrderKind::GetTransaction, "", "SL" + std::string(kHubB)));
  BOOST_TEST(last == kHubB);
  BOOST_REQUIRE(ask(OrderKind::GetTransaction, "", "unheard"));
  BOOST_TEST(last == kHubA);
  BOOST_REQUIRE(ask(OrderKind::GetTransaction, "1990000035", "unheard"));  // not configured: the home hub fetches from it
  BOOST_TEST(last == kHubA);
}

BOOST_AUTO_TEST_CASE(only_a_look_up_is_sent_twice) {
  trouble = FaultId::NetworkUnreachable;
  BOOST_TEST(!ask(OrderKind::PutTransaction));
  BOOST_TEST(asked == 1);
  BOOST_TEST(!ask(OrderKind::GetTransaction));
  BOOST_TEST(asked == 3);
  trouble = FaultId::NetworkAnswerRefused;
  BOOST_TEST((ask(OrderKind::GetTransaction).error().id() == FaultId::NetworkAnswerRefused));
  BOOST_TEST(asked == 4);
}

BOOST_AUTO_TEST_CASE(the_breaker_stands_before_single_orders_too) {
  trouble = FaultId::NetworkFault;
  for (int i = 0; i < 3; ++i) BOOST_TEST(!ask(OrderKind::PutTransaction));
  BOOST_TEST((ask(OrderKind::PutTransaction).error().id() == FaultId::NetworkUnreachable));
  BOOST_TEST(asked == 3);
}

BOOST_AUTO_TEST_CASE(a_hurried_caller_opens_no_breaker) {
  Barrier barrier;
  networks.push_back(network("vitalink", [&](const model::Order&) -> Result<model::Answer> {
    barrier.wait();
    return answer_of({});
  }));
  settings.breaker_failures = 1;
  const auto router = this->router();
  auto order = list_order(model::SearchScope::Global);
  order.budget = std::chrono::milliseconds(5);
  for (int i = 0; i < 3; ++i)
    BOOST_TEST((status_of(router->route(order, permit()).value(), "vitalink").state == model::SourceState::TimedOut));
  barrier.open();
}

BOOST_AUTO_TEST_CASE(the_consent_rule_stands_before_single_orders_too) {
  networks.push_back(network("pharmaceutical_dossier", [](const model::Order&) -> Result<model::Answer> { return model::Answer{}; }));
  const auto router = this->router();
  model::Order order;
  order.kind = OrderKind::ReadMedicationHistory;
  order.content = model::DossierOrder{};
  order.caller.category = "persphysician";
  BOOST_TEST((router->route(order, permit()).error().id() == FaultId::RuleRefused));
  order.caller.category = "orgpharmacy";
  BOOST_TEST(router->route(order, permit()).value().sources.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
