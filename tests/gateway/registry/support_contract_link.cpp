#include <boost/test/unit_test.hpp>

#include "tests/gateway/registry/contract.hpp"
#include "tests/gateway/registry/support.hpp"

namespace sluis::registry_test {
namespace {

using spi::WriteState;

model::TherapeuticLink only_link(spi::Registry& registry) {
  const auto file = registry.file_of(ssin(kAnna)).value();
  BOOST_REQUIRE(file.links.size() == 1u);
  return file.links.front();
}

WriteState put(spi::Registry& registry, const std::string& start, const std::string& end, const std::string& at) {
  return registry.put_link(link_of(ssin(kAnna), start, end), by_doctor(at)).value().state;
}

WriteState revoke(spi::Registry& registry, const std::string& end, const std::string& at) {
  return registry.revoke_link(end_of(ssin(kAnna), end), by_doctor(at)).value().state;
}

void a_link_is_kept_as_declared(spi::Registry& registry) {
  const auto written = registry.put_link(link_of(ssin(kAnna)), by_doctor()).value();
  BOOST_TEST((written.state == WriteState::Stored));
  const auto link = only_link(registry);
  BOOST_TEST(link.id == written.record_id);
  BOOST_TEST(link.version == 1);
  BOOST_TEST(link.party.key() == doctor().key());
  BOOST_TEST(link.party.category == "persphysician");
  BOOST_TEST(link.party.nihii->text() == "18821364003");
  BOOST_TEST(link.party.family_name == "Huisarts");
  BOOST_TEST(link.type == "gpconsultation");
  BOOST_TEST((link.start == day("2026-11-20")));
  BOOST_TEST((link.end == day("2028-02-20")));
  BOOST_TEST(link.comment == "na raadpleging");
  BOOST_TEST(link.declared.proof_type == "eidreading");
  BOOST_TEST(!link.revoked);
  BOOST_TEST(!link.from_authentic_source);
  BOOST_TEST(link.active_at(moment("2026-11-20T09:15:01Z")));
}

void an_active_link_holds_off_its_equal_only(spi::Registry& registry) {
  const auto first = registry.put_link(link_of(ssin(kAnna)), by_doctor()).value();
  const auto second = registry.put_link(link_of(ssin(kAnna)), by_doctor()).value();
  BOOST_TEST((second.state == WriteState::AlreadyActive));
  BOOST_TEST(second.record_id == first.record_id);
  auto other_type = link_of(ssin(kAnna));
  other_type.type = "gpreferral";
  BOOST_TEST((registry.put_link(other_type, by_doctor()).value().state == WriteState::Stored));
  auto other_party = link_of(ssin(kAnna));
  other_party.party = pharmacy();
  BOOST_TEST((registry.put_link(other_party, by_doctor()).value().state == WriteState::Stored));
  BOOST_TEST((registry.put_link(link_of(patient(1)), by_doctor()).value().state == WriteState::Stored));
  BOOST_TEST(registry.file_of(ssin(kAnna)).value().links.size() == 3u);
}

void the_same_person_under_another_number_is_the_same_party(spi::Registry& registry) {
  BOOST_REQUIRE(registry.put_link(link_of(ssin(kAnna)), by_doctor()));
  auto again = link_of(ssin(kAnna));
  again.party.nihii.reset();
  again.party.category = "persdentist";
  BOOST_TEST((registry.put_link(again, by_doctor()).value().state == WriteState::AlreadyActive));
}

void an_expired_link_holds_off_nothing(spi::Registry& registry) {
  BOOST_TEST((put(registry, "2026-11-20", "2026-12-20", "2026-11-20T09:00:00Z") == WriteState::Stored));
  BOOST_TEST((put(registry, "2026-12-19", "2027-01-19", "2026-12-19T22:59:59Z") == WriteState::AlreadyActive));
  BOOST_TEST((put(registry, "2026-12-20", "2027-01-20", "2026-12-19T23:00:00Z") == WriteState::Stored));
  BOOST_TEST(registry.file_of(ssin(kAnna)).value().links.size() == 2u);
}

void a_link_of_one_day_holds_that_day(spi::Registry& registry) {
  BOOST_TEST((put(registry, "2026-11-20", "2026-11-20", "2026-11-20T09:00:00Z") == WriteState::Stored));
  BOOST_TEST((put(registry, "2026-11-20", "2026-11-20", "2026-11-20T22:59:59Z") == WriteState::AlreadyActive));
  BOOST_TEST((put(registry, "2026-11-21", "2026-11-21", "2026-11-20T23:00:00Z") == WriteState::Stored));
}

void a_link_that_has_yet_to_begin_counts(spi::Registry& registry) {
  BOOST_TEST((put(registry, "2026-12-01", "2026-12-31", "2026-11-20T09:00:00Z") == WriteState::Stored));
  BOOST_TEST((put(registry, "2026-11-20", "2027-01-31", "2026-11-20T09:00:00Z") == WriteState::AlreadyActive));
  BOOST_TEST((revoke(registry, "", "2026-11-21T09:00:00Z") == WriteState::Stored));
  BOOST_TEST(!only_link(registry).active_at(moment("2026-12-05T09:00:00Z")));
}

void a_revocation_without_date_takes_effect_at_once(spi::Registry& registry) {
  for (const std::string end : {"", "2026-11-21", "2028-02-20"}) {
    BOOST_TEST((put(registry, "2026-11-20", "2028-02-20", "2026-11-20T09:00:00Z") == WriteState::Stored));
    BOOST_TEST((revoke(registry, end, "2026-11-21T09:00:00Z") == WriteState::Stored), "end " << end);
    const auto link = registry.file_of(ssin(kAnna)).value().links.back();
    BOOST_TEST(link.version == 2);
    BOOST_TEST(!link.ended_early);
    BOOST_TEST((link.end == day("2028-02-20")));
    BOOST_TEST(link.active_at(moment("2026-11-21T08:59:59Z")));
    BOOST_TEST(!link.active_at(moment("2026-11-21T09:00:00Z")));
  }
}

void a_future_end_ends_the_link_on_that_day(spi::Registry& registry) {
  put(registry, "2026-11-20", "2028-02-20", "2026-11-20T09:00:00Z");
  BOOST_TEST((revoke(registry, "2026-12-01", "2026-11-21T09:00:00Z") == WriteState::Stored));
  const auto link = only_link(registry);
  BOOST_TEST((link.ended_early == day("2026-12-01")));
  BOOST_TEST(link.active_at(moment("2026-11-30T22:59:59Z")));
  BOOST_TEST(!link.active_at(moment("2026-11-30T23:00:00Z")));
  BOOST_TEST((put(registry, "2026-11-25", "2027-02-25", "2026-11-25T09:00:00Z") == WriteState::AlreadyActive));
  BOOST_TEST((put(registry, "2026-12-01", "2027-02-25", "2026-12-01T09:00:00Z") == WriteState::Stored));
}

void an_announced_end_can_come_earlier_only(spi::Registry& registry) {
  put(registry, "2026-11-20", "2028-02-20", "2026-11-20T09:00:00Z");
  revoke(registry, "2026-12-01", "2026-11-21T09:00:00Z");
  BOOST_TEST((revoke(registry, "2026-12-01", "2026-11-21T09:01:00Z") == WriteState::AlreadyRevoked));
  BOOST_TEST((revoke(registry, "2026-12-15", "2026-11-21T09:02:00Z") == WriteState::DateOutside));
  BOOST_TEST((revoke(registry, "", "2026-11-22T09:00:00Z") == WriteState::Stored));
  const auto link = only_link(registry);
  BOOST_TEST(link.version == 3);
  BOOST_TEST(!link.active_at(moment("2026-11-22T09:00:00Z")));
  BOOST_TEST((revoke(registry, "", "2026-11-23T09:00:00Z") == WriteState::AlreadyRevoked));
}

void a_past_end_is_kept_but_takes_effect_now(spi::Registry& registry) {
  put(registry, "2026-11-10", "2028-02-10", "2026-11-10T09:00:00Z");
  BOOST_TEST((revoke(registry, "2026-11-15", "2026-11-21T09:00:00Z") == WriteState::Stored));
  const auto link = only_link(registry);
  BOOST_TEST((link.revocation_end == day("2026-11-15")));
  BOOST_TEST(!link.ended_early);
  BOOST_TEST(link.active_at(moment("2026-11-20T09:00:00Z")));
  BOOST_TEST(!link.active_at(moment("2026-11-21T09:00:00Z")));
}

void an_end_outside_the_link_is_refused(spi::Registry& registry) {
  put(registry, "2026-11-10", "2027-11-10", "2026-11-10T09:00:00Z");
  for (const std::string end : {"2026-11-09", "2027-11-11", "2030-01-01"}) {
    BOOST_TEST((revoke(registry, end, "2026-11-21T09:00:00Z") == WriteState::DateOutside), "end " << end);
  }
  BOOST_TEST(only_link(registry).version == 1);
  BOOST_TEST((revoke(registry, "2026-11-10", "2026-11-21T09:00:00Z") == WriteState::Stored));
}

void nothing_to_revoke_is_told_apart(spi::Registry& registry) {
  BOOST_TEST((revoke(registry, "", "2026-11-20T09:00:00Z") == WriteState::NotFound));
  put(registry, "2026-11-20", "2026-12-20", "2026-11-20T09:00:00Z");
  auto other_type = end_of(ssin(kAnna));
  other_type.type = "gpreferral";
  BOOST_TEST((registry.revoke_link(other_type, by_doctor()).value().state == WriteState::NotFound));
  BOOST_TEST((revoke(registry, "", "2026-12-20T09:00:00Z") == WriteState::AlreadyRevoked));
  BOOST_TEST((revoke(registry, "", "2026-12-19T09:00:00Z") == WriteState::Stored));
  BOOST_TEST((revoke(registry, "", "2026-12-19T09:00:01Z") == WriteState::AlreadyRevoked));
}

}  // namespace

std::vector<ContractCase> link_contract() {
  return {{"a_link_is_kept_as_declared", a_link_is_kept_as_declared},
          {"an_active_link_holds_off_its_equal_only", an_active_link_holds_off_its_equal_only},
          {"the_same_person_under_another_number_is_the_same_party", the_same_person_under_another_number_is_the_same_party},
          {"an_expired_link_holds_off_nothing", an_expired_link_holds_off_nothing},
          {"a_link_of_one_day_holds_that_day", a_link_of_one_day_holds_that_day},
          {"a_link_that_has_yet_to_begin_counts", a_link_that_has_yet_to_begin_counts},
          {"a_revocation_without_date_takes_effect_at_once", a_revocation_without_date_takes_effect_at_once},
          {"a_future_end_ends_the_link_on_that_day", a_future_end_ends_the_link_on_that_day},
          {"an_announced_end_can_come_earlier_only", an_announced_end_can_come_earlier_only},
          {"a_past_end_is_kept_but_takes_effect_now", a_past_end_is_kept_but_takes_effect_now},
          {"an_end_outside_the_link_is_refused", an_end_outside_the_link_is_refused},
          {"nothing_to_revoke_is_told_apart", nothing_to_revoke_is_told_apart}};
}

}  // namespace sluis::registry_test
