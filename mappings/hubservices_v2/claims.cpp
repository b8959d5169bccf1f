#include "mappings/hubservices_v2/claims.hpp"

#include "gateway/core/encoding.hpp"
#include "mappings/hubservices_v2/request.hpp"
#include "mappings/kmehr/party.hpp"

namespace sluis::mappings::hubservices_v2 {
namespace {

std::string trimmed(native::Node node) {
  return std::string(core::trim(node.text()));
}

// A person who acts for a patient: personTypeLight, children in KMEHR.
model::PatientClaim read_person(native::Node person) {
  model::PatientClaim claim;
  claim.ids = kmehr::read_ids(person);
  for (const auto first : person.children(kmehr::kNamespace, "firstname")) claim.first_names.push_back(trimmed(first));
  if (const auto family = person.child(kmehr::kNamespace, "familyname")) claim.family_name = trimmed(family);
  return claim;
}

}  // namespace

std::optional<std::string> child_text(native::Node parent, std::string_view local) {
  const auto child = parent.child(kCore, local);
  return child ? std::optional(trimmed(child)) : std::nullopt;
}

std::string code_value(native::Node code, std::string_view scheme) {
  const auto written = code.attribute("S").value_or("");
  return written == scheme ? trimmed(code) : written + ":" + trimmed(code);
}

std::vector<std::string> code_values(native::Node parent, std::string_view scheme) {
  std::vector<std::string> values;
  for (const auto code : parent.children(kCore, "cd")) values.push_back(code_value(code, scheme));
  return values;
}

model::PatientClaim read_patient(native::Node patient) {
  model::PatientClaim claim;
  claim.ids = kmehr::read_ids(patient, kCore);
  if (auto first = child_text(patient, "firstname")) claim.first_names.push_back(std::move(*first));
  claim.family_name = child_text(patient, "familyname").value_or(child_text(patient, "name").value_or(""));
  return claim;
}

model::PartyClaim read_core_party(native::Node hcparty) {
  model::PartyClaim claim;
  claim.ids = kmehr::read_ids(hcparty, kCore);
  for (const auto code : hcparty.children(kCore, "cd"))
    claim.codes.push_back({code.attribute("S").value_or(""), trimmed(code)});
  claim.name = child_text(hcparty, "name").value_or("");
  if (auto first = child_text(hcparty, "firstname")) claim.first_names.push_back(std::move(*first));
  claim.family_name = child_text(hcparty, "familyname").value_or("");
  return claim;
}

model::AuthorClaim read_author(native::Node author) {
  model::AuthorClaim claim;
  claim.parties = kmehr::read_parties(author);
  if (const auto patient = author.child(kCore, "patient")) claim.patient = read_patient(patient);
  if (const auto person = author.child(kCore, "person")) claim.person = read_person(person);
  return claim;
}

std::vector<model::ProofClaim> read_proofs(native::Node parent) {
  std::vector<model::ProofClaim> proofs;
  for (const auto proof : parent.children(kCore, "proof")) {
    model::ProofClaim claim;
    claim.type = code_value(proof.child(kCore, "cd"), "CD-PROOFTYPE");
    if (const auto binary = proof.child(kCore, "binaryproof")) {
      claim.binary = binary.child(kmehr::kNamespace, "Base64EncryptedValue").text();
    }
    proofs.push_back(std::move(claim));
  }
  return proofs;
}

}  // namespace sluis::mappings::hubservices_v2
