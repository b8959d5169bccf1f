#include <boost/test/unit_test.hpp>

#include <set>
#include <thread>

#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/verify_trail.hpp"
#include "tests/gateway/audit/support.hpp"
#include "tests/support/killed_writer.hpp"

using namespace sluis;
using namespace sluis::audit_test;

BOOST_FIXTURE_TEST_SUITE(killed_process, TrailFixture)

BOOST_AUTO_TEST_CASE(every_acknowledged_event_is_there_after_kill_9) {
  constexpr int kThreads = 4;
  const auto acknowledged = test::acknowledged_before_kill(200, [&](const auto& acknowledge) {
    const auto trail = std::move(open().value());
    std::vector<std::thread> writers;
    for (int thread = 0; thread < kThreads; ++thread) {
      writers.emplace_back([&, thread] {
        for (int n = thread; trail->record(event(n)); n += kThreads) acknowledge(n);
      });
    }
    for (auto& writer : writers) writer.join();
  });
  write(1);  // opens: what was cut short is moved aside
  BOOST_TEST(audit::verify_trail(path)->unaltered());
  std::set<std::string> recorded;
  for (const auto& line : lines()) recorded.insert(audit::members_of(line)["request_id"]);
  BOOST_TEST(acknowledged.size() >= 200u);
  for (const auto n : acknowledged) BOOST_TEST(recorded.contains("r-" + std::to_string(n)), "event " << n);
}

BOOST_AUTO_TEST_SUITE_END()
