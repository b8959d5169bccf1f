#pragma once

#include <string>
#include <vector>

#include "gateway/core/random.hpp"
#include "gateway/decision/decider.hpp"
#include "tests/support/fake_registers.hpp"
#include "tests/support/fake_registry.hpp"
#include "tests/support/sample_world.hpp"

namespace sluis::test {

// Randomness that repeats.
class CountingRandom final : public core::Random {
 public:
  std::vector<std::uint8_t> bytes(std::size_t count) override { return std::vector<std::uint8_t>(count, ++last_); }

 private:
  std::uint8_t last_ = 0;
};

// A decider among the people of the samples, at 2026-11-20 10:15 in Brussels.
struct Bench {
  FakeRegistry registry;
  FakeRegisters registers;
  core::ManualClock clock{instant("2026-11-20T09:15:00Z")};
  CountingRandom random;
  decision::Decider with_registers;
  decision::Decider without_registers;

  Bench();
  model::Decision decide(const model::Order& order) const { return with_registers.decide(order).value(); }
  // Codes of the answer, joined with blanks; "ok" when permitted.
  std::string codes(const model::Order& order) const { return codes_of(with_registers.decide(order)); }
  std::string codes_without_registers(const model::Order& order) const {
    return codes_of(without_registers.decide(order));
  }
  static std::string codes_of(const Result<model::Decision>& decision);

  model::Declaration declared(const std::string& at, const std::string& by_patient = {}) const;
  void give_consent(const std::string& patient, const std::string& at = "2026-03-02T09:00:00Z",
                    const std::string& by_patient = {});
  void withdraw(const std::string& patient, const std::string& at, const std::string& by_patient = {});
  void link(const std::string& patient, const model::Party& party, const std::string& type, const std::string& start,
            const std::string& end);
  void exclude(const std::string& patient, const model::Party& party, const std::string& at = "2026-11-01T09:00:00Z");
};

model::Party person_party(const std::string& number, const std::string& category);
model::Party pharmacy_party();
model::Party hospital_party();

// Who holds the token.
model::Identity professional(const std::string& number, const std::string& nihii, const std::string& category);
model::Identity gert();
model::Identity citizen(const std::string& number);
model::Identity organisation(const std::string& number, const std::string& category,
                             model::OrganisationScheme scheme = model::OrganisationScheme::Nihii);

// How messages name parties.
model::PartyClaim party(const std::string& inss, const std::string& nihii, const std::string& category);
model::PartyClaim software();
model::PatientClaim patient(const std::string& number, const std::string& card_scheme = {},
                            const std::string& card = {});
model::PatientClaim anna();

// An order by the holder of a token who names himself rightly; pharmacist and hospital physician stand before
// organisations.
model::Order order(model::OrderKind kind, const model::Identity& by);
model::Order put_consent(const model::Identity& by, const model::PatientClaim& of);
model::Order revoke_consent(const model::Identity& by, const model::PatientClaim& of);
model::Order put_link(const model::Identity& by, const model::PatientClaim& of,
                      const std::string& type = "gpconsultation", const std::string& proof = "eidreading");
model::Order get_links(const model::Identity& by, const std::string& of);
model::Order has_link(const model::Identity& by, const std::string& of, const model::PartyClaim& whose);
model::Order put_exclusion(const model::Identity& by, const std::string& of, const model::PartyClaim& whom);
// The same as a representative of the patient.
model::Order represented(model::Order order);

model::ConsentOrder& consent_of(model::Order& order);
model::LinkOrder& link_of(model::Order& order);
model::LinkQuery& query_of(model::Order& order);
model::ExclusionOrder& exclusion_of(model::Order& order);

model::Question question(const std::string& caller, const std::string& category, const std::string& about = kAnna,
                         const std::string& kind = "labresult");
model::Order asked(const model::Identity& by, model::Question question);
// Outcome of a rule of the first answer: pass, fail, not_applicable, or "" when it is not there.
std::string outcome(const model::Decision& decision, const std::string& rule);
std::string text_key(const model::Decision& decision, const std::string& rule);

}  // namespace sluis::test
