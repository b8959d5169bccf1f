// The sample messages beside the project, when they are there: each gets the verdict that its folder says.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <map>

#include "gateway/core/calendar.hpp"
#include "gateway/security/file_check.hpp"
#include "mappings/validation.hpp"
#include "support_gate.hpp"

using namespace sluis;
using namespace sluis::tests;

namespace {

const std::string kSamples = SLUIS_SOURCE_DIR "/../shared/samples/security";

struct SampleCheck {
  SampleCheck() : log(clock, [](std::string_view) {}) {
    auto loaded = mappings::Schemas::load(SLUIS_SOURCE_DIR "/mappings");
    BOOST_REQUIRE(loaded);
    schemas = std::make_unique<mappings::Schemas>(std::move(*loaded));
  }

  security::FileVerdict check(const std::string& path) {
    security::GateSettings settings;
    settings.policy_folder = SLUIS_SOURCE_DIR "/mappings/policy";
    settings.trust.sts_certificates = *native::Certificate::load(kSamples + "/certs/sts-sample.pem");
    security::MemoryReplayGuard replays;
    const security::Gate gate(settings, clock, log, replays);
    return security::check_file(read_file(path), gate, [&](std::string_view text) -> Status {
      const auto findings = mappings::validate_message(text, *schemas);
      if (findings.empty()) return Done{};
      return Fault(FaultId::SchemaViolation, findings.front().path + ": " + findings.front().expected);
    });
  }

  core::ManualClock clock{now()};
  core::Log log;
  std::unique_ptr<mappings::Schemas> schemas;
};

std::vector<std::string> files_of(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".xml") names.push_back(entry.path().string());
  }
  return names;
}

std::string described(const security::FileVerdict& verdict) {
  if (verdict.accepted()) return "accepted as " + verdict.kind;
  return std::to_string(verdict.rule) + " " + std::string(verdict.fault->entry().name) + " " + verdict.fault->log_text();
}

bool absent() {
  if (std::filesystem::exists(kSamples)) return false;
  BOOST_TEST_MESSAGE("no samples beside the project: skipped");
  return true;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(samples)

BOOST_AUTO_TEST_CASE(all_good_ones_are_accepted) {
  if (absent()) return;
  SampleCheck samples;
  for (const auto& file : files_of(kSamples)) {
    const auto verdict = samples.check(file);
    BOOST_TEST_MESSAGE(file << ": " << described(verdict));
    BOOST_TEST(verdict.accepted(), file << ": " << described(verdict));
  }
}

BOOST_AUTO_TEST_CASE(all_bad_ones_are_refused) {
  if (absent()) return;
  SampleCheck samples;
  for (const auto& file : files_of(kSamples + "/invalid")) {
    const auto verdict = samples.check(file);
    BOOST_TEST_MESSAGE(file << ": " << described(verdict));
    BOOST_TEST(!verdict.accepted(), file);
  }
}

BOOST_AUTO_TEST_CASE(by_the_rule_that_their_comment_names) {
  if (absent()) return;
  SampleCheck samples;
  const std::map<std::string, std::string> expected{
      {"soap-duplicate-id.schema", "2 DuplicateId"},
      {"soap-expired-timestamp.business", "3 TimestampRefused"},
      {"soap-hmac-confusion.business", "4 AlgorithmRefused"},
      {"soap-sha1.business", "4 AlgorithmRefused"},
      {"soap-unsigned-body.business", "4 ReferencesRefused"},
      {"assertion-expired.business", "5 AssertionConditions"},
      {"assertion-unsigned.business", "5 AssertionSignature"},
      {"soap-signed-by-other-key.business", "7 MessageSignature"},
      {"soap-tampered-body.business", "7 MessageSignature"},
      {"soap-signature-wrapping.business", "8 ReferencesRefused"},
      {"soap-bad-payload.schema", "11 SchemaViolation"},
      {"fault-code-qualified.schema", "11 SchemaViolation"},
      {"fault-environment-unqualified.schema", "11 SchemaViolation"},
      {"rst-missing-dialect-namespace.schema", "11 SchemaViolation"},
  };
  for (const auto& [name, told] : expected)
    BOOST_TEST(described(samples.check(kSamples + "/invalid/" + name + ".xml")).starts_with(told), name);
}

BOOST_AUTO_TEST_CASE(who_the_samples_are) {
  if (absent()) return;
  SampleCheck samples;
  for (const auto* name : {"soap-get-consent-signed", "assertion-hok", "rstr-issue-hok"}) {
    const auto verdict = samples.check(kSamples + "/" + name + ".xml");
    BOOST_REQUIRE(verdict.identity);
    BOOST_TEST(verdict.identity->category == "persphysician");
    BOOST_TEST(verdict.identity->ssin->text() == "72051999381");
  }
  const auto request = samples.check(kSamples + "/soap-rst-issue-hok-signed.xml");
  BOOST_TEST(request.kind == "token request");
  BOOST_TEST(request.identity->category == "patient");  // a certificate proves who, not a profession
  BOOST_TEST(!samples.check(kSamples + "/fault-SOA-01001.xml").identity);
}

BOOST_AUTO_TEST_CASE(at_another_moment_they_are_refused) {
  if (absent()) return;
  SampleCheck samples;
  samples.clock.set(*core::parse_instant("2026-11-22T12:00:00Z"));
  BOOST_TEST(described(samples.check(kSamples + "/soap-get-consent-signed.xml")).starts_with("3 "));
  BOOST_TEST(described(samples.check(kSamples + "/assertion-hok.xml")).starts_with("5 "));
}

BOOST_AUTO_TEST_SUITE_END()
