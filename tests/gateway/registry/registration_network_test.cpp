#include "gateway/registry/registration_network.hpp"

#include <boost/test/unit_test.hpp>

#include "gateway/core/clock.hpp"
#include "gateway/registry/link_query.hpp"
#include "tests/gateway/registry/support.hpp"
#include "tests/gateway/registry/support_place.hpp"

using namespace sluis;
using namespace sluis::registry_test;
using model::OrderKind;

namespace {

// Knows one global medical file, or can't be reached.
class FileRegister final : public spi::Registers {
 public:
  Result<std::optional<model::Person>> person(const model::Ssin&) override { return std::optional<model::Person>{}; }
  Result<std::optional<model::Provider>> provider(const model::Ssin&) override { return std::optional<model::Provider>{}; }
  Result<std::optional<model::Provider>> provider(const model::Nihii&) override { return std::optional<model::Provider>{}; }
  Result<std::optional<model::Organisation>> organisation(const model::OrganisationNumber&) override {
    return std::optional<model::Organisation>{};
  }
  Result<std::vector<model::Relation>> representation(const model::Ssin&, const model::Ssin&) override {
    return std::vector<model::Relation>{};
  }
  Result<std::vector<model::Representative>> representatives(const model::Ssin&) override { return std::vector<model::Representative>{}; }
  Result<std::vector<model::Provider>> providers_named(const std::string&, const std::string&) override { return std::vector<model::Provider>{}; }
  Result<std::vector<model::Organisation>> organisations_named(const std::string&) override { return std::vector<model::Organisation>{}; }
  Result<std::optional<model::GlobalFile>> global_file(const model::Ssin&) override {
    if (!reachable) return Fault(FaultId::EvidenceUnavailable);
    return file;
  }

  bool reachable = true;
  std::optional<model::GlobalFile> file;
};

struct Fixture {
  model::Order order(OrderKind kind, const std::string& at = "2026-11-20T09:15:00Z") {
    model::Order order;
    order.kind = kind;
    order.header.id = "18821364003.1";
    order.header.author = doctor_as_author();
    order.header.date = "2026-11-20";
    order.header.time = "10:15:00";
    order.correlation_id = "c0ffee";
    order.received = moment(at);
    return order;
  }

  template <class Registration>
  model::Answer answer(OrderKind kind, Registration registration, const std::string& at = "2026-11-20T09:15:00Z") {
    model::Decision decision;
    decision.verdict = model::Verdict::Permit;
    decision.representation = "mandate";
    decision.registration = std::move(registration);
    return network.exchange(order(kind, at), decision, {}).value();
  }

  model::RegistrationQuery about_anna() {
    model::RegistrationQuery query{.patient = ssin(kAnna), .party = {}, .types = {}, .begin = {}, .end = {}};
    return query;
  }

  std::string code(const model::Answer& answer) { return answer.errors.empty() ? "" : answer.errors.front().code; }

