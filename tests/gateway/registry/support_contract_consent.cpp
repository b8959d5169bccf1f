#include <boost/test/unit_test.hpp>

#include "tests/gateway/registry/contract.hpp"
#include "tests/gateway/registry/support.hpp"

namespace sluis::registry_test {
namespace {

using spi::WriteState;

void an_unknown_patient_has_an_empty_file(spi::Registry& registry) {
  const auto file = registry.file_of(ssin(kAnna));
  BOOST_REQUIRE(file);
  BOOST_TEST(!file->consent());
  BOOST_TEST(file->links.empty());
  BOOST_TEST(file->exclusions.empty());
}

void a_consent_is_kept_with_its_declaration(spi::Registry& registry) {
  auto by = by_doctor();
  by.representation = "parent";
  by.author.person = model::PatientClaim{{{"INSS", kAnna, ""}, {"LOCAL", "a\"b\\c", "x"}}, {"Zoë", ""}, "D'Hé\n"};
  const auto written = registry.put_consent(consent_of(ssin(kAnna)), by);
  BOOST_REQUIRE(written);
  BOOST_TEST((written->state == WriteState::Stored));
  const auto consent = registry.file_of(ssin(kAnna)).value().consents.back();
  BOOST_TEST(consent.id == written->record_id);
  BOOST_TEST(consent.version == 1);
  BOOST_TEST((consent.state() == model::ConsentState::Given));
  BOOST_TEST((consent.sign_date == day("2026-11-20")));
  BOOST_TEST(!consent.revoke_date);
  BOOST_TEST(consent.type == "retrospective");
  BOOST_TEST(consent.patient_family_name == "Testpersoon");
  BOOST_TEST((consent.declared.at == by.at));
  BOOST_TEST(consent.declared.request_id == by.request_id);
  BOOST_TEST(consent.declared.request_time == by.request_time);
  BOOST_TEST(consent.declared.proof_type == by.proof_type);
  BOOST_TEST(consent.declared.representation == "parent");
  BOOST_TEST(consent.declared.correlation_id == by.correlation_id);
  BOOST_TEST(!consent.author.person);  // the consent names its author without him
  const auto& author = consent.declared.author;
  BOOST_TEST(author.parties.front().first_names.back() == "Jan");
  BOOST_TEST(author.professional()->value("INSS").value() == kDoctor);
  BOOST_TEST(author.person->ids.back().value == "a\"b\\c");
  BOOST_TEST(author.person->ids.back().local_scheme == "x");
  BOOST_TEST(author.person->first_names.front() == "Zoë");
  BOOST_TEST(author.person->first_names.size() == 2u);
  BOOST_TEST(author.person->family_name == "D'Hé\n");
  BOOST_TEST(!author.patient);
}

void a_second_consent_is_refused_while_one_is_active(spi::Registry& registry) {
  const auto first = registry.put_consent(consent_of(ssin(kAnna)), by_doctor()).value();
  const auto second = registry.put_consent(consent_of(ssin(kAnna)), by_doctor()).value();
  BOOST_TEST((second.state == WriteState::AlreadyActive));
  BOOST_TEST(second.record_id == first.record_id);
  BOOST_TEST((registry.put_consent(consent_of(patient(1)), by_doctor()).value().state == WriteState::Stored));
}

void a_revoked_consent_keeps_both_declarations(spi::Registry& registry) {
  BOOST_REQUIRE(registry.put_consent(consent_of(ssin(kAnna), "2026-11-01"), by_doctor("2026-11-01T08:00:00.123456Z")));
  const auto revoked = registry.revoke_consent(revocation_of(ssin(kAnna)), by_doctor()).value();
  BOOST_TEST((revoked.state == WriteState::Stored));
  const auto consent = registry.file_of(ssin(kAnna)).value().consents.back();
  BOOST_TEST((consent.state() == model::ConsentState::Revoked));
  BOOST_TEST(consent.id == revoked.record_id);
  BOOST_TEST(consent.version == 2);
  BOOST_TEST((consent.revoke_date == day("2026-11-20")));
  BOOST_TEST((consent.declared.at == moment("2026-11-01T08:00:00.123456Z")));
  BOOST_TEST((consent.revoked->at == moment("2026-11-20T09:15:00Z")));
}

void nothing_to_revoke_is_told(spi::Registry& registry) {
  const auto state = [&] { return registry.revoke_consent(revocation_of(ssin(kAnna)), by_doctor()).value().state; };
  BOOST_TEST((state() == WriteState::NotFound));
  BOOST_REQUIRE(registry.put_consent(consent_of(ssin(kAnna)), by_doctor()));
  BOOST_TEST((state() == WriteState::Stored));
  BOOST_TEST((state() == WriteState::NotFound));
}

void a_revocation_before_the_signing_is_outside(spi::Registry& registry) {
  BOOST_REQUIRE(registry.put_consent(consent_of(ssin(kAnna), "2026-11-10"), by_doctor()));
  const auto on = [&](const char* date) {
    return registry.revoke_consent(revocation_of(ssin(kAnna), date), by_doctor()).value().state;
  };
  BOOST_TEST((on("2026-11-09") == WriteState::DateOutside));
  BOOST_TEST((registry.file_of(ssin(kAnna)).value().consents.back().state() == model::ConsentState::Given));
  BOOST_TEST((on("2026-11-10") == WriteState::Stored));
}

void a_consent_may_be_given_again(spi::Registry& registry) {
  const auto first = registry.put_consent(consent_of(ssin(kAnna)), by_doctor()).value();
  BOOST_REQUIRE(registry.revoke_consent(revocation_of(ssin(kAnna)), by_doctor()));
  const auto again = registry.put_consent(consent_of(ssin(kAnna)), by_doctor()).value();
  BOOST_TEST((again.state == WriteState::Stored));
  BOOST_TEST(again.record_id != first.record_id);
  const auto consent = registry.file_of(ssin(kAnna)).value().consents.back();
  BOOST_TEST(consent.id == again.record_id);
  BOOST_TEST((consent.state() == model::ConsentState::Given));
}

void a_registration_without_its_date_is_our_own_fault(spi::Registry& registry) {
  auto wanted = consent_of(ssin(kAnna));
  wanted.sign_date.reset();
  const auto written = registry.put_consent(wanted, by_doctor());
  BOOST_REQUIRE(!written);
  BOOST_TEST((written.error().id() == FaultId::Internal));
  BOOST_TEST(!registry.file_of(ssin(kAnna)).value().consent());
}

}  // namespace

std::vector<ContractCase> consent_contract() {
  return {{"an_unknown_patient_has_an_empty_file", an_unknown_patient_has_an_empty_file},
          {"a_consent_is_kept_with_its_declaration", a_consent_is_kept_with_its_declaration},
          {"a_second_consent_is_refused_while_one_is_active", a_second_consent_is_refused_while_one_is_active},
          {"a_revoked_consent_keeps_both_declarations", a_revoked_consent_keeps_both_declarations},
          {"nothing_to_revoke_is_told", nothing_to_revoke_is_told},
          {"a_revocation_before_the_signing_is_outside", a_revocation_before_the_signing_is_outside},
          {"a_consent_may_be_given_again", a_consent_may_be_given_again},
          {"a_registration_without_its_date_is_our_own_fault", a_registration_without_its_date_is_our_own_fault}};
}

}  // namespace sluis::registry_test
