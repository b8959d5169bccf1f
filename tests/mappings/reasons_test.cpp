#include "mappings/policy/reasons.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

using namespace sluis;

namespace {

const std::filesystem::path kRoot = SLUIS_SOURCE_DIR;

// Every quoted word in the rules that looks like the text key of an outcome.
std::set<std::string> keys_in_rules() {
  static const std::regex pattern(
      "\"((identity|deliberation|consent|exclusion|link|break_the_glass|access_right|matrix|patient_access|policy|decision|not)_[a-z_]+"
      ")\"");
  static const std::set<std::string> others{"break_the_glass",
                                            "break_the_glass_categories",
                                            "break_the_glass_shortest",
                                            "break_the_glass_longest",
                                            "break_the_glass_minutes",
                                            "not_one_folder",
                                            "not_one_transaction",
                                            "not_the_author",
                                            "access_right",
                                            "patient_access",
                                            "not_authorised",
                                            "not_found",
                                            "not_three_months",
                                            "not_six_months",
                                            "not_the_holder",
                                            "identity_differs",
                                            "link_types",
                                            "link_periods",
                                            "decision_settings"};
  std::set<std::string> keys;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "gateway/decision")) {
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    const auto source = text.str();
    for (std::sregex_iterator it(source.begin(), source.end(), pattern), end; it != end; ++it) {
      if (!others.contains((*it)[1].str())) keys.insert((*it)[1].str());
    }
  }
  return keys;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reasons)

BOOST_AUTO_TEST_CASE(every_outcome_has_a_sentence_in_four_languages) {
  const auto reasons = mappings::policy::Reasons::load((kRoot / "mappings/policy/reasons.table").string());
  const auto keys = keys_in_rules();
  BOOST_TEST(keys.size() > 25U);
  for (const auto& key : keys) {
    BOOST_TEST_CONTEXT(key) {
      BOOST_TEST(reasons.has(key));
      const auto text = reasons.of(key);
      const std::set<std::string> different{text.nl, text.fr, text.de, text.en};
      BOOST_TEST(different.size() == 4U);
      for (const auto& sentence : different) BOOST_TEST(sentence.ends_with("."));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_shown_as_it_is) {
  const auto reasons = mappings::policy::Reasons::load((kRoot / "mappings/policy/reasons.table").string());
  BOOST_TEST(reasons.of("nothing").nl == "nothing");
}

BOOST_AUTO_TEST_SUITE_END()
