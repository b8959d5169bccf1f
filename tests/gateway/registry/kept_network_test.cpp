#include "gateway/registry/kept_network.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/clock.hpp"
#include "gateway/registry/registration_network.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"
#include "tests/support/fake_registers.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using model::OrderKind;

namespace {

model::Order order_of(OrderKind kind, const std::string& at = "2026-11-20T09:15:00Z") {
  model::Order order;
  order.kind = kind;
  order.header.author = doctor_as_author();
  order.received = moment(at);
  return order;
}

struct Fixture {
  model::Decision permit() {
    model::Decision decision;
    decision.verdict = model::Verdict::Permit;
    return decision;
  }

  model::Decision entry(model::LinkRegistration link) {
    auto decision = permit();
    decision.registration = std::move(link);
    return decision;
  }

  model::Answer right(OrderKind kind, std::optional<model::Party> party, bool allow = false) {
    auto decision = permit();
    decision.registration = model::AccessRightRegistration{{"t-1", "HUBAID", "1990000035"}, std::move(party), allow};
    return kept.exchange(order_of(kind), decision, {}).value();
  }

  model::ExclusionPreview preview(const model::Party& party) {
    auto decision = permit();
    decision.registration = exclusion_of(ssin(kAnna), party);
    return kept.exchange(order_of(OrderKind::PreviewExclusion), decision, {}).value().preview.value();
  }

