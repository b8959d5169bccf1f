#include "tests/gateway/decision/support_codes.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace sluis::test {
namespace {

const std::string kRoot = SLUIS_SOURCE_DIR;

std::string text_of_all_tests() {
  std::stringstream text;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot + "/tests/gateway")) {
    if (entry.path().extension() == ".cpp") text << std::ifstream(entry.path()).rdbuf();
  }
  return text.str();
}

}  // namespace

CodeList::CodeList(std::string service)
    : service_(std::move(service)),
      listed_(core::Table::load(kRoot + "/fixtures/codes/" + service_ + ".table")),
      errors_(core::Table::load(kRoot + "/mappings/policy/business_errors.table")) {}

std::vector<CodeRow> CodeList::shown_by(const std::string& test) const {
  std::vector<CodeRow> rows;
  for (const auto& row : listed_.rows()) {
    if (listed_.cell(row, "test") == test) rows.push_back({listed_.cell(row, "failure"), listed_.cell(row, "code")});
  }
  return rows;
}

void CodeList::check_complete() const {
  std::set<std::string> listed;
  const auto tests = text_of_all_tests();
  for (const auto& row : listed_.rows()) {
    listed.insert(listed_.cell(row, "failure"));
    const auto& test = listed_.cell(row, "test");
    const auto name = test.substr(test.find('/') + 1);
    BOOST_TEST(tests.find("BOOST_AUTO_TEST_CASE(" + name + ")") != std::string::npos, test);
  }
  for (const auto& row : errors_.rows()) {
    if (errors_.cell(row, "service") != service_) continue;
    BOOST_TEST(listed.contains(errors_.cell(row, "failure")), errors_.cell(row, "failure"));
  }
}

void CodeList::check_never_sent() const {
  for (const auto& row : listed_.rows()) {
    if (listed_.cell(row, "failure") != "-") continue;
    for (const auto& error : errors_.rows()) {
      const bool sent = errors_.cell(error, "service") == service_ && errors_.cell(error, "code") == listed_.cell(row, "code");
      BOOST_TEST(!sent, listed_.cell(row, "code"));
    }
  }
}

}  // namespace sluis::test
