#include "gateway/spi/archive.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/clock.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using spi::WriteState;

namespace {

struct Fixture {
  std::unique_ptr<registry::Store> open() { return place.open(clock, random); }

  long rows(const std::string& table) {
    return place.session()->number("SELECT count(*) FROM " + table);
  }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
};

model::Declaration with_message(const std::string& bytes, const std::string& at = "2026-11-20T09:15:00Z") {
  auto by = by_doctor(at);
  by.original = std::make_shared<const std::string>(bytes);
  return by;
}

spi::PolicyVersion policy(const std::string& digest, const std::string& since) {
  return {digest, moment(since), {{"roles.table", "role | " + digest + "\n"}, {"empty.schema", ""}}};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(archive, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(the_message_of_each_act_comes_back_byte_for_byte) {
  const std::string declared("<a>\r\n\0\xff caf\xc3\xa9</a>", 18);
  const std::string revoked(200'000, 'x');
  const auto store = open();
  const auto made = store->put_consent(consent_of(ssin(kAnna)), with_message(declared)).value();
  BOOST_REQUIRE(store->revoke_consent(revocation_of(ssin(kAnna)), with_message(revoked, "2026-11-20T10:00:00Z")));
  const auto first = store->original(made.record_id, 1).value();
  BOOST_REQUIRE(first);
  BOOST_TEST((first->bytes == declared));
  BOOST_TEST(first->operation == "declaration");
  BOOST_TEST(first->kind == "consent");
  BOOST_TEST(first->patient.text() == kAnna);
  BOOST_TEST(first->author.professional()->family_name == "Huisarts");
  const auto second = open()->original(made.record_id, 2).value();
  BOOST_REQUIRE(second);
  BOOST_TEST((second->bytes == revoked));
  BOOST_TEST(second->operation == "revocation");
  BOOST_TEST((second->at == moment("2026-11-20T10:00:00Z")));
  BOOST_TEST(!store->original(made.record_id, 3).value());
  BOOST_TEST(!store->original("unknown", 1).value());
}

BOOST_AUTO_TEST_CASE(a_message_is_stored_once_however_many_acts_it_holds) {
  const auto store = open();
  const auto by = with_message("<bulk/>");
  const auto one = store->put_link(link_of(patient(1)), by).value();
  const auto other = store->put_link(link_of(patient(2)), with_message("<bulk/>")).value();
  BOOST_TEST(store->original(one.record_id, 1).value()->bytes == "<bulk/>");
  BOOST_TEST(store->original(other.record_id, 1).value()->bytes == "<bulk/>");
  BOOST_TEST(rows("original") == 1);
  BOOST_TEST(rows("event_original") == 2);
}

BOOST_AUTO_TEST_CASE(an_act_that_is_not_stored_leaves_nothing_behind) {
  const auto store = open();
  BOOST_REQUIRE(store->put_consent(consent_of(ssin(kAnna)), by_doctor()));
  auto by = with_message("<late/>");
  by.notify = {ssin(kDoctor)};
  BOOST_TEST((store->put_consent(consent_of(ssin(kAnna)), by).value().state == WriteState::AlreadyActive));
  auto broken = consent_of(patient(1));
  broken.sign_date.reset();
  BOOST_TEST(!store->put_consent(broken, by));
  BOOST_TEST(rows("original") == 0);
  BOOST_TEST(rows("notification") == 0);
}

BOOST_AUTO_TEST_CASE(who_has_to_be_told_is_told_newest_first) {
  const auto store = open();
  auto by = by_doctor();
  by.representation = "parent";
  by.notify = {ssin(kDoctor), patient(9)};
  const auto consent = store->put_consent(consent_of(ssin(kAnna)), by).value();
  by.at = moment("2026-11-20T11:00:00Z");
  by.notify = {ssin(kDoctor)};
  const auto exclusion = store->put_exclusion(exclusion_of(ssin(kAnna), pharmacy()), by).value();
  const auto told = store->notifications(ssin(kDoctor)).value();
  BOOST_REQUIRE(told.size() == 2u);
  BOOST_TEST(told[0].kind == "exclusion");
  BOOST_TEST(told[0].record_id == exclusion.record_id);
  BOOST_TEST((told[0].at == by.at));
  BOOST_TEST(told[1].record_id == consent.record_id);
  BOOST_TEST(told[1].operation == "declaration");
  BOOST_TEST(told[1].by == "parent");
  BOOST_TEST(told[1].patient.text() == kAnna);
  BOOST_TEST(store->notifications(patient(9)).value().size() == 1u);
  BOOST_TEST(store->notifications(ssin(kAnna)).value().empty());
}

BOOST_AUTO_TEST_CASE(tables_that_were_in_force_are_found_by_moment_and_by_digest) {
  const auto store = open();
  BOOST_TEST(!store->policy_at(moment("2026-11-20T09:15:00Z")).value());
  for (const auto& version : {policy("aa", "2026-01-01T00:00:00Z"), policy("aa", "2026-02-01T00:00:00Z"),
                              policy("bb", "2026-03-01T00:00:00Z"), policy("aa", "2026-04-01T00:00:00Z")}) {
    BOOST_REQUIRE(store->keep(version));
  }
  const auto at = [&](const std::string& day) { return store->policy_at(moment(day + "T00:00:00Z")).value(); };
  BOOST_TEST(at("2025-12-31")->digest == "aa");
  BOOST_TEST(at("2026-01-01")->digest == "aa");
  BOOST_TEST((at("2026-02-15")->since == moment("2026-01-01T00:00:00Z")));
  BOOST_TEST(at("2026-03-15")->digest == "bb");
  BOOST_TEST(at("2026-03-15")->files.at("roles.table") == "role | bb\n");
  BOOST_TEST(at("2026-03-15")->files.at("empty.schema") == "");
  BOOST_TEST((at("2026-05-01")->since == moment("2026-04-01T00:00:00Z")));
  BOOST_TEST(store->policy("bb").value()->files.size() == 2u);
  BOOST_TEST(!store->policy("cc").value());
  BOOST_TEST(!store->policy("").value());
  BOOST_TEST(rows("policy_file") == 4);
}

BOOST_AUTO_TEST_CASE(decisions_are_kept_as_they_were_written) {
  const auto store = open();
  const spi::KeptDecisions made{"d-1", moment("2026-11-20T09:15:00Z"), "ssin:72051999381", "aa", std::string(100'000, '{')};
  BOOST_REQUIRE(store->keep(made));
  const auto found = open()->decisions("d-1").value();
  BOOST_REQUIRE(found);
  BOOST_TEST((found->content == made.content && found->at == made.at));
  BOOST_TEST(found->caller == made.caller);
  BOOST_TEST(found->policy == "aa");
  BOOST_TEST(!store->decisions("d-2").value());
  BOOST_TEST(!store->keep(made));
}

BOOST_AUTO_TEST_CASE(the_database_itself_refuses_to_rewrite_what_is_kept) {
  {
    const auto store = open();
    auto by = with_message("<m/>");
    by.notify = {ssin(kDoctor)};
    BOOST_REQUIRE(store->put_consent(consent_of(ssin(kAnna)), by));
    BOOST_REQUIRE(store->keep(policy("aa", "2026-01-01T00:00:00Z")));
    BOOST_REQUIRE(store->keep(spi::KeptDecisions{"d-1", {}, "", "", "{}"}));
    BOOST_REQUIRE(store->put_right({{"t", "HUBAID", "1"}, doctor(), true}, by));
  }
  const auto session = place.session();
  for (const std::string table : {"original", "event_original", "notification", "policy_version", "policy_file", "kept_decisions",
                                  "access_right", "access_right_event"}) {
    BOOST_CHECK_THROW(session->run("DELETE FROM " + table), registry::DatabaseError);
  }
  for (const std::string change :
       {"original SET size = 0", "event_original SET version = 7", "notification SET kind = ''", "policy_version SET since = 0",
        "policy_file SET name = ''", "kept_decisions SET caller = ''", "access_right SET allow = 0", "access_right_event SET at = 0"}) {
    BOOST_CHECK_THROW(session->run("UPDATE " + change), registry::DatabaseError);
  }
  BOOST_CHECK_NO_THROW(session->run("UPDATE access_right SET open = 0"));
  BOOST_CHECK_THROW(session->run("UPDATE access_right SET open = 1"), registry::DatabaseError);
}

BOOST_AUTO_TEST_SUITE_END()
