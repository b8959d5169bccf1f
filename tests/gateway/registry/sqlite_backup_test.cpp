#include "gateway/registry/sqlite_backup.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "gateway/registry/open_registry.hpp"
#include "tests/gateway/registry/support.hpp"

using namespace sluis;
using namespace sluis::registry_test;

namespace {

struct Fixture {
  Result<spi::Written> consent(int n) {
    auto by = by_doctor();
    by.correlation_id = "order-" + std::to_string(n);
    return store->put_consent(consent_of(patient(n)), by);
  }

  TempFolder folder;
  std::string path = folder.file("registry.sqlite"), copy = folder.file("copy.sqlite");
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = registry::open_registry("sqlite://" + path, clock, random);
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sqlite_backup, Fixture)

BOOST_AUTO_TEST_CASE(a_copy_made_under_load_holds_all_that_was_acknowledged_before_it) {
  std::atomic<int> acknowledged{0};
  std::atomic<bool> enough{false};
  std::thread writer([&] {
    for (int n = 0; !enough; ++n) {
      if (!consent(n)) return;
      acknowledged = n + 1;
    }
  });
  while (acknowledged < 50) std::this_thread::yield();
  const int before = acknowledged;
  registry::copy_registry(path, copy);
  const int after = acknowledged;
  enough = true;
  writer.join();
  std::set<std::string> held;
  registry::orders_in_copy(copy, [&](std::string_view order) { held.emplace(order); });
  for (int n = 0; n < before; ++n) BOOST_TEST(held.contains("order-" + std::to_string(n)));
  const auto facts = registry::facts_of_copy(copy);
  BOOST_TEST(facts.registrations == static_cast<std::int64_t>(held.size()));
  BOOST_TEST(facts.acts == facts.registrations);
  BOOST_TEST(before >= 50);
  BOOST_TEST(after >= before);
  const auto opened = registry::open_registry("sqlite://" + copy, clock, random);
  BOOST_TEST(opened->file_of(patient(0)).value().consents.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_damaged_copy_is_found) {
  for (int n = 0; n < 200; ++n) BOOST_REQUIRE(consent(n));
  registry::copy_registry(path, copy);
  {
    std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(copy) / 2));
    file << std::string(8192, '\xff');
  }
  BOOST_CHECK_THROW(registry::facts_of_copy(copy), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(nothing_is_overwritten_and_nothing_copied_from_nowhere) {
  registry::copy_registry(path, copy);
  BOOST_CHECK_THROW(registry::copy_registry(path, copy), std::runtime_error);
  BOOST_CHECK_THROW(registry::copy_registry(folder.file("absent"), folder.file("other")), std::runtime_error);
  BOOST_TEST(!std::filesystem::exists(folder.file("other")));
}

// What is stored in a file that has no name any more would be gone with the process.
BOOST_AUTO_TEST_CASE(a_file_that_was_taken_away_is_neither_read_nor_written_until_it_is_back) {
  BOOST_REQUIRE(consent(1));
  std::filesystem::rename(path, folder.file("elsewhere"));
  const auto refused = consent(2);
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.error().id() == FaultId::RegistryUnavailable));
  BOOST_TEST(!store->file_of(patient(1)).has_value());
  BOOST_TEST(!store->usable().has_value());
  BOOST_TEST(!std::filesystem::exists(path));
  std::ofstream(path) << "another file";
  BOOST_TEST(!store->usable().has_value());
  std::filesystem::rename(folder.file("elsewhere"), path);
  BOOST_TEST(store->usable().has_value());
  BOOST_TEST(store->file_of(patient(1)).value().consents.size() == 1u);
  BOOST_TEST(store->file_of(patient(2)).value().consents.empty());
  BOOST_TEST((consent(2).value().state == spi::WriteState::Stored));
}

BOOST_AUTO_TEST_SUITE_END()
