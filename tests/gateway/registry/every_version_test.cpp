// Registry files as each schema version left them, with rows in every table of that version, opened by this program.
#include <boost/test/unit_test.hpp>

#include "gateway/registry/claim_json.hpp"
#include "gateway/registry/migrations.hpp"
#include "gateway/registry/open_registry.hpp"
#include "gateway/registry/packed.hpp"
#include "gateway/registry/sqlite_session.hpp"
#include "tests/gateway/registry/support.hpp"

using namespace sluis;
using namespace sluis::registry_test;

namespace {

const auto kThen = moment("2026-11-20T09:15:00Z");

// A consent that stands (record 1) and an exclusion that was revoked (record 2).
void registrations(registry::Session& session, int version) {
  for (const auto* kind : {"consent", "exclusion"}) {
    const bool consent = std::string_view(kind) == "consent";
    const auto party = consent ? std::string{} : registry::to_json(pharmacy());
    session.run("INSERT INTO registration (id, kind, patient, first_name, family_name, party_key, party, type, starts_on, ends_on, comment, named_author, open) "
                "VALUES (?, ?, ?, 'Anna', 'Testpersoon', ?, ?, ?, ?, '', '', '', ?)",
                {kind, kind, kAnna, consent ? std::string{} : pharmacy().key(), party, consent ? "retrospective" : "", consent ? "2026-11-20" : "", consent ? 1 : 0});
  }
  const std::string columns = version >= 10 ? ", patient) VALUES (?, ?, ?, ?, 'request', '2026-11-20', '10:15:00', ?, 'eidreading', '', 'order', '', '', ?)"
                                            : ") VALUES (?, ?, ?, ?, 'request', '2026-11-20', '10:15:00', ?, 'eidreading', '', 'order', '', '')";
  const auto statement = "INSERT INTO registration_event (record_seq, version, operation, at, request_id, request_date, request_time, author, proof_type, representation, "
                         "correlation_id, named_date, ends_early_on" + columns;
  const auto author = registry::to_json(doctor_as_author());
  const auto add = [&](int record, int number, const char* operation) {
    if (version >= 10) session.run(statement, {record, number, operation, kThen, author, kAnna});
    else session.run(statement, {record, number, operation, kThen, author});
  };
  add(1, 1, "declaration");
  add(2, 1, "declaration");
  add(2, 2, "revocation");
}

void archive(registry::Session& session, int version) {
  const auto message = registry::pack("<the message/>");
  session.run("INSERT INTO original (digest, size, packed) VALUES (?, ?, ?)", {message.digest, static_cast<std::int64_t>(message.size), registry::Bytes{message.bytes}});
  if (version >= 10) session.run("INSERT INTO event_original (record_seq, version, original, patient) VALUES (1, 1, 1, ?)", {kAnna});
  else session.run("INSERT INTO event_original (record_seq, version, original) VALUES (1, 1, 1)");
  session.run("INSERT INTO notification (at, recipient, patient, kind, operation, record_id, representation) VALUES (?, ?, ?, 'consent', 'declaration', 'consent', '')",
              {kThen, kDoctor, kAnna});
  const auto content = registry::pack("{}");
  session.run("INSERT INTO kept_decisions (id, at, caller, policy, packed) VALUES ('call', ?, 'somebody', 'tables', ?)", {kThen, registry::Bytes{content.bytes}});
  session.run("INSERT INTO policy_version (digest, since) VALUES ('tables', ?)", {kThen});
}

void fill(registry::Session& session, int version) {
  registrations(session, version);
  if (version >= 3) archive(session, version);
  if (version >= 4) {
    session.run("INSERT INTO outbox (id, topic, key, created, due, payload) VALUES ('owed', 'metahub', 'k', ?, ?, 'payload')", {kThen, kThen});
  }
  if (version >= 5) {
    session.run("INSERT INTO reference (patient, id, local_scheme, hub, hub_name, category, date, time, recorded, complete, validated, patient_access, fetch_with, authors, "
                "declared_by, declared_at) VALUES (?, 'doc', 'HUBAID', '1999990144', 'Hub A', 'labresult', '2026-11-20', '10:00:00', '2026-11-20', 1, 1, 1, '', ?, 'me', ?)",
                {kAnna, registry::to_json(doctor_as_author()), kThen});
  }
  if (version >= 6) {
    session.run("INSERT INTO glass_review (id, patient, caller, caller_name, reason, opened, box_ends, due) VALUES ('use', ?, ?, 'Gert', 'an emergency', ?, ?, ?)",
                {kAnna, kDoctor, kThen, kThen, kThen});
  }
  if (version >= 7) session.run("INSERT INTO hub_feed (one, position) VALUES (1, 'here')");
}

struct Fixture {
  // A file as this version left it.
  void make(int version) {
    registry::make_sqlite_file(path);
    registry::SqliteSession session(path, registry::SessionUse::Write);
    registry::migrate(session, path, clock, version);
    fill(session, version);
  }

  TempFolder folder;
  std::string path = folder.file("registry.sqlite");
  core::ManualClock clock{kThen};
  core::SystemRandom random;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(every_version)

BOOST_AUTO_TEST_CASE(what_each_schema_held_is_held_by_the_newest_and_goes_on) {
  for (const auto& step : registry::migrations()) {
    BOOST_TEST_CONTEXT("version " << step.version) {
      Fixture then;
      then.make(step.version);
      const auto store = registry::open_registry("sqlite://" + then.path, then.clock, then.random);
      const auto file = store->file_of(ssin(kAnna)).value();
      BOOST_TEST(file.consents.at(0).id == "consent");
      BOOST_TEST(!file.consents.at(0).revoked.has_value());
      BOOST_TEST(file.consents.at(0).declared.correlation_id == "order");
      BOOST_TEST(file.exclusions.at(0).revoked.has_value());
      if (step.version >= 3) {
        BOOST_TEST(store->original("consent", 1).value()->bytes == "<the message/>");
        BOOST_TEST(store->notifications(ssin(kDoctor)).value().size() == 1u);
        BOOST_TEST(store->decisions("call").value()->content == "{}");
      }
      if (step.version >= 4) BOOST_TEST(store->outbox().waiting("metahub").value() == 1);
      if (step.version >= 5) BOOST_TEST(store->directory().references(ssin(kAnna)).value().size() == 1u);
      if (step.version >= 6) BOOST_TEST(store->glass_reviews().reviews("").value().size() == 1u);
      if (step.version >= 7) BOOST_TEST(store->hub_memory().feed_position().value() == "here");
      BOOST_TEST((store->revoke_consent(revocation_of(ssin(kAnna)), by_doctor()).value().state == spi::WriteState::Stored));
      BOOST_TEST((store->put_link(link_of(ssin(kAnna)), by_doctor()).value().state == spi::WriteState::Stored));
      BOOST_TEST((store->put_exclusion(exclusion_of(ssin(kAnna), pharmacy()), by_doctor()).value().state == spi::WriteState::Stored));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