  Place place;
  core::ManualClock clock{moment("2026-11-20T09:15:00Z")};
  core::SystemRandom random;
  std::unique_ptr<registry::Store> store = place.open(clock, random);
  FileRegister registers;
  registry::RegistrationNetwork network{
      *store, model::BusinessErrors::load(SLUIS_SOURCE_DIR "/mappings/policy"), &registers};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(registration_network, Fixture, *boost::unit_test::label("database"))

BOOST_AUTO_TEST_CASE(serves_registrations_and_nothing_else) {
  BOOST_TEST(network.settings().kind == "registry");
  for (const auto kind : {OrderKind::PutConsent, OrderKind::ConsentStatus, OrderKind::PutLink, OrderKind::HasLink,
                          OrderKind::PutExclusion, OrderKind::RevokeExclusion}) {
    BOOST_TEST(network.serves(kind));
  }
  for (const auto kind : {OrderKind::ListReferences, OrderKind::Decide, OrderKind::ReadAccesses, OrderKind::RerunDecision}) {
    BOOST_TEST(!network.serves(kind));
  }
}

BOOST_AUTO_TEST_CASE(refusals_by_the_stored_state_carry_the_codes_of_each_service) {
  const auto anna = ssin(kAnna);
  BOOST_TEST(code(answer(OrderKind::RevokeConsent, revocation_of(anna))) == "MH2.ACCESS.9");
  BOOST_TEST(code(answer(OrderKind::PutConsent, consent_of(anna))) == "");
  BOOST_TEST(code(answer(OrderKind::PutConsent, consent_of(anna))) == "MH2.ACCESS.8");
  BOOST_TEST(code(answer(OrderKind::RevokeConsent, revocation_of(anna, "2026-11-19"))) == "MH2.INPUT.32");
  BOOST_TEST(code(answer(OrderKind::RevokeLink, end_of(anna))) == "TL.ACCESS.11");
  BOOST_TEST(code(answer(OrderKind::PutLink, link_of(anna))) == "");
  BOOST_TEST(code(answer(OrderKind::PutLink, link_of(anna))) == "TL.ACCESS.10");
  BOOST_TEST(code(answer(OrderKind::RevokeLink, end_of(anna, "2030-01-01"))) == "TL.INPUT.67.01");
  BOOST_TEST(code(answer(OrderKind::RevokeLink, end_of(anna))) == "");
  BOOST_TEST(code(answer(OrderKind::RevokeLink, end_of(anna))) == "TL.ACCESS.12");
  const auto exclusion = exclusion_of(anna, pharmacy());
  BOOST_TEST(code(answer(OrderKind::RevokeExclusion, exclusion)) == "EX.ACCESS.11");
  BOOST_TEST(code(answer(OrderKind::PutExclusion, exclusion)) == "");
  BOOST_TEST(code(answer(OrderKind::PutExclusion, exclusion)) == "EX.ACCESS.10");
  BOOST_TEST(code(answer(OrderKind::RevokeExclusion, exclusion)) == "");
  BOOST_TEST(code(answer(OrderKind::RevokeExclusion, exclusion)) == "EX.ACCESS.11");
}

BOOST_AUTO_TEST_CASE(the_declaration_comes_from_order_and_decision) {
  const auto made = answer(OrderKind::PutLink, link_of(ssin(kAnna)), "2026-11-20T09:15:00.250Z");
  const auto link = store->file_of(ssin(kAnna)).value().links.front();
  BOOST_TEST(link.id == made.record_id);
  BOOST_TEST((link.declared.at == moment("2026-11-20T09:15:00.250Z")));
  BOOST_TEST(link.declared.request_id == "18821364003.1");
  BOOST_TEST(link.declared.request_date == "2026-11-20");
  BOOST_TEST(link.declared.correlation_id == "c0ffee");
  BOOST_TEST(link.declared.representation == "mandate");
  BOOST_TEST(link.declared.proof_type == "eidreading");
  BOOST_TEST(link.declared.author.professional()->family_name == "Huisarts");
}

BOOST_AUTO_TEST_CASE(get_shows_an_active_consent_and_status_the_last_one) {
  BOOST_TEST(!answer(OrderKind::ConsentStatus, about_anna()).consent);
  answer(OrderKind::PutConsent, consent_of(ssin(kAnna)));
  BOOST_TEST(answer(OrderKind::GetConsent, about_anna()).consent.has_value());
  auto other_type = about_anna();
  other_type.types = {"prospective"};
  BOOST_TEST(!answer(OrderKind::GetConsent, other_type).consent);
  answer(OrderKind::RevokeConsent, revocation_of(ssin(kAnna)));
  const auto got = answer(OrderKind::GetConsent, about_anna());
  BOOST_TEST(!got.consent);
  BOOST_TEST(got.complete());
  auto dead = about_anna();
  dead.deceased = true;
  const auto status = answer(OrderKind::ConsentStatus, dead);
  BOOST_TEST((status.consent->state() == model::ConsentState::Revoked));
  BOOST_TEST(status.deceased);
}

BOOST_AUTO_TEST_CASE(links_are_found_by_status_party_type_and_period) {
  answer(OrderKind::PutLink, link_of(ssin(kAnna), "2026-01-10", "2026-04-10"), "2026-01-10T09:00:00Z");
  answer(OrderKind::PutLink, link_of(ssin(kAnna)));
  auto of_pharmacy = link_of(ssin(kAnna), "2026-11-20", "2026-11-20");
  of_pharmacy.party = pharmacy();
  of_pharmacy.type = "pharmacydelivery";
  answer(OrderKind::PutLink, of_pharmacy);
  const auto found = [&](auto change) {
    auto query = about_anna();
    change(query);
    return answer(OrderKind::GetLinks, query).links.size();
  };
  BOOST_TEST(found([](auto&) {}) == 2u);
  BOOST_TEST(found([](auto& q) { q.status = "inactive"; }) == 1u);
  BOOST_TEST(found([](auto& q) { q.status = "all"; }) == 3u);
  BOOST_TEST(found([](auto& q) { q.party = pharmacy(); }) == 1u);
  BOOST_TEST(found([](auto& q) { q.types = {"gpconsultation", "gpreferral"}; }) == 1u);
  const auto between = [&](const char* begin, const char* end) {
    return found([&](auto& q) { q.status = "all", q.begin = day(begin), q.end = day(end); });
  };
  BOOST_TEST(between("2026-04-09", "2026-04-10") == 1u);
  BOOST_TEST(between("2026-04-10", "2026-11-20") == 0u);
  BOOST_TEST(between("2026-11-20", "2026-11-21") == 2u);
  BOOST_TEST(between("2026-11-20", "2026-11-20") == 2u);
  BOOST_TEST(between("2026-11-21", "2030-01-01") == 1u);
}

BOOST_AUTO_TEST_CASE(a_page_of_links_holds_the_newest_and_tells_the_total) {
  answer(OrderKind::PutLink, link_of(ssin(kAnna)));
  auto newest = link_of(ssin(kAnna));
  newest.type = "gpreferral";
  answer(OrderKind::PutLink, newest);
  auto query = about_anna();
  query.max_rows = 1;
  const auto page = answer(OrderKind::GetLinks, query);
  BOOST_REQUIRE(page.links.size() == 1u);
  BOOST_TEST(page.links.front().type == "gpreferral");
  BOOST_TEST(page.total_entries.value() == 2);
}

BOOST_AUTO_TEST_CASE(no_link_found_is_told) {
  const auto none = answer(OrderKind::GetLinks, about_anna());
  BOOST_TEST(code(none) == "TL.ACCESS.11");
  BOOST_TEST(none.links.empty());
}

BOOST_AUTO_TEST_CASE(the_holder_of_the_global_file_has_a_read_only_link) {
  registers.file = model::GlobalFile{ssin(kDoctor), model::Nihii::parse("18821364003"), day("2024-02-29")};
  const auto found = answer(OrderKind::GetLinks, about_anna());
  BOOST_REQUIRE(found.links.size() == 1u);
  const auto& link = found.links.front();
  BOOST_TEST(link.type == "gmd");
  BOOST_TEST(link.from_authentic_source);
  BOOST_TEST((link.start == day("2026-02-28")));
  BOOST_TEST((link.end == day("2027-02-28")));
  BOOST_TEST(link.active_at(moment("2026-11-20T09:15:00Z")));
  auto query = about_anna();
  query.types = {"gpconsultation"};
  BOOST_TEST(code(answer(OrderKind::GetLinks, query)) == "TL.ACCESS.11");
  query.types = {"gmd"};
  query.party = doctor();
  query.party->ssin.reset();  // known by number only
  BOOST_TEST(answer(OrderKind::HasLink, query).has_link.value());
  query.party = pharmacy();
  BOOST_TEST(!answer(OrderKind::HasLink, query).has_link.value());
}

BOOST_AUTO_TEST_CASE(an_unreachable_register_is_told_beside_what_is_known) {
  registers.reachable = false;
  const auto silent = answer(OrderKind::HasLink, about_anna());
  BOOST_TEST(!silent.has_link);
  BOOST_TEST(code(silent) == "TL.ACCESS.22");
  answer(OrderKind::PutLink, link_of(ssin(kAnna)));
  const auto found = answer(OrderKind::GetLinks, about_anna());
  BOOST_TEST(found.links.size() == 1u);
  BOOST_TEST(code(found) == "TL.ACCESS.22");
  BOOST_TEST(answer(OrderKind::HasLink, about_anna()).has_link.value());
}

BOOST_AUTO_TEST_CASE(has_follows_link_type_and_exclusion) {
  auto query = about_anna();
  query.party = doctor();
  BOOST_TEST(!answer(OrderKind::HasLink, query).has_link.value());
  answer(OrderKind::PutLink, link_of(ssin(kAnna)));
  BOOST_TEST(answer(OrderKind::HasLink, query).has_link.value());
  query.types = {"gpreferral"};
  BOOST_TEST(!answer(OrderKind::HasLink, query).has_link.value());
  query.types.clear();
  query.blocked = true;
  BOOST_TEST(!answer(OrderKind::HasLink, query).has_link.value());
  BOOST_TEST(answer(OrderKind::HasLink, query).complete());
}

BOOST_AUTO_TEST_CASE(exclusions_that_stand_are_shown) {
  answer(OrderKind::PutExclusion, exclusion_of(ssin(kAnna), doctor()));
  answer(OrderKind::PutExclusion, exclusion_of(ssin(kAnna), pharmacy()));
  answer(OrderKind::RevokeExclusion, exclusion_of(ssin(kAnna), doctor()));
  BOOST_TEST(answer(OrderKind::GetExclusions, about_anna()).exclusions.size() == 1u);
  auto query = about_anna();
  query.party = doctor();
  const auto none = answer(OrderKind::GetExclusions, query);
  BOOST_TEST(none.exclusions.empty());
  BOOST_TEST(none.complete());
}

BOOST_AUTO_TEST_CASE(a_refused_order_or_a_wrong_content_never_reaches_the_store) {
  model::Decision denied;
  denied.registration = consent_of(ssin(kAnna));
  BOOST_TEST((network.exchange(order(OrderKind::PutConsent), denied, {}).error().id() == FaultId::RuleRefused));
  model::Decision odd;
  odd.verdict = model::Verdict::Permit;
  odd.registration = exclusion_of(ssin(kAnna), doctor());
  BOOST_TEST((network.exchange(order(OrderKind::PutConsent), odd, {}).error().id() == FaultId::Internal));
  BOOST_TEST((network.exchange(order(OrderKind::GetConsent), odd, {}).error().id() == FaultId::Internal));
  odd.registration = about_anna();
  BOOST_TEST((network.exchange(order(OrderKind::PutConsent), odd, {}).error().id() == FaultId::Internal));
  BOOST_TEST(!store->file_of(ssin(kAnna)).value().consent());
}

BOOST_AUTO_TEST_SUITE_END()
