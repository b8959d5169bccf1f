#include "gateway/registry/authority_registry.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

#include "gateway/registry/open_registry.hpp"
#include "tests/gateway/registry/support.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using namespace std::chrono_literals;

namespace {

// An authority in memory. What it is owed is "put|revoke party type"; told when the test says so.
class FakeAuthority final : public spi::Authority {
 public:
  bool decides(spi::Subject) const override { return true; }
  std::string topic(spi::Subject subject) const override {
    return subject == spi::Subject::Consent ? "ehealth.consent" : subject == spi::Subject::Links ? "ehealth.links" : "ehealth.exclusions";
  }
  Result<spi::PatientFile> told(spi::Subject subject, const model::Ssin&, spi::Deadline) override {
    ++asked;
    if (while_asked) while_asked();
    if (down) return Fault(FaultId::EvidenceUnavailable, "down");
    spi::PatientFile file;
    if (subject == spi::Subject::Consent) file.consents = there.consents;
    if (subject == spi::Subject::Links) file.links = there.links;
    if (subject == spi::Subject::Exclusions) file.exclusions = there.exclusions;
    return file;
  }
  std::vector<model::Owed> owed(const model::Order&, const model::Decision&) const override { return {}; }
  About about(const spi::OutboxItem& item) const override {
    const auto one = item.payload.find('|');
    const auto two = item.payload.find('|', one + 1);
    return {item.payload.substr(0, one) == "revoke", item.payload.substr(one + 1, two - one - 1), item.payload.substr(two + 1)};
  }

  spi::PatientFile there;
  std::atomic<bool> down{false};
  std::atomic<int> asked{0};
  std::function<void()> while_asked;
};

struct Fixture {
  model::Declaration owing(const std::string& topic, const std::string& payload, const std::string& at = "2026-11-20T09:15:00Z") {
    auto by = by_doctor(at);
    by.owed = {{topic, kAnna, payload}};
    return by;
  }
  model::Consent consent_there(const std::string& day_text) {
    const auto signed_on = day(day_text);
    model::Declaration by;
    by.at = core::start_of_day(signed_on);
    return {"", 1, ssin(kAnna), "Anna", "Testpersoon", "retrospective", signed_on, {}, {}, by, {}};
  }
  model::Exclusion exclusion_there() {
    model::Declaration by;
    by.at = moment("2026-11-19T08:00:00Z");
    return {"", 1, ssin(kAnna), "Anna", "Testpersoon", doctor(), by, {}};
  }
  model::TherapeuticLink link_there(const std::string& start = "2026-11-10") {
    model::Declaration by;
    by.at = moment(start + "T08:00:00Z");
    return {"", 1, ssin(kAnna), "Anna", "Testpersoon", doctor(), "gpconsultation", day(start), day("2028-02-10"), "", by, {}, {}, false, {}};
  }
  spi::PatientFile read() { return registry.file_of(ssin(kAnna)).value(); }
  bool consents() {
    const auto file = read();
    return !file.consents.empty() && !file.consents.back().revoked;
  }
  // What waits is told, as the runner does it.
  void acknowledge(const std::string& topic) {
    const auto items = store->outbox().claim(topic, clock.now(), 30s, 10).value();
    for (const auto& item : items) BOOST_REQUIRE(store->outbox().done(item.id, ""));
  }

