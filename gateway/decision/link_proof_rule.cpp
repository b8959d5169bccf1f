#include "gateway/core/encoding.hpp"
#include "gateway/decision/link_rules.hpp"

namespace sluis::decision {
namespace {

std::string_view situation(const LinkCase& link, const std::string& type) {
  const auto found = link.policy.link_types.find(type);
  if (found != link.policy.link_types.end() && found->second.relation == Relation::Referral) return "referral";
  if (link.actor.category == "orgpharmacy") return "pharmacy";
  return link.actor.category == "orghospital" ? "hospital" : "own";
}

// False when something about the proof itself is wrong; then whether it suffices is no question.
bool check_form(const LinkCase& link, const model::ProofClaim& proof, const ProofRule& rule,
                const ProofSubject& about) {
  if (!rule.binary) {
    if (proof.binary) link.failures.add("binary_unexpected");
    return !proof.binary;
  }
  if (!proof.binary) {
    link.failures.add("binary_missing");
    return false;
  }
  const auto cms = core::from_base64(*proof.binary);
  if (!cms || cms->empty()) {
    link.failures.add("binary_invalid");
    return false;
  }
  const auto failures_before = link.failures.count();
  check_signed_proof(link, *cms, about);
  return link.failures.count() == failures_before;
}

void check_proof(const LinkCase& link, const model::ProofClaim& proof, std::string_view needed_for,
                 const ProofSubject& about) {
  const auto rule = link.policy.proofs.find(proof.type);
  if (proof.type.empty()) {
    link.failures.add("proof_invalid");
  } else if (rule == link.policy.proofs.end()) {
    link.failures.add("proof_unknown");
  } else if (check_form(link, proof, rule->second, about) && !rule->second.sufficient_for.contains(needed_for)) {
    link.failures.add("proof_not_sufficient");
  }
}

void check_all(const LinkCase& link, const std::vector<model::ProofClaim>& proofs, std::string_view needed_for,
               const ProofSubject& about) {
  Names seen;
  for (const auto& proof : proofs) {
    if (seen.insert(proof.type).second) {
      check_proof(link, proof, needed_for, about);
    } else {
      link.failures.add("proof_invalid", "it is given twice");
    }
  }
}

}  // namespace

// The separate case of a new-born at a pharmacy (therapeutic-link.md section 5).
bool proof_is_waived(const LinkCase& link, std::string_view type, bool newborn) {
  return newborn && link.actor.category == "orgpharmacy" && type == "pharmacydelivery";
}

void check_proofs(const LinkCase& link, const std::string& type, const std::vector<model::ProofClaim>& proofs,
                  bool newborn, const ProofSubject& about) {
  if (link.actor.is_citizen()) {
    if (!proofs.empty()) link.failures.add("proof_unexpected");
    return;
  }
  if (proofs.empty() && !proof_is_waived(link, type, newborn)) link.failures.add("proof_missing");
  check_all(link, proofs, situation(link, type), about);
}

void check_query_proofs(const LinkCase& link, const std::vector<model::ProofClaim>& proofs, const ProofSubject& about) {
  if (link.actor.is_citizen()) {
    if (!proofs.empty()) link.failures.add("proof_unexpected");
    return;
  }
  check_all(link, proofs, situation(link, {}), about);
}

}  // namespace sluis::decision
