#include "gateway/path/fence.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/gateway/path/support_bench.hpp"

using namespace sluis;
using namespace sluis::test;

namespace {

constexpr auto kHub = "1999990144";

class NoRights final : public spi::AccessRights {
 public:
  Result<std::vector<model::AccessRight>> rights_on(const model::TransactionName&, core::Instant) override { return std::vector<model::AccessRight>{}; }
  Result<spi::Written> put_right(const model::AccessRightRegistration&, const model::Declaration&) override { return spi::Written{}; }
  Result<spi::Written> revoke_rights(const model::AccessRightRegistration&, const model::Declaration&) override { return spi::Written{}; }
};

// A hub in whose time of answering something happens.
class SlowHub final : public spi::Network {
 public:
  explicit SlowHub(std::function<void()>& meanwhile) : meanwhile_(meanwhile) {}
  const spi::NetworkSettings& settings() const override { return settings_; }
  bool serves(model::OrderKind kind) const override { return kind == model::OrderKind::ListReferences; }
  Result<model::Answer> exchange(const model::Order&, const model::Decision&, spi::Deadline) override {
    if (meanwhile_) meanwhile_();
    model::Answer answer;
    model::DirectoryEntry entry;
    entry.name = {"44.77", "HUBAID", kHub};
    entry.category = "labresult";
    answer.entries.push_back(std::move(entry));
    answer.patient = model::FolderPatient{kAnna, {"First"}, "Family", "", ""};
    return answer;
  }

 private:
  std::function<void()>& meanwhile_;
  spi::NetworkSettings settings_{"hub-1", "hub", "http://hub.example", "hub:1999990144", std::chrono::seconds(30),
                                 {{"hub_id", kHub}, {"sl", "HUBAID"}, {"title", "Hub A"}, {"home", "true"}}};
};

model::Declaration moment(const std::string& at) {
  model::Declaration by;
  by.at = instant(at);
  by.request_id = "1.1";
  return by;
}

// Gert, who treats Anna, asks where something about her stands.
struct Scene : Bench {
  std::function<void()> meanwhile;
  NoRights rights;
  path::Fence fence{registry, rights};
  routing::Router hubs{networks(), nullptr, routing::Routes::load(SLUIS_SOURCE_DIR "/mappings/policy"), metrics, gate.clock};
  path::Exchange fenced{{gate.gate, operations, decider, hubs, trail, gate.clock, random, gate.log, metrics, nullptr, nullptr, &fence},
                        {"Test", "71099911", "orghospital", "Sint-Jan", {}}};

  Scene() {
    model::ConsentRegistration consent{ssin(kAnna), "First", "Family", "retrospective", date("2026-01-05"), {}, {}};
    static_cast<void>(registry.put_consent(consent, moment("2026-01-05T10:00:00Z")));
    model::LinkRegistration link{ssin(kAnna), "First", "Family", gert(), "gpconsultation", date("2026-01-05"), date("2027-01-05"), "", ""};
    static_cast<void>(registry.put_link(link, moment("2026-01-05T10:00:00Z")));
  }

  static model::Party gert() {
    model::Party party;
    party.category = "persphysician";
    party.ssin = ssin(kGert);
    party.nihii = model::Nihii::parse(kGertNihii);
    return party;
  }
  void revoke_consent(const std::string& at) {
    model::ConsentRegistration wanted{ssin(kAnna), "First", "Family", "retrospective", date("2026-01-05"), date("2026-11-20"), {}};
    BOOST_REQUIRE(registry.revoke_consent(wanted, moment(at))->state == spi::WriteState::Stored);
  }
  void exclude(const model::Party& party, const std::string& at) {
    BOOST_REQUIRE(registry.put_exclusion({ssin(kAnna), "First", "Family", party}, moment(at))->state == spi::WriteState::Stored);
  }
  std::vector<std::unique_ptr<spi::Network>> networks() {
    std::vector<std::unique_ptr<spi::Network>> all;
    all.push_back(std::make_unique<SlowHub>(meanwhile));
    return all;
  }
  message::Reply ask() {
    return fenced.run(json_request("/api/v1/references", R"({"caller":{"ssin":")" + std::string(kGert) + R"(","nihii":")" + kGertNihii +
                                                             R"(","category":"persphysician"},"patient":{"ssin":")" + kAnna +
                                                             R"("},"scope":"local"})"));
  }
};

const std::string kNow = core::to_text(tests::now());

}  // namespace

BOOST_FIXTURE_TEST_SUITE(fence, Scene)

BOOST_AUTO_TEST_CASE(what_nobody_changed_is_answered) {
  const auto reply = ask();
  BOOST_TEST(reply.status == 200);
  BOOST_TEST(holds(reply.body, "44.77"));
}

BOOST_AUTO_TEST_CASE(a_consent_revoked_while_the_sources_are_asked_holds_for_their_answer) {
  meanwhile = [this] { revoke_consent(kNow); };
  const auto reply = ask();
  BOOST_TEST(reply.status == 403);
  BOOST_TEST(!holds(reply.body, "44.77"));
  BOOST_TEST(holds(reply.body, "\"consent\""));
  BOOST_REQUIRE(trail.events.size() == 1u);
  BOOST_TEST(trail.events.front().outcome == "refused");
  BOOST_TEST(trail.events.front().rule == "consent");
}

BOOST_AUTO_TEST_CASE(an_exclusion_made_meanwhile_holds_too) {
  meanwhile = [this] { exclude(gert(), kNow); };
  const auto reply = ask();
  BOOST_TEST(reply.status == 403);
  BOOST_TEST(!holds(reply.body, "44.77"));
  BOOST_TEST(trail.events.at(0).rule == "exclusion");
}

BOOST_AUTO_TEST_CASE(a_change_that_concerns_somebody_else_changes_nothing) {
  auto sofie = gert();
  sofie.ssin = ssin(kSofie);
  sofie.nihii = model::Nihii::parse(kSofieNihii);
  meanwhile = [&] { exclude(sofie, kNow); };
  BOOST_TEST(ask().status == 200);
}

BOOST_AUTO_TEST_CASE(when_it_cannot_be_looked_at_again_nothing_leaves) {
  meanwhile = [this] { registry.reachable = false; };
  const auto reply = ask();
  BOOST_TEST(reply.status == 503);
  BOOST_TEST(holds(reply.body, "SLU-6001"));
  BOOST_TEST(!holds(reply.body, "44.77"));
}

// Two nodes have two clocks, and a clock may be set back: what is recorded has happened.
BOOST_AUTO_TEST_CASE(what_a_clock_ahead_of_ours_recorded_holds_at_once) {
  const auto ahead = core::to_text(tests::now() + std::chrono::hours(1));
  revoke_consent(ahead);
  BOOST_TEST(ask().status == 403);
  registry.files[kAnna].consents.back().revoked.reset();
  BOOST_TEST(ask().status == 200);
  exclude(gert(), ahead);
  const auto reply = ask();
  BOOST_TEST(reply.status == 403);
  BOOST_TEST(trail.events.back().rule == "exclusion");
}

BOOST_AUTO_TEST_CASE(what_a_clock_ahead_of_ours_gave_is_there_at_once) {
  auto& file = registry.files[kAnna];
  file.consents.back().declared.at = tests::now() + std::chrono::hours(1);
  file.links.back().declared.at = tests::now() + std::chrono::hours(1);
  BOOST_TEST(ask().status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