  TempFolder folder;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = registry::open_registry("sqlite://" + folder.file("registry.db"), clock, random);
  FakeAuthority authority;
  registry::AuthorityRegistry registry{*store, authority, clock, {60s, 5000ms}};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(authority_registry, Fixture)

BOOST_AUTO_TEST_CASE(what_was_registered_elsewhere_holds_here) {
  authority.there = {{consent_there("2026-11-01")}, {link_there()}, {exclusion_there()}};
  const auto file = read();
  BOOST_REQUIRE(file.consents.size() == 1u);
  BOOST_TEST(file.consents.back().id == "ehealth");
  BOOST_TEST(file.links.size() == 1u);
  BOOST_TEST(file.exclusions.size() == 1u);
  BOOST_TEST(file.consents_from.authority == "ehealth");
  BOOST_TEST(file.consents_from.fresh);
  BOOST_TEST(!file.consents_from.pending);
  BOOST_TEST((file.consents_from.as_of == clock.now()));
}

BOOST_AUTO_TEST_CASE(an_answer_is_remembered_as_long_as_configured_and_says_so) {
  authority.there.consents = {consent_there("2026-11-01")};
  BOOST_TEST(consents());
  BOOST_TEST(authority.asked == 3);
  clock.advance(59s);
  const auto file = read();
  BOOST_TEST(authority.asked == 3);
  BOOST_TEST(!file.consents_from.fresh);
  BOOST_TEST((file.consents_from.as_of == clock.now() - 59s));
  authority.there.consents.clear();
  clock.advance(1s);
  BOOST_TEST(!consents());
  BOOST_TEST(authority.asked == 6);
}

BOOST_AUTO_TEST_CASE(nothing_is_remembered_when_the_time_is_zero) {
  registry::AuthorityRegistry forgetful{*store, authority, clock, {0s, 5000ms}};
  BOOST_REQUIRE(forgetful.file_of(ssin(kAnna)));
  BOOST_REQUIRE(forgetful.file_of(ssin(kAnna)));
  BOOST_TEST(authority.asked == 6);
}

BOOST_AUTO_TEST_CASE(an_authority_that_is_down_gives_no_evidence_unless_it_is_remembered) {
  authority.there.consents = {consent_there("2026-11-01")};
  authority.down = true;
  const auto refused = registry.file_of(ssin(kAnna));
  BOOST_REQUIRE(!refused);
  BOOST_TEST((refused.error().id() == FaultId::EvidenceUnavailable));
  authority.down = false;
  BOOST_TEST(consents());
  authority.down = true;
  clock.advance(59s);
  BOOST_TEST(consents());
  clock.advance(1s);
  BOOST_TEST(!registry.file_of(ssin(kAnna)));
}

BOOST_AUTO_TEST_CASE(an_act_is_stored_while_the_authority_is_down_and_holds_at_once) {
  authority.there.consents = {consent_there("2026-11-01")};
  BOOST_TEST(consents());
  BOOST_TEST((registry.put_consent(consent_of(ssin(kAnna)), owing("ehealth.consent", "put||")).value().state == spi::WriteState::AlreadyActive));
  authority.down = true;
  BOOST_TEST((registry.revoke_consent(revocation_of(ssin(kAnna)), owing("ehealth.consent", "revoke||")).value().state == spi::WriteState::Stored));
  authority.down = false;  // it has not heard of it yet
  BOOST_TEST(!consents());
  BOOST_TEST(read().consents_from.pending);
  BOOST_TEST(registry.file_for_act(ssin(kAnna)).value().consents.back().revoked.has_value());
}

BOOST_AUTO_TEST_CASE(what_was_revoked_here_stays_revoked_whatever_is_still_told) {
  authority.there.consents = {consent_there("2026-11-20")};
  BOOST_TEST((registry.revoke_consent(revocation_of(ssin(kAnna)), owing("ehealth.consent", "revoke||")).value().state == spi::WriteState::Stored));
  acknowledge("ehealth.consent");
  BOOST_TEST(!consents());
}

BOOST_AUTO_TEST_CASE(what_ended_elsewhere_carries_nothing_and_can_be_declared_again) {
  BOOST_REQUIRE(registry.put_consent(consent_of(ssin(kAnna)), owing("ehealth.consent", "put||")));
  BOOST_TEST(consents());  // it waits
  acknowledge("ehealth.consent");
  BOOST_TEST(!consents());  // and the authority has none
  BOOST_TEST((registry.put_consent(consent_of(ssin(kAnna)), owing("ehealth.consent", "put||")).value().state == spi::WriteState::Stored));
}

BOOST_AUTO_TEST_CASE(an_answer_from_before_an_act_is_worthless_at_once_in_every_process) {
  registry::AuthorityRegistry other{*store, authority, clock, {60s, 5000ms}};
  authority.there.exclusions.clear();
  BOOST_TEST(other.file_of(ssin(kAnna)).value().exclusions.empty());
  BOOST_REQUIRE(registry.put_exclusion(exclusion_of(ssin(kAnna), doctor()), owing("ehealth.exclusions", "put|" + doctor().key() + "|")));
  BOOST_TEST(other.file_of(ssin(kAnna)).value().exclusions.size() == 1u);
  authority.there.exclusions = {exclusion_there()};
  acknowledge("ehealth.exclusions");
  const auto after = other.file_of(ssin(kAnna)).value();
  BOOST_REQUIRE(after.exclusions.size() == 1u);
  BOOST_TEST(!after.exclusions.front().revoked);
  BOOST_TEST(after.exclusions_from.fresh);
}

BOOST_AUTO_TEST_CASE(a_link_that_waits_to_be_revoked_holds_no_more_and_another_one_does) {
  auto other = link_there();
  other.type = "gpconsultation2";
  authority.there.links = {link_there(), other};
  auto by = owing("ehealth.links", "revoke|" + doctor().key() + "|gpconsultation");
  BOOST_TEST((registry.revoke_link(end_of(ssin(kAnna)), by).value().state == spi::WriteState::Stored));
  const auto links = read().links;
  const auto active = std::ranges::count_if(links, [&](const auto& link) { return link.active_at(clock.now()); });
  BOOST_TEST(active == 1);
}

BOOST_AUTO_TEST_CASE(an_act_during_a_question_is_seen_by_the_next_reader) {
  authority.there.consents = {consent_there("2026-11-20")};
  bool once = true;
  authority.while_asked = [&] {
    if (!std::exchange(once, false)) return;
    authority.while_asked = nullptr;
    BOOST_REQUIRE(store->put_consent(consent_of(ssin(kAnna)), by_doctor()));
    BOOST_REQUIRE(store->revoke_consent(revocation_of(ssin(kAnna)), by_doctor()));
  };
  BOOST_REQUIRE(registry.part_of(ssin(kAnna), spi::Subject::Consent));
  BOOST_TEST(!consents());
}

BOOST_AUTO_TEST_CASE(two_readers_never_see_a_consent_again_once_one_of_them_saw_it_revoked) {
  authority.there.consents = {consent_there("2026-11-20")};
  BOOST_REQUIRE(registry.put_consent(consent_of(ssin(kAnna)), by_doctor()));
  std::atomic<bool> revoked{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> readers;
  for (int n = 0; n < 2; ++n) {
    readers.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        const bool must_be_gone = revoked.load();
        const auto file = registry.file_of(ssin(kAnna));
        if (must_be_gone && file && !file->consents.empty() && !file->consents.back().revoked) ++wrong;
      }
    });
  }
  BOOST_TEST((registry.revoke_consent(revocation_of(ssin(kAnna)), owing("ehealth.consent", "revoke||")).value().state == spi::WriteState::Stored));
  revoked = true;
  acknowledge("ehealth.consent");
  for (auto& reader : readers) reader.join();
  BOOST_TEST(wrong.load() == 0);
}

BOOST_AUTO_TEST_CASE(as_known_at_is_our_own_history) {
  BOOST_REQUIRE(registry.put_consent(consent_of(ssin(kAnna)), owing("ehealth.consent", "put||")));
  authority.down = true;
  const auto file = registry.file_as_known(ssin(kAnna), clock.now()).value();
  BOOST_TEST(file.consents.size() == 1u);
  BOOST_TEST(file.consents_from.authority == "local");
}

BOOST_AUTO_TEST_SUITE_END()
