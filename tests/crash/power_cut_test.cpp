// The power goes while registrations are stored and recorded as the path does it: announce, store, record, acknowledge.
//   test_crash                                     the short form, part of ./test
//   test_crash -- --cuts N [--seed S] [--rounds R] N cuts in each of R runs
#include <fcntl.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <fstream>
#include <thread>

#include "gateway/audit/trail_format.hpp"
#include "gateway/audit/verify_trail.hpp"
#include "gateway/daemon/recovery.hpp"
#include "gateway/registry/open_registry.hpp"
#include "tests/crash/support_lossy_disk.hpp"
#include "tests/gateway/registry/support.hpp"

using namespace sluis;
using namespace sluis::crash_test;
using registry_test::patient;

namespace {

constexpr int kWriters = 4;

long option(const char* name, long fallback) {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  for (int i = 1; i + 1 < suite.argc; ++i) {
    if (std::string_view(suite.argv[i]) == name) return std::atol(suite.argv[i + 1]);
  }
  return fallback;
}

std::string order_name(std::int64_t n) { return "order-" + std::to_string(n) + "-"; }

model::AuditEvent event_of(std::int64_t n, const std::string& outcome) {
  model::AuditEvent event;
  event.at = registry_test::moment("2026-11-20T09:15:00Z");
  event.correlation_id = event.request_id = order_name(n);
  event.operation = n % 4 == 1 ? "RevokePatientConsent" : "PutPatientConsent";
  event.caller_ssin = registry_test::kDoctor;
  event.patient_ssin = patient(static_cast<int>(n / 4)).text();
  event.outcome = outcome;
  return event;
}

// A house's memory in one folder.
struct Memory {
  explicit Memory(const std::string& folder, const native::PrivateKey& key)
      : store(registry::open_registry("sqlite://" + folder + "/registry.sqlite", clock, random)),
        trail(opened(audit::FileTrail::open(folder + "/trail.jsonl", clock, random, key))) {}

  static std::unique_ptr<audit::FileTrail> opened(Result<std::unique_ptr<audit::FileTrail>> trail) {
    if (!trail) throw std::runtime_error(trail.error().log_text());
    return std::move(*trail);
  }

  core::ManualClock clock{registry_test::moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store;
  std::unique_ptr<audit::FileTrail> trail;
};

// Order n, of the four that each patient gets: consent, its revocation, link, exclusion.
Result<spi::Written> store(registry::Store& store, std::int64_t n) {
  auto by = registry_test::by_doctor();
  by.correlation_id = by.request_id = order_name(n);
  const auto whom = patient(static_cast<int>(n / 4));
  switch (n % 4) {
    case 0: return store.put_consent(registry_test::consent_of(whom), by);
    case 1: return store.revoke_consent(registry_test::revocation_of(whom), by);
    case 2: return store.put_link(registry_test::link_of(whom), by);
    default: return store.put_exclusion(registry_test::exclusion_of(whom, registry_test::pharmacy()), by);
  }
}

bool fulfil(Memory& memory, std::int64_t n) {
  if (!memory.trail->announce({event_of(n, "permitted")})) return false;
  const auto written = store(*memory.store, n);
  if (!written || written->state != spi::WriteState::Stored) return false;
  return static_cast<bool>(memory.trail->record(event_of(n, "permitted")));
}

// `patients` patients, four orders each, several writers; what was done to the disk meanwhile.
std::vector<DiskStep> run_of(const native::PrivateKey& key, int patients, int& failed) {
  const registry_test::TempFolder folder;
  const auto path = std::filesystem::path(folder.file("x")).parent_path().string();
  LossyDisk disk(path);
  std::atomic<int> next{0}, bad{0};
  {
    Memory memory(path, key);
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&] {
        for (int who; (who = next++) < patients;) {
          for (std::int64_t n = who * 4; n < who * 4 + 4; ++n) fulfil(memory, n) ? disk.promise(n) : void(++bad);
          const bool told = who % 8 != 0 || memory.trail->accesses({.patient = patient(who), .with_proofs = true});
          if (!told) ++bad;
        }
      });
    }
    for (auto& writer : writers) writer.join();
  }
  failed = bad;
  return disk.stop();
}

void write_down(const AfterCut& left, const std::string& folder) {
  for (const auto& [name, content] : left.files) std::ofstream(folder + "/" + name, std::ios::binary) << content;
}

// Names of orders that have records in a trail, with how often.
std::map<std::string, int> recorded_in(const std::string& trail) {
  std::map<std::string, int> orders;
  std::ifstream in(trail);
  for (std::string line; std::getline(in, line);) {
    const auto members = audit::members_of(line);
    if (members.at("kind") == "order") ++orders[members.at("correlation_id")];
  }
  return orders;
}

