#include <algorithm>

#include "gateway/core/comparable_name.hpp"
#include "gateway/decision/cards.hpp"
#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// A name that only one of the two gives is not compared.
bool names_agree(const std::string& one, const std::string& other) {
  return core::comparable_name(one).empty() || core::comparable_name(other).empty() || core::same_name(one, other);
}

bool patients_agree(const model::PatientClaim& signed_one, const ProofSubject& about) {
  if (signed_one.values("INSS") != std::vector{about.number->text()}) return false;
  for (const auto& id : signed_one.ids) {
    const auto asked = about.patient.value(id.scheme);
    if (is_card(id.scheme) && asked && *asked != id.value) return false;
  }
  return names_agree(joined(signed_one.first_names), joined(about.patient.first_names)) &&
         names_agree(signed_one.family_name, about.patient.family_name);
}

bool same_number(std::string_view scheme, const std::string& one, const std::string& other) {
  if (one == other) return true;
  if (scheme != "ID-HCPARTY") return false;
  const auto number = model::Nihii::parse(one);
  const auto other_number = model::Nihii::parse(other);
  const bool base = number && other_number && number->same_holder(*other_number);
  return base && (one.size() == 8 || other.size() == 8);  // eight digits name the holder of any eleven
}

enum class Numbers { Agree, Differ, NoneShared };

Numbers compare_numbers(const model::PartyClaim& signed_one, const model::PartyClaim& asked) {
  auto result = Numbers::NoneShared;
  for (const std::string_view scheme : {"INSS", "ID-HCPARTY"}) {
    const auto signed_numbers = signed_one.values(scheme);
    const auto numbers = asked.values(scheme);
    if (signed_numbers.empty() || numbers.empty()) continue;
    if (signed_numbers.size() > 1 || numbers.size() > 1 || !same_number(scheme, signed_numbers.front(), numbers.front()))
      return Numbers::Differ;
    result = Numbers::Agree;
  }
  return result;
}

std::string full_name(const model::PartyClaim& party) {
  return party.family_name.empty() ? party.name : joined(party.first_names) + " " + party.family_name;
}

// Who is named without a shared number has to have the same name.
bool parties_agree(const model::PartyClaim& signed_one, const model::PartyClaim& asked) {
  const auto numbers = compare_numbers(signed_one, asked);
  const auto signed_name = core::comparable_name(full_name(signed_one));
  if (numbers == Numbers::Differ || !names_agree(signed_name, full_name(asked))) return false;
  if (numbers == Numbers::NoneShared && (signed_name.empty() || full_name(asked).empty())) return false;
  return signed_one.category().empty() || asked.category().empty() || signed_one.category() == asked.category();
}

model::PartyClaim party_of(const Actor& actor) {
  model::PartyClaim party;
  if (actor.organisation) {
    party.ids.push_back({"ID-HCPARTY", actor.organisation->number, {}});
  } else if (actor.person) {
    if (actor.nihii) party.ids.push_back({"ID-HCPARTY", actor.nihii->text(), {}});
    party.ids.push_back({"INSS", actor.person->text(), {}});
  }
  return party;
}

}  // namespace

void check_signed_proof(const LinkCase& link, std::span<const std::uint8_t> cms, const ProofSubject& about) {
  const auto* opener = link.evidence.proofs();
  if (opener == nullptr) {
    link.failures.add("certificate_not_trusted");
    return;
  }
  const auto opened = opener->open(cms, link.evidence.now());
  if (const auto* failure = std::get_if<std::string>(&opened)) {
    link.failures.add(*failure);
    return;
  }
  if (!about.number) return;  // the patient is wrong already: nobody to compare with
  const auto& proof = std::get<spi::SignedProof>(opened);
  if (proof.signer != about.number->text()) {
    link.failures.add("signer_not_patient");
    return;
  }
  if (!patients_agree(proof.patient, about)) link.failures.add("signed_patient_differs");
  if (!parties_agree(proof.party, about.party ? *about.party : party_of(link.actor)))
    link.failures.add("signed_party_differs");
}

}  // namespace sluis::decision
