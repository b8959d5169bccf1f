#include "gateway/daemon/catalogue.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <utility>

#include "gateway/core/table.hpp"
#include "gateway/daemon/documents.hpp"

using sluis::daemon::Catalogue;

namespace {

const std::string kMappings = SLUIS_SOURCE_DIR "/mappings";

const Catalogue& catalogue() {
  static const auto loaded = Catalogue::load(kMappings);
  return loaded;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(catalogue_of_codes)

BOOST_AUTO_TEST_CASE(every_code_that_a_service_can_report_is_explained) {
  for (const auto& code : catalogue().unexplained()) BOOST_ERROR(code << " has no row in mappings/policy/code_help.table");
}

BOOST_AUTO_TEST_CASE(a_code_stands_there_once_a_service) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& entry : catalogue().codes()) {
    BOOST_TEST(seen.emplace(entry.service, entry.code).second, entry.service << " " << entry.code << " stands there twice");
    BOOST_TEST(!entry.cause.empty());
    BOOST_TEST(!entry.what_to_do.empty());
    BOOST_TEST(!entry.example.empty());
  }
  BOOST_TEST(seen.size() > 120u);
}

BOOST_AUTO_TEST_CASE(texts_are_those_that_the_gateway_sends) {
  const auto table = sluis::core::Table::load(kMappings + "/policy/business_errors.table");
  for (const auto& row : table.rows()) {
    bool found = false;
    for (const auto* entry : catalogue().codes_of(table.cell(row, "code"))) {
      if (entry->service != table.cell(row, "service")) continue;
      found = std::ranges::find(entry->texts, table.cell(row, "text")) != entry->texts.end();
    }
    BOOST_TEST(found, table.cell(row, "code") << " is explained without its text");
  }
}

BOOST_AUTO_TEST_CASE(codes_are_found_as_people_write_them) {
  BOOST_TEST(catalogue().codes_of("tl.input.64").size() == 1u);
  BOOST_TEST(catalogue().codes_of(" TL. ACCESS.20").size() == 1u);
  BOOST_TEST(catalogue().codes_of("TL.INPUT").empty());
  BOOST_TEST(catalogue().codes_of("365").size() == 2u);
  BOOST_TEST(catalogue().faults_of("slu-5002").size() == 1u);
  BOOST_TEST(catalogue().faults_of("5002").size() == 1u);
  BOOST_TEST(catalogue().faults_of("networktimedout").size() == 1u);
  BOOST_TEST(catalogue().faults_of("SOA-03006").size() == 1u);
  BOOST_TEST(catalogue().faults_of("SOA-01001").size() > 5u);
  BOOST_TEST(catalogue().faults_of("SLU-").empty());
  BOOST_TEST(catalogue().faults_of("").empty());
}

BOOST_AUTO_TEST_CASE(the_nearest_come_first) {
  const auto near = catalogue().nearest("TL.INPUT.65.01", 5);
  BOOST_REQUIRE(near.size() == 5u);
  BOOST_TEST((near[0] == "TL.INPUT.64.01" || near[0] == "TL.INPUT.67.01"));
  BOOST_TEST(catalogue().nearest("SLU-2040", 3).front().starts_with("SLU-20"));
}

BOOST_AUTO_TEST_CASE(the_document_holds_every_code) {
  const auto text = sluis::daemon::faults_document();
  for (const auto& entry : catalogue().codes()) BOOST_TEST(text.find("\n| " + entry.code + " |") != std::string::npos, entry.code);
}

BOOST_AUTO_TEST_SUITE_END()
