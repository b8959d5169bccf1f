#include <boost/test/unit_test.hpp>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  std::unique_ptr<registry::Store> open() { return place.open(clock, random); }
  model::GlassReview use(const std::string& id, const std::string& caller = "ssin:72051999381") {
    return {id,           model::Ssin::parse("85073099833").value(), caller, "Gert Huisarts", "Bewusteloos binnengebracht", 1,
            clock.now(), clock.now() + 240min, clock.now() + 72h, false, {}, false, {}, {}};
  }
  spi::OutboxItem told(const std::string& id) {
    return {id, "notification", id, clock.now(), clock.now(), 0, spi::OutboxState::Waiting, "{}", ""};
  }
  std::size_t count(const std::string& state) { return reviews.reviews(state).value().size(); }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = open();
  spi::GlassReviews& reviews = store->glass_reviews();
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(glass_reviews, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(uses_within_a_box_are_one_review_and_one_notice) {
  const auto first = reviews.use(use("1"), {told("1.n")}).value();
  clock.advance(239min);
  const auto again = reviews.use(use("2"), {told("2.n")}).value();
  BOOST_TEST(again.id == first.id);
  BOOST_TEST(again.uses == 2);
  BOOST_TEST((again.box_ends == first.box_ends));
  BOOST_TEST(reviews.use(use("3", "ssin:90010100123"), {told("3.n")})->id == "3");
  clock.advance(1min);
  BOOST_TEST(reviews.use(use("4"), {told("4.n")})->id == "4");
  BOOST_TEST(store->outbox().waiting("notification").value() == 3);
  BOOST_TEST(count("") == 3u);
}

BOOST_AUTO_TEST_CASE(a_verdict_is_final_and_a_use_after_it_is_judged_on_its_own) {
  BOOST_REQUIRE(reviews.use(use("1"), {}));
  auto judged = use("1");
  judged.closed = clock.now() + 1h;
  judged.justified = true;
  judged.reviewer = "organisation:71099911";
  judged.verdict = "Nagekeken met de spoeddienst";
  const auto closed = reviews.close(judged).value();
  BOOST_TEST(closed.justified);
  BOOST_TEST(closed.verdict == judged.verdict);
  BOOST_TEST((reviews.close(judged).error().id() == FaultId::Conflict));
  judged.id = "9";
  BOOST_TEST((reviews.close(judged).error().id() == FaultId::NotFound));
  BOOST_TEST(reviews.use(use("2"), {})->id == "2");
  BOOST_TEST(count("closed") == 1u);
  BOOST_TEST(count("open") == 1u);
}

BOOST_AUTO_TEST_CASE(a_review_that_is_due_is_escalated_once) {
  BOOST_REQUIRE(reviews.use(use("1"), {}));
  const auto escalate = [&] { return reviews.escalate(clock.now(), [&](const auto& review) { return told(review.id + ".late"); })->size(); };
  clock.advance(72h - 1us);
  BOOST_TEST(escalate() == 0u);
  clock.advance(1us);
  BOOST_TEST(escalate() == 1u);
  BOOST_TEST(escalate() == 0u);
  BOOST_TEST(count("escalated") == 1u);
  BOOST_TEST(count("open") == 0u);
  BOOST_TEST(count("") == 1u);
  BOOST_TEST(store->outbox().waiting("notification").value() == 1);
}

BOOST_AUTO_TEST_CASE(reviews_outlive_the_process_and_the_patient_is_told) {
  BOOST_REQUIRE(reviews.use(use("1"), {}));
  const auto later = open();
  const auto kept = later->glass_reviews().review("1").value();
  BOOST_REQUIRE(kept);
  BOOST_TEST(kept->reason == "Bewusteloos binnengebracht");
  BOOST_TEST((kept->due == use("1").due));
  const auto notices = later->notifications(model::Ssin::parse("85073099833").value()).value();
  BOOST_REQUIRE(notices.size() == 1u);
  BOOST_TEST(notices.front().kind == "break_the_glass");
  BOOST_TEST(notices.front().by == "Gert Huisarts");
  BOOST_TEST(later->notifications(model::Ssin::parse("72051999381").value()).value().empty());
}

BOOST_AUTO_TEST_SUITE_END()
