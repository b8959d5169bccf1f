#include <boost/test/unit_test.hpp>

#include "tests/gateway/decision/support.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

// An archive that keeps one message.
class OneMessage final : public spi::Archive {
 public:
  explicit OneMessage(model::KeptMessage message) : message_(std::move(message)) {}

  bool reachable = true;

  Result<std::optional<model::KeptMessage>> original(const std::string& record_id, int version) override {
    if (!reachable) return Fault(FaultId::RegistryUnavailable, "told to be unreachable");
    if (record_id != "c-1" || version != 1) return std::optional<model::KeptMessage>{};
    return std::optional(message_);
  }
  Status keep(const spi::PolicyVersion&) override { return Done{}; }
  Result<std::optional<spi::PolicyVersion>> policy_at(core::Instant) override { return std::optional<spi::PolicyVersion>{}; }
  Result<std::optional<spi::PolicyVersion>> policy(const std::string&) override { return std::optional<spi::PolicyVersion>{}; }
  Status keep(const spi::KeptDecisions&) override { return Done{}; }
  Result<std::optional<spi::KeptDecisions>> decisions(const std::string&) override { return std::optional<spi::KeptDecisions>{}; }
  Result<std::vector<model::Notification>> notifications(const model::Ssin&) override { return std::vector<model::Notification>{}; }

 private:
  model::KeptMessage message_;
};

struct Fixture {
  Fixture() { fill(registers); }

  // Anna's consent, declared by the hospital with its physician before it.
  static model::KeptMessage kept() {
    model::KeptMessage message{"<m/>", "declaration", instant("2026-11-01T09:00:00Z"), ssin(kAnna), {}, "consent"};
    message.author.parties = {software(), party("", kHospital, "orghospital"), party(kSofie, kSofieNihii, "persphysician")};
    return message;
  }

  model::Decision decide(const model::Identity& by, const std::string& id = "c-1", std::optional<int> version = {}) {
    auto asked = order(model::OrderKind::FetchEvidence, by);
    asked.content = model::EvidenceOrder{id, version};
    return decider.decide(asked).value();
  }

  FakeRegistry registry;
  FakeRegisters registers;
  core::ManualClock clock{instant("2026-11-20T09:15:00Z")};
  CountingRandom random;
  OneMessage archive{kept()};
  decision::Decider decider{{registry, &registers, nullptr, nullptr, nullptr, &archive}, clock, random,
                            std::string(SLUIS_SOURCE_DIR) + "/mappings/policy"};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kept_orders, Fixture)

BOOST_AUTO_TEST_CASE(the_patient_and_who_sent_it_read_the_message) {
  const auto patient = decide(citizen(kAnna));
  BOOST_TEST(patient.permitted());
  BOOST_TEST(patient.rules.back().evidence.at(0).id == "c-1");
  BOOST_TEST(patient.rules.back().evidence.at(0).version == 1);
  BOOST_TEST(decide(organisation(kHospital, "orghospital")).permitted());
  BOOST_TEST(decide(professional(kSofie, kSofieNihii, "persphysician")).permitted());
}

BOOST_AUTO_TEST_CASE(who_represents_the_patient_reads_it_within_the_scope) {
  BOOST_TEST(!decide(citizen(kPetra)).permitted());
  registers.add(kAnna, kPetra, {"mandate", {"consent"}, {}, {}});
  BOOST_TEST(!decide(citizen(kPetra)).permitted());
  registers.add(kAnna, kPetra, {"mandate", {"read"}, {}, {}});
  const auto decision = decide(citizen(kPetra));
  BOOST_TEST(decision.permitted());
  BOOST_TEST(decision.representation == "mandate");
  BOOST_TEST(decision.representative->text() == kPetra);
}

BOOST_AUTO_TEST_CASE(others_and_unknown_numbers_get_the_same_refusal) {
  const auto other = decide(gert());
  const auto unknown = decide(citizen(kAnna), "c-2");
  const auto version = decide(citizen(kAnna), "c-1", 2);
  for (const auto& refused : {other, unknown, version, decide(organisation(kPharmacy, "orgpharmacy"))}) {
    BOOST_TEST(!refused.permitted());
    BOOST_REQUIRE(refused.rules.size() == other.rules.size());
    BOOST_TEST(refused.reason()->text_key == "evidence_closed");
    for (const auto& rule : refused.rules) BOOST_TEST(rule.evidence.empty());
  }
}

BOOST_AUTO_TEST_CASE(what_can_not_be_looked_up_is_a_fault) {
  archive.reachable = false;
  auto asked = order(model::OrderKind::FetchEvidence, citizen(kAnna));
  asked.content = model::EvidenceOrder{"c-1", {}};
  BOOST_TEST((decider.decide(asked).error().id() == FaultId::RegistryUnavailable));
  archive.reachable = true;
  registers.reachable = false;
  BOOST_TEST(decide(citizen(kAnna)).permitted());
  asked = order(model::OrderKind::FetchEvidence, citizen(kPetra));
  asked.content = model::EvidenceOrder{"c-1", {}};
  BOOST_TEST((decider.decide(asked).error().id() == FaultId::EvidenceUnavailable));
}

BOOST_AUTO_TEST_CASE(notifications_are_for_persons) {
  auto asked = order(model::OrderKind::ReadNotifications, citizen(kPetra));
  asked.content = model::NotificationQuery{};
  BOOST_TEST(decider.decide(asked).value().permitted());
  asked.caller = organisation(kHospital, "orghospital");
  BOOST_TEST(decider.decide(asked).value().reason()->text_key == "notifications_of_a_person");
}

BOOST_AUTO_TEST_SUITE_END()