std::map<std::string, int> stored_about(registry::Store& store, int who) {
  std::map<std::string, int> orders;
  const auto note = [&](const auto& records) {
    for (const auto& record : records) {
      ++orders[record.declared.correlation_id];
      if (record.revoked) ++orders[record.revoked->correlation_id];
    }
  };
  const auto file = store.file_of(patient(who)).value();
  note(file.consents), note(file.links), note(file.exclusions);
  return orders;
}

// What is wrong after the power came back, "" when nothing is.
std::string wrong_after(const AfterCut& left, const native::PrivateKey& key, int patients) {
  const registry_test::TempFolder folder;
  const auto path = std::filesystem::path(folder.file("x")).parent_path().string();
  write_down(left, path);
  std::map<std::string, int> stored;
  try {
    Memory memory(path, key);
    core::Log log(memory.clock, [](std::string_view) {}, core::LogLevel::Error);
    daemon::Recovery recovery(*memory.trail, *memory.store, log);
    if (auto settled = recovery.settle(); !settled) return settled.error().log_text();
    for (int who = 0; who < patients; ++who) stored.merge(stored_about(*memory.store, who));
  } catch (const std::exception& refused) {
    return refused.what();
  }
  const auto verdict = audit::verify_trail(path + "/trail.jsonl", {.key = key.public_key()});
  if (!verdict || !verdict->unaltered()) return "the trail doesn't verify";
  const auto recorded = recorded_in(path + "/trail.jsonl");
  for (const auto n : left.promises) {
    if (!stored.contains(order_name(n))) return "acknowledged, but not in the registry: " + order_name(n);
    if (!recorded.contains(order_name(n))) return "acknowledged, but not in the trail: " + order_name(n);
  }
  for (const auto& [order, times] : stored) {
    if (times != 1) return "stored twice: " + order;
    if (!recorded.contains(order)) return "stored without a record: " + order;
  }
  for (const auto& [order, times] : recorded) {
    if (times != 1) return "recorded twice: " + order;
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(power_cut)

BOOST_AUTO_TEST_CASE(what_was_acknowledged_survives_whatever_of_the_rest_is_lost) {
  const auto seed = option("--seed", 20261120);
  const auto cuts = option("--cuts", 40);
  const auto rounds = option("--rounds", 1);
  const int patients = static_cast<int>(option("--patients", 40));
  std::mt19937_64 dice(static_cast<std::uint64_t>(seed));
  const auto key = native::PrivateKey::generate_ec();
  std::size_t promises = 0;
  for (long round = 0; round < rounds; ++round) {
    int failed = 0;
    const auto steps = run_of(key, patients, failed);
    BOOST_REQUIRE(failed == 0);
    for (long n = 0; n < cuts; ++n) {
      // The last one after everything: then all promises count. Luck of 0 and 1 (nothing, everything of the rest) is part of it.
      const auto at = n == 0 ? steps.size() : std::uniform_int_distribution<std::size_t>(1, steps.size())(dice);
      const auto luck = n % 4 == 0 ? 0.0 : n % 4 == 1 ? 1.0 : std::uniform_real_distribution<>(0.05, 0.95)(dice);
      const auto left = cut(steps, at, luck, dice);
      promises += left.promises.size();
      const auto wrong = wrong_after(left, key, patients);
      BOOST_TEST(wrong.empty(), "seed " << seed << ", round " << round << ", cut " << n << " after step " << at << " of " << steps.size() << ", luck " << luck << ": " << wrong);
    }
  }
  BOOST_TEST(promises > 0u);
  BOOST_TEST_MESSAGE(rounds * cuts << " power cuts, " << promises << " promises checked, seed " << seed);
}

// The disk itself must be able to fail the test: a promise that was never synced is lost with an unlucky disk.
BOOST_AUTO_TEST_CASE(a_disk_without_luck_loses_what_was_not_synced) {
  const registry_test::TempFolder folder;
  const auto path = std::filesystem::path(folder.file("x")).parent_path().string();
  LossyDisk disk(path);
  const int file = ::open((path + "/kept").c_str(), O_CREAT | O_WRONLY, 0600);
  BOOST_REQUIRE(::write(file, "kept", 4) == 4);
  BOOST_REQUIRE(::fsync(file) == 0);
  const int entry = ::open(path.c_str(), O_RDONLY);
  BOOST_REQUIRE(::fsync(entry) == 0);
  BOOST_REQUIRE(::write(file, " and more", 9) == 9);
  ::close(file);
  ::close(entry);
  std::mt19937_64 dice(1);
  const auto steps = disk.stop();
  BOOST_TEST(cut(steps, steps.size(), 0.0, dice).files["kept"] == "kept");
  BOOST_TEST(cut(steps, steps.size(), 1.0, dice).files["kept"] == "kept and more");
}

BOOST_AUTO_TEST_SUITE_END()
