#include "gateway/core/fault.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <tuple>

#include "gateway/core/fault_help.hpp"

using namespace sluis;
using core::AuditClass;
using core::fault_table;
using core::Origin;

namespace {

// "Name = number" of every FaultId, as its declaration says it.
std::set<std::pair<std::string, int>> declared_ids() {
  std::ifstream in(SLUIS_SOURCE_DIR "/gateway/core/fault_id.hpp");
  std::stringstream text;
  text << in.rdbuf();
  auto declaration = text.str();
  declaration = declaration.substr(declaration.find("enum class FaultId"));
  declaration = declaration.substr(0, declaration.find("};"));
  std::set<std::pair<std::string, int>> ids;
  const std::regex line(R"((\w+) = (\d+),)");
  for (std::sregex_iterator it(declaration.begin(), declaration.end(), line), end; it != end; ++it) {
    ids.emplace((*it)[1], std::stoi((*it)[2]));
  }
  return ids;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fault)

BOOST_AUTO_TEST_CASE(every_id_has_one_row_of_its_own_name) {
  std::set<std::pair<std::string, int>> rows;
  std::set<int> numbers;
  std::set<std::string_view> names;
  for (const auto& entry : fault_table()) {
    rows.emplace(entry.name, static_cast<int>(entry.id));
    BOOST_TEST(numbers.insert(static_cast<int>(entry.id)).second, entry.name);
    BOOST_TEST(names.insert(entry.name).second, entry.name);
  }
  const auto declared = declared_ids();
  BOOST_TEST(declared.size() > 40u);
  BOOST_TEST((rows == declared));
}

BOOST_AUTO_TEST_CASE(every_row_is_filled) {
  const std::regex soa("SOA-0[0-9]{4}");
  for (const auto& entry : fault_table()) {
    BOOST_TEST_CONTEXT(entry.name) {
      const auto number = static_cast<int>(entry.id);
      BOOST_TEST((number >= 1000 && number <= 9999));
      BOOST_TEST(std::regex_match(std::string(entry.soa_code), soa));
      BOOST_TEST((entry.http_status >= 400 && entry.http_status < 600));
      BOOST_TEST(!entry.caller_text.empty());
      BOOST_TEST(!entry.hint.empty());
      BOOST_TEST((entry.origin == Origin::Caller) == (entry.http_status < 500));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_row_has_cause_remedy_and_example) {
  const auto help = core::fault_help();
  BOOST_REQUIRE_EQUAL(help.size(), fault_table().size());
  std::set<std::string_view> causes;
  const std::regex number_of_a_person("[0-9]{8,}");
  for (std::size_t i = 0; i < help.size(); ++i) {
    const auto& entry = fault_table()[i];
    BOOST_TEST_CONTEXT(entry.name) {
      BOOST_TEST((help[i].id == entry.id));
      BOOST_TEST(&core::help_of(entry.id) == &help[i]);
      BOOST_TEST(help[i].cause.size() > 20);
      BOOST_TEST(help[i].example.size() > 5);
      BOOST_TEST(entry.hint.size() > 5);
      BOOST_TEST(causes.insert(help[i].cause).second);
      const std::string example(help[i].example);
      BOOST_TEST((!std::regex_search(example, number_of_a_person) || entry.id == FaultId::MessageTooLarge));
    }
  }
  BOOST_CHECK_THROW(core::help_of(static_cast<FaultId>(9998)), std::logic_error);
}

BOOST_AUTO_TEST_CASE(one_code_says_one_thing) {  // consent.md 5.2; SOA-02001 and 02002 are catalogued with two texts
  std::map<std::string_view, std::string_view> texts;
  for (const auto& entry : fault_table()) BOOST_TEST(texts.emplace(entry.soa_code, entry.caller_text).first->second == entry.caller_text);
}

BOOST_AUTO_TEST_CASE(a_stranger_cannot_tell_security_faults_apart) {
  std::set<std::tuple<std::string_view, std::string_view, int, bool>> unauthenticated;
  std::set<std::tuple<std::string_view, std::string_view, int, bool>> unauthorised;
  for (const auto& entry : fault_table()) {
    const auto number = static_cast<int>(entry.id);
    if (number < 2000 || number > 2999) continue;
    BOOST_TEST((entry.origin == Origin::Caller));
    const bool known = entry.id == FaultId::NotAuthorised || entry.id == FaultId::AttributesRefused;
    (known ? unauthorised : unauthenticated).emplace(entry.soa_code, entry.caller_text, entry.http_status, entry.retry);
    if (!known) BOOST_TEST((entry.audit == AuditClass::SecurityLog), entry.name);
  }
  BOOST_TEST(unauthenticated.size() == 1u);
  BOOST_TEST(unauthorised.size() == 1u);
  BOOST_TEST(std::get<0>(*unauthenticated.begin()) == "SOA-01001");
  BOOST_TEST(std::get<0>(*unauthorised.begin()) == "SOA-01002");
}

BOOST_AUTO_TEST_CASE(a_fault_carries_its_row) {
  Fault fault(FaultId::NetworkTimedOut, "no answer in 5000 ms", "hub-a");
  BOOST_TEST(fault.number() == "SLU-5002");
  BOOST_TEST(fault.entry().name == "NetworkTimedOut");
  BOOST_TEST(fault.log_text() == "no answer in 5000 ms");
  BOOST_TEST(fault.network() == "hub-a");
  BOOST_TEST(fault.caller_detail().empty());
  BOOST_TEST(fault.tell_caller("line 3").caller_detail() == "line 3");
  BOOST_CHECK_THROW(Fault(static_cast<FaultId>(9998)), std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()
