#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include "gateway/core/clock.hpp"
#include "gateway/registry/open_registry.hpp"
#include "tests/gateway/registry/support.hpp"

using namespace sluis;
using namespace sluis::registry_test;

namespace {

struct Fixture {
  std::unique_ptr<registry::Store> open() { return registry::open_registry("sqlite://" + path, clock, random); }

  TempFolder folder;
  std::string path = folder.file("registry.db");
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sqlite_registry, Fixture)

BOOST_AUTO_TEST_CASE(only_its_owner_can_read_the_file) {
  open();
  struct stat facts {};
  BOOST_REQUIRE(::stat(path.c_str(), &facts) == 0);
  BOOST_TEST((facts.st_mode & 077) == 0u);
}

BOOST_AUTO_TEST_CASE(what_can_not_be_opened_is_told_in_one_line) {
  const auto line = [&](const std::string& url) -> std::string {
    try {
      registry::open_registry(url, clock, random);
      return "opened";
    } catch (const std::runtime_error& wrong) {
      return wrong.what();
    }
  };
  for (const char* url : {"mysql://x", "sqlite:", "sqlite://relative.db", "sqlite:///tmp/", "/tmp/x.db", ""}) {
    BOOST_TEST(line(url).find("write sqlite:///absolute/path.db") != std::string::npos, url);
  }
  BOOST_TEST(line("sqlite:///nowhere/at/all.db").find("/nowhere/at/all.db") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
