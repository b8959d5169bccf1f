#include <boost/test/unit_test.hpp>

#include <map>

#include "gateway/core/clock.hpp"
#include "gateway/registry/migrations.hpp"
#include "gateway/registry/record.hpp"
#include "gateway/registry/registration_writes.hpp"
#include "gateway/registry/sqlite_session.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_naive.hpp"

using namespace sluis;
using namespace sluis::registry_test;

namespace {

// The writes of the registry on a database in memory: nothing is waited for.
class MemoryRegistry final : public spi::Registry {
 public:
  MemoryRegistry() {
    registry::migrate(session_, "memory", core::ManualClock(core::Instant{}));
    session_.run("BEGIN");
  }

  Result<spi::PatientFile> file_of(const model::Ssin& patient) override {
    return registry::file_of(registry::records_of(session_, patient));
  }
  Result<spi::PatientFile> file_as_known(const model::Ssin& patient, core::Instant known_at) override {
    auto records = registry::records_of(session_, patient);
    registry::forget_what_came_after(records, known_at);
    return registry::file_of(records);
  }
  Result<spi::Written> put_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) override {
    return registry::put_consent(session_, wanted, by, next());
  }
  Result<spi::Written> revoke_consent(const model::ConsentRegistration& wanted, const model::Declaration& by) override {
    return registry::revoke_consent(session_, wanted, by);
  }
  Result<spi::Written> put_link(const model::LinkRegistration& wanted, const model::Declaration& by) override {
    return registry::put_link(session_, wanted, by, next());
  }
  Result<spi::Written> revoke_link(const model::LinkRegistration& wanted, const model::Declaration& by) override {
    return registry::revoke_link(session_, wanted, by);
  }
  Result<spi::Written> put_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) override {
    return registry::put_exclusion(session_, wanted, by, next());
  }
  Result<spi::Written> revoke_exclusion(const model::ExclusionRegistration& wanted, const model::Declaration& by) override {
    return registry::revoke_exclusion(session_, wanted, by);
  }

 private:
  std::string next() { return "r" + std::to_string(++count_); }

  registry::SqliteSession session_{":memory:", registry::SessionUse::Write};
  int count_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(interleavings)

// Two clients with one or two acts each on one kind of registration; whose turn it is, is drawn. Every answer and what is left are those
// of the model.
BOOST_AUTO_TEST_CASE(ten_thousand_random_interleavings_give_what_the_model_gives) {
  constexpr int kInterleavings = 10'000;
  constexpr long kHour = 3600;
  MemoryRegistry store;
  std::mt19937 dice(20261122);
  const long begin = std::chrono::floor<std::chrono::seconds>(moment("2026-11-20T09:15:00Z")).time_since_epoch().count();
  std::map<std::string, int> outcomes;
  for (int n = 0; n < kInterleavings; ++n) {
    const auto who = patient(n);
    const auto kind = Kind(dice() % 3);
    Naive model;
    unsigned left[2] = {1 + static_cast<unsigned>(dice() % 2), 1 + static_cast<unsigned>(dice() % 2)};
    std::string told;
    for (long at = begin; left[0] + left[1] > 0; at += kHour) {
      auto client = dice() % 2;
      if (left[client] == 0) client = 1 - client;
      --left[client];
      const auto act = random_act(dice, kind, at);
      const auto got = text_of(run(store, who, act).value().state);
      const auto expected = model.apply(act);
      told += got + "; ";
      ++outcomes[got];
      BOOST_REQUIRE_MESSAGE(got == expected, "interleaving " << n << ": " << told << "expected " << expected);
    }
    if (n % 20 == 0) BOOST_REQUIRE_EQUAL(view_of(store.file_of(who).value()), model.view());
  }
  for (const char* outcome : {"stored", "exists", "none", "revoked before", "date outside"}) BOOST_TEST(outcomes[outcome] > 0, outcome);
}

BOOST_AUTO_TEST_SUITE_END()
