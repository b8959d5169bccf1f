#include "gateway/audit/announcements.hpp"

#include <sys/resource.h>

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>

#include "gateway/audit/trail_copy.hpp"
#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/verify_trail.hpp"
#include "tests/gateway/audit/support.hpp"

using namespace sluis;
using namespace sluis::audit_test;

namespace {

class FullDisk final {
 public:
  explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

model::AuditEvent order(const std::string& name, int n = 0) {
  auto one = event(n);
  one.correlation_id = name;
  return one;
}

struct Fixture : TrailFixture {
  std::size_t left_open() { return open().value()->left_open().size(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(announcements, Fixture)

BOOST_AUTO_TEST_CASE(an_order_that_was_announced_and_not_recorded_is_found_at_the_next_start) {
  {
    const auto trail = open().value();
    BOOST_TEST(trail->left_open().empty());
    BOOST_REQUIRE(trail->announce({order("recorded")}));
    BOOST_REQUIRE(trail->record(order("recorded")));
    BOOST_REQUIRE(trail->announce({order("died", 7)}));
  }
  const auto trail = open().value();
  BOOST_REQUIRE(trail->left_open().size() == 1u);
  const auto& found = trail->left_open().front();
  auto wanted = order("died", 7);
  BOOST_TEST(found.correlation_id == "died");
  BOOST_TEST(found.patient_ssin == wanted.patient_ssin);
  BOOST_TEST(found.request_id == wanted.request_id);
  BOOST_TEST(found.operation == wanted.operation);
  BOOST_TEST((found.at == wanted.at));
}

BOOST_AUTO_TEST_CASE(what_was_left_open_stays_so_until_it_is_recorded) {
  {
    const auto trail = open().value();
    BOOST_REQUIRE(trail->announce({order("died")}));
  }
  BOOST_TEST(left_open() == 1u);
  {
    const auto trail = open().value();
    BOOST_REQUIRE(trail->record_all(trail->left_open()));
  }
  BOOST_TEST(left_open() == 0u);
  BOOST_TEST(std::filesystem::file_size(audit::announced_path_of(path)) == 0u);
}

BOOST_AUTO_TEST_CASE(of_a_bulk_the_missing_entries_are_left_open) {
  {
    const auto trail = open().value();
    BOOST_REQUIRE(trail->announce({order("bulk", 1), order("bulk", 2), order("bulk", 3)}));
    BOOST_REQUIRE(trail->record(order("bulk", 1)));  // as a torn write leaves it
  }
  const auto trail = open().value();
  BOOST_REQUIRE(trail->left_open().size() == 2u);
  BOOST_TEST(trail->left_open().front().request_id == "r-2");
}

BOOST_AUTO_TEST_CASE(a_line_that_a_crash_cut_short_was_acknowledged_to_nobody) {
  {
    const auto trail = open().value();
    BOOST_REQUIRE(trail->announce({order("whole")}));
  }
  std::ofstream(audit::announced_path_of(path), std::ios::app) << R"({"seq":0,"previous":"00)";
  BOOST_TEST(left_open() == 1u);
}

BOOST_AUTO_TEST_CASE(the_file_does_not_grow_for_ever) {
  const auto trail = open().value();
  for (int n = 0; n < 3000; ++n) {
    const auto name = "order-" + std::to_string(n);
    BOOST_REQUIRE(trail->announce({order(name)}));
    if (n != 17) BOOST_REQUIRE(trail->record(order(name)));
  }
  BOOST_TEST(std::filesystem::file_size(audit::announced_path_of(path)) < 2u << 20);
  BOOST_REQUIRE(trail->announce({order("last")}));
  const auto again = std::move(audit::Announcements::open(audit::announced_path_of(path)).value());
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) again->seen(line);
  BOOST_TEST(again->left_open().size() == 2u);
}

BOOST_AUTO_TEST_CASE(without_room_nothing_is_announced_and_afterwards_all_is_well) {
  const auto trail = open().value();
  BOOST_REQUIRE(trail->record(order("before")));
  {
    const FullDisk full(1);
    const auto refused = trail->announce({order("refused")});
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.error().id() == FaultId::TrailUnavailable));
    BOOST_TEST(!trail->trouble().empty());
  }
  BOOST_TEST(trail->settle().has_value());
  BOOST_TEST(trail->trouble().empty());
  BOOST_REQUIRE(trail->announce({order("after")}));
  BOOST_REQUIRE(trail->record(order("after")));
}

// The disk filled up between the two: what was fulfilled is recorded as soon as there is room, and nothing new is begun before.
BOOST_AUTO_TEST_CASE(a_record_that_could_not_be_written_is_owed) {
  const auto trail = open().value();
  BOOST_REQUIRE(trail->announce({order("fulfilled")}));
  {
    const FullDisk full(1);
    BOOST_REQUIRE(!trail->record(order("fulfilled")));
  }
  BOOST_TEST(!trail->announce({order("next")}).has_value());
  BOOST_REQUIRE(trail->settle());
  BOOST_TEST(content().find("\"fulfilled\"") != std::string::npos);
  BOOST_TEST(trail->announce({order("next")}).has_value());
  BOOST_TEST(audit::verify_trail(path)->unaltered());
}

BOOST_AUTO_TEST_CASE(a_copy_holds_whole_records_up_to_a_head_of_its_own) {
  write(20);
  const auto key = native::PrivateKey::generate_ec();
  const auto to = folder / "copy";
  std::filesystem::create_directory(to);
  const auto made = audit::copy_trail(path, to.string(), clock.now(), key);
  BOOST_REQUIRE(made);
  BOOST_TEST(made->records == 21);
  audit::TrailAnchors anchors;
  anchors.key = key.public_key();
  anchors.head = made->head;
  BOOST_TEST(audit::verify_trail((to / "trail.jsonl").string(), anchors)->unaltered());
}

// Daily heads and records stand whatever a clock does.
BOOST_AUTO_TEST_CASE(a_clock_that_jumps_breaks_nothing) {
  const auto key = native::PrivateKey::generate_ec();
  {
    const auto trail = audit::FileTrail::open(path, clock, random, key).value();
    for (const int hours : {24, -48, 24 * 365, -24 * 400, 0}) {
      clock.advance(std::chrono::hours(hours));
      BOOST_REQUIRE(trail->keep_daily_head());
      BOOST_REQUIRE(trail->announce({order("at " + std::to_string(hours))}));
      BOOST_REQUIRE(trail->record(order("at " + std::to_string(hours))));
    }
  }
  BOOST_TEST(audit::verify_trail(path, {.key = key.public_key()})->unaltered());
  BOOST_TEST(left_open() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
