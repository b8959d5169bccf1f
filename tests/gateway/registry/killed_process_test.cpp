#include <boost/test/unit_test.hpp>

#include <thread>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"
#include "tests/support/killed_writer.hpp"

using namespace sluis;
using namespace sluis::registry_test;

BOOST_AUTO_TEST_SUITE(killed_process, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(every_acknowledged_registration_is_there_after_kill_9) {
  constexpr int kThreads = 4;
  const Place place;
  const core::ManualClock clock(moment("2026-11-20T09:15:00Z"));
  core::SystemRandom random;
  const auto open = [&] { return place.open(clock, random); };
  const auto acknowledged = test::acknowledged_before_kill(120, [&](const auto& acknowledge) {
    const auto store = open();
    std::vector<std::thread> writers;
    for (int thread = 0; thread < kThreads; ++thread) {
      writers.emplace_back([&, thread] {
        for (int n = thread;; n += kThreads) {
          const auto written = store->put_consent(consent_of(patient(n)), by_doctor());
          if (!written || written->state != spi::WriteState::Stored) return;
          acknowledge(n);
        }
      });
    }
    for (auto& writer : writers) writer.join();
  });
  BOOST_TEST(acknowledged.size() >= 120u);
  const auto store = open();
  for (const auto n : acknowledged) BOOST_TEST(store->file_of(patient(n)).value().consents.size() == 1u, "patient " << n);
  BOOST_TEST((store->put_consent(consent_of(ssin(kAnna)), by_doctor()).value().state == spi::WriteState::Stored));
}

BOOST_AUTO_TEST_SUITE_END()
