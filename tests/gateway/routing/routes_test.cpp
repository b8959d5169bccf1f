#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/gateway/routing/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

namespace fs = std::filesystem;

// The policy folder with one text of the routes replaced.
struct Folder {
  const fs::path path = fs::temp_directory_path() / ("sluis-routes-" + std::to_string(::getpid()));

  explicit Folder(const std::string& from = "", const std::string& to = "") {
    fs::create_directories(path);
    for (const std::string name : {"routes.table", "routes.schema", "consent_rules.table", "consent_rules.schema"}) {
      std::ifstream in(core::installed_mappings() + "/policy/" + name);
      std::stringstream text;
      text << in.rdbuf();
      auto content = text.str();
      if (const auto at = content.find(from); !from.empty() && at != std::string::npos) content.replace(at, from.size(), to);
      std::ofstream(path / name) << content;
    }
  }
  ~Folder() { fs::remove_all(path); }

  std::string error() const {
    try {
      static_cast<void>(routing::Routes::load(path.string()));
      return "";
    } catch (const std::runtime_error& wrong) {
      return wrong.what();
    }
  }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

model::Order hub_order(model::OrderKind kind, std::vector<std::string> categories) {
  model::Order order;
  order.kind = kind;
  model::HubOrder content;
  content.categories = std::move(categories);
  order.content = std::move(content);
  return order;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(routes)

BOOST_AUTO_TEST_CASE(the_table_holds_together) { BOOST_TEST(Folder().error() == ""); }

BOOST_AUTO_TEST_CASE(a_wrong_row_is_named_with_file_and_line) {
  const auto check = [](const std::string& from, const std::string& to, const std::string& expected) {
    const auto error = Folder(from, to).error();
    BOOST_TEST(has(error, "routes.table:"), error);
    BOOST_TEST(has(error, expected), error);
  };
  check("PutPatientConsent  ", "PutPatientConsents ", ": there is no order PutPatientConsents");
  check("directory, hub:located", "directory, hub:nearest", "'hub:nearest' is no choice");
  check("vitalink   ", "vitalink:home", "'vitalink:home' is no choice");
  check("| pharmacists_only", "| everybody", "consent 'everybody' is no row of consent_rules.table");
  check("| one  | registry", "| none | registry", "ask none and sources none go together");
  check("PutPatientConsent              | any", "PutPatientConsent              | local", "has no search scope");
  check("| one  | registry", "| some | registry", "does not match");
}

BOOST_AUTO_TEST_CASE(an_order_without_row_stops_the_start) {
  const auto error = Folder("PutPatient                     | any", "#").error();
  BOOST_TEST(has(error, "a row for PutPatient | any | * is missing"), error);
}

BOOST_AUTO_TEST_CASE(a_source_is_asked_for_the_kinds_it_holds) {
  const Folder folder;
  const auto all = routing::Routes::load(folder.path.string());
  auto order = list_order(model::SearchScope::Global);
  BOOST_TEST(all.of(order).size() == 3u);  // hubs, vault, dossier
  std::get<model::ReferenceQuery>(order.content).categories = {"labresult"};
  BOOST_REQUIRE(all.of(order).size() == 1u);
  BOOST_TEST(all.of(order).front()->sources.back().kind == "hub");
  std::get<model::ReferenceQuery>(order.content).categories = {"labresult", "productdelivery"};
  BOOST_TEST(all.of(order).size() == 2u);
  std::get<model::ReferenceQuery>(order.content).transactions_only = true;
  BOOST_TEST(all.of(order).size() == 1u);
  BOOST_TEST(all.of(hub_order(model::OrderKind::GetLatestUpdate, {"medicationscheme"})).front()->sources.front().kind == "vitalink");
  BOOST_TEST(all.of(hub_order(model::OrderKind::GetLatestUpdate, {"labresult"})).front()->sources.front().kind == "hub");
  BOOST_TEST(all.of(hub_order(model::OrderKind::GetLatestUpdate, {})).front()->sources.front().kind == "hub");
}

BOOST_AUTO_TEST_CASE(a_consent_rule_looks_at_caller_and_decision) {
  const Folder folder;
  const auto rules = routing::load_consent_rules(folder.path.string());
  model::Identity physician;
  physician.category = "persphysician";
  model::Identity pharmacist;
  pharmacist.category = "orgpharmacy";
  auto decision = permit();
  BOOST_TEST(!rules.at("pharmacists_only").admits(physician, decision));
  BOOST_TEST(rules.at("pharmacists_only").admits(pharmacist, decision));
  BOOST_TEST(rules.at("circle_of_care").admits(physician, decision));
  decision.rules.push_back({"link", model::Outcome::Fail, "", {}});
  BOOST_TEST(!rules.at("circle_of_care").admits(physician, decision));
  BOOST_TEST(rules.at("hub_consent").admits(physician, decision));
}

BOOST_AUTO_TEST_SUITE_END()
