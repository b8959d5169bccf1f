#include "gateway/path/glass_guard.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/gateway/path/support_bench.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

// Reviews in memory, or a store that fails.
class FakeReviews final : public spi::GlassReviews {
 public:
  bool reachable = true;
  std::vector<model::GlassReview> stored;
  std::vector<spi::OutboxItem> told;

  Result<model::GlassReview> use(const model::GlassReview& fresh, const std::vector<spi::OutboxItem>& items) override {
    if (!reachable) return Fault(FaultId::RegistryUnavailable, "told to be unreachable");
    stored.push_back(fresh);
    told.insert(told.end(), items.begin(), items.end());
    return fresh;
  }
  Result<std::vector<model::GlassReview>> reviews(const std::string&) override { return stored; }
  Result<std::optional<model::GlassReview>> review(const std::string&) override { return std::optional<model::GlassReview>{}; }
  Result<model::GlassReview> close(const model::GlassReview& judged) override { return judged; }
  Result<std::vector<model::GlassReview>> escalate(core::Instant now, const std::function<spi::OutboxItem(const model::GlassReview&)>& tell) override {
    std::vector<model::GlassReview> late;
    for (auto& review : stored) {
      if (review.escalated || review.due > now) continue;
      review.escalated = true;
      told.push_back(tell(review));
      late.push_back(review);
    }
    return late;
  }
};

// A hub that notes how many reviews were stored when it was asked.
class WatchingHub final : public spi::Network {
 public:
  WatchingHub(const FakeReviews& reviews, std::vector<std::size_t>& seen) : reviews_(reviews), seen_(seen) {}
  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override { return kind == model::OrderKind::ListReferences; }
  Result<model::Answer> exchange(const model::Order&, const model::Decision&, spi::Deadline) override {
    seen_.push_back(reviews_.stored.size());
    return model::Answer{};
  }

 private:
  const FakeReviews& reviews_;
  std::vector<std::size_t>& seen_;
  spi::NetworkSettings settings_{"hub", "hub", {}, "hub", std::chrono::seconds(60), {{"hub_id", "1999990144"}, {"sl", "HUBAID"}}};
};

struct Ward : Bench {
  FakeReviews reviews;
  std::vector<std::size_t> seen;
  path::GlassGuard guard{reviews, gate.clock, random, gate.log, metrics, std::chrono::hours(72)};
  routing::Router hubs{networks(), nullptr, routing::Routes::load(SLUIS_SOURCE_DIR "/mappings/policy"), metrics, gate.clock};
  path::Exchange ward{{gate.gate, operations, decider, hubs, trail, gate.clock, random, gate.log, metrics, &guard},
                      {"Test", "71099911", "orghospital", "Sint-Jan", {}}};

  Ward() {
    const model::ConsentRegistration consent{ssin(kAnna), {}, {}, "retrospective", date("2026-11-01"), {}, {}};
    model::Declaration by;
    by.at = instant("2026-11-01T09:00:00Z");
    registry.put_consent(consent, by).value();
  }

  std::vector<std::unique_ptr<spi::Network>> networks() {
    std::vector<std::unique_ptr<spi::Network>> all;
    all.push_back(std::make_unique<WatchingHub>(reviews, seen));
    return all;
  }

  message::Reply look(const std::string& reason) {
    const auto why = reason.empty() ? "" : R"(, "break_the_glass": ")" + reason + "\"";
    return ward.run(json_request("/api/v1/references", std::string(R"({"caller": {"ssin": ")") + kGert + R"(", "nihii": ")" + kGertNihii +
                                                           R"(", "category": "persphysician"}, "patient": {"ssin": ")" + kAnna +
                                                           R"("}, "scope": "global")" + why + "}"));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(glass_guard, Ward)

BOOST_AUTO_TEST_CASE(without_a_reason_nobody_is_asked) {
  const auto reply = look("");
  BOOST_TEST(holds(reply.body, R"("decision":"deny")"));
  BOOST_TEST(seen.empty());
  BOOST_TEST(reviews.stored.empty());
}

BOOST_AUTO_TEST_CASE(a_use_is_stored_and_told_before_any_source_is_asked) {
  const auto reply = look("Unconscious at the emergency ward");
  BOOST_TEST(reply.status == 200, reply.body);
  BOOST_REQUIRE(seen.size() == 1u);
  BOOST_TEST(seen[0] == 1u);
  BOOST_REQUIRE(reviews.stored.size() == 1u);
  BOOST_TEST(reviews.stored[0].reason == "Unconscious at the emergency ward");
  BOOST_TEST(reviews.stored[0].patient.text() == kAnna);
  BOOST_TEST(reviews.stored[0].caller == std::string("ssin:") + kGert);
  BOOST_TEST((reviews.stored[0].due == gate.clock.now() + std::chrono::hours(72)));
  BOOST_REQUIRE(reviews.told.size() == 1u);
  BOOST_TEST(!holds(reviews.told[0].payload, kGert));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_stored_is_not_looked_at) {
  reviews.reachable = false;
  const auto reply = look("Unconscious at the emergency ward");
  BOOST_TEST(reply.status == 503, reply.body);
  BOOST_TEST(holds(reply.body, "SLU-6001"), reply.body);
  BOOST_TEST(seen.empty());
}

BOOST_AUTO_TEST_CASE(without_a_guard_nobody_breaks_the_glass) {
  path::Exchange unguarded({gate.gate, operations, decider, hubs, trail, gate.clock, random, gate.log, metrics},
                           {"Test", "71099911", "orghospital", "Sint-Jan", {}});
  const auto reply = unguarded.run(json_request(
      "/api/v1/references", std::string(R"({"caller": {"ssin": ")") + kGert + R"(", "nihii": ")" + kGertNihii +
                                R"(", "category": "persphysician"}, "patient": {"ssin": ")" + kAnna +
                                R"("}, "scope": "global", "break_the_glass": "Unconscious at the emergency ward"})"));
  BOOST_TEST(reply.status == 503, reply.body);
  BOOST_TEST(seen.empty());
}

BOOST_AUTO_TEST_CASE(a_review_that_nobody_judged_is_told_on_once) {
  look("Unconscious at the emergency ward");
  guard.escalate();
  BOOST_TEST(reviews.told.size() == 1u);
  reviews.stored[0].due = gate.clock.now();
  guard.escalate();
  guard.escalate();
  BOOST_TEST(reviews.told.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
