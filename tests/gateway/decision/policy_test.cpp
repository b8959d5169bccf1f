#include "gateway/decision/policy.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace sluis;

namespace {

namespace fs = std::filesystem;

// A copy of the tables that a test may spoil; gone with the test.
struct Tables {
  fs::path folder = fs::temp_directory_path() / ("sluis-policy-" + std::to_string(::getpid()));

  Tables() {
    fs::remove_all(folder);
    fs::copy(fs::path(SLUIS_SOURCE_DIR) / "mappings/policy", folder);
  }
  ~Tables() { fs::remove_all(folder); }

  void replace(const std::string& table, const std::string& what, const std::string& by) {
    std::stringstream text;
    text << std::ifstream(folder / table).rdbuf();
    auto content = text.str();
    const auto at = content.find(what);
    BOOST_REQUIRE(at != std::string::npos);
    content.replace(at, what.size(), by);
    std::ofstream(folder / table) << content;
  }
  // "" when the tables load, else what is wrong with them.
  std::string trouble() const {
    try {
      decision::Policy::load(folder.string());
      return {};
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(policy, Tables)

BOOST_AUTO_TEST_CASE(the_tables_as_they_are_hold_together) {
  BOOST_TEST(trouble() == "");
}

BOOST_AUTO_TEST_CASE(a_failure_without_a_code_stops_the_start) {
  replace("business_errors.table", "consent | sign_date_missing |", "consent | sign_date_mislaid |");
  BOOST_TEST(trouble().find("sign_date_missing") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_code_that_stands_twice_stops_the_start) {
  replace("business_errors.table", "consent | sign_date_missing |", "consent | sign_date_invalid |");
  BOOST_TEST(trouble().find("twice") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_type_without_a_period_stops_the_start) {
  replace("link_periods.table", "gpconsultation | 15 | -", "");
  BOOST_TEST(trouble().find("gpconsultation") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_role_without_a_column_stops_the_start) {
  replace("roles.table", "persnurse | * | nurse", "persnurse | * | healer");
  BOOST_TEST(trouble().find("healer") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_cell_that_means_nothing_stops_the_start_with_its_line) {
  replace("access_matrix.table", "labresult | RW", "labresult | WR");
  BOOST_TEST(trouble().find("access_matrix.table:") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_setting_that_is_no_number_stops_the_start) {
  replace("decision_settings.table", "most_rows | 1000", "most_rows | many");
  BOOST_TEST(trouble().find("most_rows") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
