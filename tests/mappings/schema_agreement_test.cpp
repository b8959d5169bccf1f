#include <boost/test/unit_test.hpp>
#include <map>
#include <optional>

#include "gateway/native/xml_document.hpp"
#include "mappings/schemas.hpp"
#include "mappings/validation.hpp"
#include "tests/mappings/support_mutants.hpp"
#include "tests/mappings/support_samples.hpp"

using namespace sluis;
using mappings::Schemas;

namespace {

const Schemas& ours() {
  static const auto loaded = Schemas::load((test::kSource / "mappings").string());
  if (!loaded) throw std::runtime_error(loaded.error().log_text());
  return *loaded;
}

// nullptr, and a note, when the official files are not there.
const Schemas* official() {
  const auto folder = test::kShared / "schemas";
  if (!std::filesystem::is_directory(folder)) {
    BOOST_TEST_MESSAGE("skipped: no official schemas beside the project");
    return nullptr;
  }
  static const auto loaded = Schemas::load((test::kSource / "mappings").string(), folder.string());
  if (!loaded) throw std::runtime_error(loaded.error().log_text());
  return &*loaded;
}

// The verdict on a text as one element; nullopt when it is not well-formed.
std::optional<bool> valid(const std::string& xml, const native::Schema& schema) {
  const auto document = native::Document::parse(xml);
  if (!document) return std::nullopt;
  return schema.validate(document->root(), 1).empty();
}

struct Tally {
  std::size_t compared = 0;
  std::size_t valid = 0;
};

void compare(const std::string& service, const test::Mutant& mutant, const Schemas& theirs, Tally& tally) {
  const auto here = valid(mutant.xml, ours().of(service));
  if (!here) return;
  const auto there = valid(mutant.xml, theirs.of(service));
  ++tally.compared;
  tally.valid += *there ? 1 : 0;
  if (*here != *there)
    BOOST_ERROR(mutant.what << (*here ? ": only we accept it" : ": only we refuse it") << "\n" << mutant.xml);
}

std::vector<std::filesystem::path> seeds_of(const std::string& service) {
  static const std::map<std::string, std::pair<std::string, std::string>> folders = {
      {"consent", {"consent", ""}},
      {"therlink", {"therapeutic-link", ""}},
      {"exclusion", {"therapeutic-exclusion", ""}},
      {"intrahub", {"hubs", "GetTransactionList"}}};
  const auto& [folder, part] = folders.at(service);
  auto seeds = test::samples_in(test::kSource / "tests/mappings/rich", service + ".");
  const auto samples = test::samples_in(test::kShared / "samples" / folder, part);
  seeds.insert(seeds.end(), samples.begin(), samples.end());
  return seeds;
}

void agree_on_mutants(const std::string& service) {
  const auto* theirs = official();
  if (theirs == nullptr) return;
  const auto seeds = seeds_of(service);
  Tally tally;
  for (const auto& seed : seeds) {
    const bool rich = seed.parent_path().filename() == "rich";
    for (const auto& mutant : test::mutants(test::read_text(seed), rich ? 500 : 2000 / seeds.size() + 1))
      compare(service, {seed.filename().string() + ": " + mutant.what, mutant.xml}, *theirs, tally);
  }
  BOOST_TEST_MESSAGE(service << ": " << tally.compared << " mutants, of which valid " << tally.valid);
  BOOST_TEST(tally.compared >= 2000U);
  BOOST_TEST(tally.valid >= tally.compared / 20);
}

void agree_on_samples(const std::string& folder, const std::string& service) {
  const auto* theirs = official();
  if (theirs == nullptr) return;
  for (const auto& file : test::samples_in(test::kShared / "samples" / folder)) {
    const auto text = test::read_text(file);
    const bool expected = file.string().find(".schema.xml") == std::string::npos;
    BOOST_TEST(valid(text, ours().of(service)).value() == expected, file);
    BOOST_TEST(valid(text, theirs->of(service)).value() == expected, file);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema_agreement)

BOOST_AUTO_TEST_CASE(samples_of_the_federal_services_get_the_verdict_of_their_name) {
  agree_on_samples("consent", "consent");
  agree_on_samples("therapeutic-link", "therlink");
  agree_on_samples("therapeutic-exclusion", "exclusion");
}

BOOST_AUTO_TEST_CASE(samples_of_the_hubs_get_the_verdict_of_their_name) {
  agree_on_samples("hubs", "intrahub");
}

BOOST_AUTO_TEST_CASE(whole_messages_get_the_verdict_of_their_name) {
  const auto* theirs = official();
  if (theirs == nullptr) return;
  for (const auto& file : test::samples_in(test::kShared / "samples/security")) {
    const auto text = test::read_text(file);
    const bool expected = file.string().find(".schema.xml") == std::string::npos;
    BOOST_TEST(mappings::validate_message(text, ours()).empty() == expected, file);
    BOOST_TEST(mappings::validate_message(text, *theirs).empty() == expected, file);
  }
}

BOOST_AUTO_TEST_CASE(mutants_of_consent) {
  agree_on_mutants("consent");
}
BOOST_AUTO_TEST_CASE(mutants_of_therapeutic_link) {
  agree_on_mutants("therlink");
}
BOOST_AUTO_TEST_CASE(mutants_of_therapeutic_exclusion) {
  agree_on_mutants("exclusion");
}
BOOST_AUTO_TEST_CASE(mutants_of_transaction_list) {
  agree_on_mutants("intrahub");
}

BOOST_AUTO_TEST_CASE(mutants_of_whole_messages) {
  const auto* theirs = official();
  if (theirs == nullptr) return;
  for (const auto* name : {"soap-get-consent-signed.xml", "soap-rst-issue-hok-signed.xml", "rstr-issue-hok.xml",
                           "rst-renew.xml", "rstr-sign-challenge.xml", "fault-SOA-03006.xml"})
    for (const auto& mutant : test::mutants(test::read_text(test::kShared / "samples/security" / name), 150)) {
      const bool here = mappings::validate_message(mutant.xml, ours()).empty();
      const bool there = mappings::validate_message(mutant.xml, *theirs).empty();
      BOOST_TEST(here == there, name << ": " << mutant.what << (here ? ": only we accept it" : ": only we refuse it"));
    }
}

BOOST_AUTO_TEST_CASE(messages_with_everything_in_them_are_valid) {
  for (const auto* service : {"consent", "therlink", "exclusion", "intrahub"}) {
    const auto rich = test::samples_in(test::kSource / "tests/mappings/rich", std::string(service) + ".");
    BOOST_TEST(!rich.empty());
    for (const auto& file : rich) {
      const auto findings = mappings::validate_message(test::read_text(file), ours(), service);
      BOOST_TEST(findings.empty(),
                 file << (findings.empty() ? "" : ": " + findings[0].path + ": " + findings[0].expected));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