  model::Answer history(const char* begin, const char* end, std::optional<model::Party> party = {}) {
    auto decision = permit();
    model::RegistrationQuery query{.patient = ssin(kAnna), .party = std::move(party), .types = {}, .begin = {}, .end = {}};
    if (*begin) query.begin = day(begin);
    if (*end) query.end = day(end);
    decision.registration = std::move(query);
    return network.exchange(order_of(OrderKind::GetExclusionHistory), decision, {}).value();
  }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = place.open(clock, random);
  test::FakeRegisters registers;
  registry::RegistrationNetwork network{*store, model::BusinessErrors::load(SLUIS_SOURCE_DIR "/mappings/policy"), nullptr};
  registry::KeptNetwork kept{*store, &registers};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kept_network, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(each_entry_of_a_bulk_stands_alone) {
  auto bulk = permit();
  auto refused = model::Decision{};
  refused.errors = {{"TL.INPUT.60", "too long"}, {"TL.INPUT.51", "not this type"}};
  bulk.answers = {entry(link_of(patient(1))), refused, entry(link_of(patient(1))), entry(link_of(patient(2)))};
  auto order = order_of(OrderKind::PutLinks);
  order.original = std::make_shared<const std::string>("<bulk/>");
  const auto answer = network.exchange(order, bulk, {}).value();
  BOOST_REQUIRE(answer.errors.size() == 3u);
  BOOST_TEST(answer.errors[0].entry == 2);
  BOOST_TEST(answer.errors[0].code == "TL.INPUT.60");
  BOOST_TEST(answer.errors[1].entry == 2);
  BOOST_TEST(answer.errors[2].entry == 3);
  BOOST_TEST(answer.errors[2].code == "TL.ACCESS.10");
  for (const int n : {1, 2}) {
    const auto links = store->file_of(patient(n)).value().links;
    BOOST_REQUIRE(links.size() == 1u);
    BOOST_TEST(links[0].declared.proof_type == "eidreading");
    BOOST_TEST(store->original(links[0].id, 1).value()->bytes == "<bulk/>");
  }
}

BOOST_AUTO_TEST_CASE(the_history_of_exclusions_shows_what_stood_in_the_period) {
  store->put_exclusion(exclusion_of(ssin(kAnna), doctor()), by_doctor("2026-01-10T12:00:00Z")).value();
  store->revoke_exclusion(exclusion_of(ssin(kAnna), doctor()), by_doctor("2026-02-10T12:00:00Z")).value();
  store->put_exclusion(exclusion_of(ssin(kAnna), pharmacy()), by_doctor("2026-03-10T12:00:00Z")).value();
  BOOST_TEST(history("", "").exclusions.size() == 2u);
  BOOST_TEST(history("", "").exclusions[0].revoked.has_value());
  BOOST_TEST(history("", "2026-01-09").exclusions.empty());
  BOOST_TEST(history("", "2026-01-10").exclusions.size() == 1u);
  BOOST_TEST(history("2026-02-10", "").exclusions.size() == 2u);
  BOOST_TEST(history("2026-02-11", "").exclusions.size() == 1u);
  BOOST_TEST(history("2026-02-11", "2026-03-09").exclusions.empty());
  BOOST_TEST(history("", "", pharmacy()).exclusions.size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_brussels_day_decides_about_the_history) {
  store->put_exclusion(exclusion_of(ssin(kAnna), doctor()), by_doctor("2026-01-09T23:00:00Z")).value();
  store->revoke_exclusion(exclusion_of(ssin(kAnna), doctor()), by_doctor("2026-02-09T23:00:00Z")).value();
  BOOST_TEST(history("", "2026-01-09").exclusions.empty());
  BOOST_TEST(history("", "2026-01-10").exclusions.size() == 1u);
  BOOST_TEST(history("2026-02-09", "").exclusions.size() == 1u);
  BOOST_TEST(history("2026-02-10", "").exclusions.empty());  // revoked at the very start of that day
}

BOOST_AUTO_TEST_CASE(a_preview_names_all_numbers_and_the_links_that_would_sleep) {
  model::Provider provider{ssin(kDoctor), "Gert", "Huisarts", {}};
  provider.numbers = {{*model::Nihii::parse("18821364003"), "persphysician"}, {*model::Nihii::parse("41052477000"), "persnurse"}};
  registers.add(provider);
  BOOST_TEST(preview(doctor()).links.empty());
  const auto link = store->put_link(link_of(ssin(kAnna)), by_doctor()).value();
  auto of_pharmacy = link_of(ssin(kAnna));
  of_pharmacy.party = pharmacy();
  store->put_link(of_pharmacy, by_doctor()).value();
  const auto before = preview(doctor());
  BOOST_TEST(before.numbers.size() == 2u);
  BOOST_REQUIRE(before.links.size() == 1u);
  BOOST_TEST(before.links[0].id == link.record_id);
  BOOST_TEST(!before.already_excluded);
  BOOST_TEST(store->file_of(ssin(kAnna)).value().exclusions.empty());
  store->put_exclusion(exclusion_of(ssin(kAnna), doctor()), by_doctor()).value();
  BOOST_TEST(preview(doctor()).already_excluded);
  auto other = pharmacy();
  other.organisation->number = "27731013";
  const auto counter = preview(other);
  BOOST_TEST(!counter.already_excluded);
  BOOST_REQUIRE(counter.numbers.size() == 1u);
  BOOST_TEST(counter.numbers[0].first.text() == "27731013");
}

BOOST_AUTO_TEST_CASE(an_unreachable_register_stops_a_preview) {
  registers.reachable = false;
  auto decision = permit();
  decision.registration = exclusion_of(ssin(kAnna), doctor());
  const auto answer = kept.exchange(order_of(OrderKind::PreviewExclusion), decision, {});
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().id() == FaultId::EvidenceUnavailable));
}

BOOST_AUTO_TEST_CASE(rights_are_put_shown_and_revoked) {
  BOOST_TEST(right(OrderKind::GetAccessRights, {}).rights.empty());
  const auto id = right(OrderKind::PutAccessRight, doctor(), true).record_id;
  const auto shown = right(OrderKind::GetAccessRights, {}).rights;
  BOOST_REQUIRE(shown.size() == 1u);
  BOOST_TEST(shown[0].id == id);
  BOOST_TEST(right(OrderKind::RevokeAccessRight, {}).record_id == id);
  BOOST_TEST(right(OrderKind::RevokeAccessRight, {}).record_id == "");
  BOOST_TEST(right(OrderKind::GetAccessRights, {}).rights.empty());
}

BOOST_AUTO_TEST_CASE(the_kept_message_and_the_own_notifications_are_given) {
  auto by = by_doctor();
  by.original = std::make_shared<const std::string>("<m/>");
  by.notify = {ssin(kAnna)};
  const auto written = store->put_consent(consent_of(patient(1)), by).value();
  auto order = order_of(OrderKind::FetchEvidence);
  order.content = model::EvidenceOrder{written.record_id, {}};
  BOOST_TEST(kept.exchange(order, permit(), {}).value().kept->bytes == "<m/>");
  BOOST_TEST((kept.exchange(order, model::Decision{}, {}).error().id() == FaultId::RuleRefused));
  order.content = model::EvidenceOrder{written.record_id, 2};
  BOOST_TEST(!kept.exchange(order, permit(), {}));
  auto read = order_of(OrderKind::ReadNotifications);
  BOOST_TEST(!kept.exchange(read, permit(), {}));
  read.caller.ssin = ssin(kAnna);
  BOOST_TEST(kept.exchange(read, permit(), {}).value().notifications.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
