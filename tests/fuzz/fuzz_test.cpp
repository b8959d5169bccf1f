#include <boost/test/unit_test.hpp>
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <typeinfo>

#include "gateway/core/encoding.hpp"
#include "gateway/native/encryption_token.hpp"
#include "gateway/native/signed_data.hpp"
#include "gateway/native/xml_document.hpp"
#include "tests/fuzz/support_cms.hpp"
#include "tests/fuzz/support_mutator.hpp"
#include "tests/fuzz/target.hpp"

// The short run of tests/fuzz: every target gets its seeds and a fixed number of inputs made of them, the same in every run. The long
// run is tests/fuzz/run.
using namespace sluis;

namespace {

const std::string kFolder = SLUIS_SOURCE_DIR "/tests/fuzz/";

// Printable, so that a failure can be repeated from the report alone when it is short.
std::string shown(const std::string& input) {
  std::string text;
  for (const auto byte : input.substr(0, 2000)) {
    if (byte >= ' ' && byte < 127) text += byte;
    else text += "\\x" + std::string(1, "0123456789abcdef"[(byte >> 4) & 15]) + std::string(1, "0123456789abcdef"[byte & 15]);
  }
  return text;
}

// SLUIS_FUZZ_TIMES=100 makes a hundred times as many mutants: a long run where there is no clang.
int mutants_of(const fuzz::Target& target) {
  const char* times = std::getenv("SLUIS_FUZZ_TIMES");
  return target.mutants * std::max(1, times == nullptr ? 1 : std::atoi(times));
}

void expect_fine(const fuzz::Target& target, const std::string& input, const std::string& which) {
  try {
    target.run(input);
  } catch (const std::exception& error) {
    BOOST_ERROR(target.name << ", " << which << ": " << typeid(error).name() << ": " << error.what() << "\n" << shown(input));
  }
}

void run_short(const fuzz::Target& target) {
  native::start_libraries();
  static const auto words = fuzz::read_words(kFolder + "words.dict");
  const auto seeds = fuzz::read_seeds(kFolder + "seeds/" + std::string(target.name));
  BOOST_REQUIRE_MESSAGE(!seeds.empty(), target.name << " has no seeds");
  expect_fine(target, "", "no bytes");
  for (std::size_t i = 0; i < seeds.size(); ++i) expect_fine(target, seeds[i], "seed " + std::to_string(i));
  for (int number = 0; number < mutants_of(target); ++number) {
    fuzz::Mutator mutator(static_cast<std::uint64_t>(number), words, seeds);
    expect_fine(target, mutator.changed(seeds[static_cast<std::size_t>(number) % seeds.size()]), "mutant " + std::to_string(number));
  }
  BOOST_TEST_MESSAGE(target.name << ": " << seeds.size() << " seeds, " << mutants_of(target) << " mutants");
}

// One test case a target.
const bool listed = [] {
  using namespace boost::unit_test;
  auto* suite = BOOST_TEST_SUITE("fuzz");
  for (const auto& target : fuzz::targets())
    suite->add(make_test_case([&target] { run_short(target); }, std::string(target.name), __FILE__, __LINE__));
  framework::master_test_suite().add(suite);
  return true;
}();

}  // namespace

BOOST_AUTO_TEST_CASE(the_fuzzers_notice_a_broken_promise) {
  BOOST_TEST(listed);
  BOOST_CHECK_THROW(fuzz::holds(false, "promise"), fuzz::Broken);
  fuzz::holds(true, "promise");
}

BOOST_AUTO_TEST_CASE(mutants_are_the_same_in_every_run_and_differ_among_each_other) {
  const std::vector<std::string> words{"word"}, seeds{"<a><b>text</b></a>"};
  const auto mutant = [&](std::uint64_t number) { return fuzz::Mutator(number, words, seeds).changed(seeds.front()); };
  int different = 0;
  for (std::uint64_t number = 0; number < 50; ++number) {
    BOOST_TEST(mutant(number) == mutant(number));
    different += mutant(number) != mutant(number + 1);
  }
  BOOST_TEST(different > 40);
}

// Mutants of a message that was refused anyhow would prove nothing.
BOOST_AUTO_TEST_CASE(the_signed_seeds_are_believed) {
  native::start_libraries();
  const auto seed = [](const std::string& name) { return fuzz::read_seeds(kFolder + "seeds/" + name); };
  int accepted = 0, proofs = 0, sealed = 0;
  for (const auto& text : seed("envelope")) accepted += fuzz::gate().judge(fuzz::request("/Consent/v1", "text/xml", text)).accepted();
  for (const auto& text : seed("signed_proof")) proofs += native::open_signed_data(core::as_bytes(text), false).has_value();
  for (const auto& text : seed("sealed_message")) sealed += native::unseal(core::as_bytes(text), fuzz::opening()).has_value();
  BOOST_TEST(accepted == 2);
  BOOST_TEST(proofs == 3);
  BOOST_TEST(sealed == 3);
  BOOST_TEST(fuzz::gate().judge_assertion(fuzz::request("/", "text/xml", seed("assertion").front())).accepted());
  BOOST_TEST(native::open_encryption_token(core::as_bytes(seed("encryption_token").front()), {fuzz::root().certificate}, fuzz::now()).has_value());
}
