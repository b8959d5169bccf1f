#include "gateway/model/order.hpp"

namespace sluis::model {
namespace {

// Hubs and the gateway of Vitalink take ID-PATIENT for the national number as well (vitalink.md section 5).
std::string number_of(const PatientClaim& patient) {
  if (const auto number = patient.value("INSS")) return *number;
  return patient.value("ID-PATIENT").value_or("");
}

struct PatientOf {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const AccessRightOrder&) const { return {}; }
  std::string operator()(const NotificationQuery&) const { return {}; }
  std::string operator()(const EvidenceOrder&) const { return {}; }
  std::string operator()(const RerunOrder&) const { return {}; }
  std::string operator()(const ReviewQuery&) const { return {}; }
  std::string operator()(const ReviewVerdict&) const { return {}; }
  std::string operator()(const HubOrder& order) const { return order.patient ? number_of(*order.patient) : std::string{}; }
  std::string operator()(const DossierOrder& order) const { return order.patient ? number_of(*order.patient) : std::string{}; }
  std::string operator()(const LinkBatch& batch) const {
    if (batch.entries.empty()) return {};
    const auto first = batch.entries.front().order.patient.value("INSS").value_or("");
    for (const auto& entry : batch.entries) {
      if (entry.order.patient.value("INSS").value_or("") != first) return {};
    }
    return first;
  }
  std::string operator()(const LinkQuery& query) const {
    return query.patients.empty() ? std::string{} : query.patients.front().value("INSS").value_or("");
  }
  std::string operator()(const std::vector<Question>& questions) const {
    return questions.empty() ? std::string{} : questions.front().patient;
  }
  std::string operator()(const auto& order) const { return order.patient.value("INSS").value_or(""); }
};

}  // namespace

std::string_view to_text(OrderKind kind) {
  switch (kind) {
    case OrderKind::PutConsent: return "PutPatientConsent";
    case OrderKind::GetConsent: return "GetPatientConsent";
    case OrderKind::RevokeConsent: return "RevokePatientConsent";
    case OrderKind::ConsentStatus: return "GetPatientConsentStatus";
    case OrderKind::PutLink: return "PutTherapeuticLink";
    case OrderKind::PutLinks: return "PutTherapeuticLinkBulk";
    case OrderKind::GetLinks: return "GetTherapeuticLink";
    case OrderKind::RevokeLink: return "RevokeTherapeuticLink";
    case OrderKind::HasLink: return "HasTherapeuticLink";
    case OrderKind::PutExclusion: return "PutTherapeuticExclusion";
    case OrderKind::GetExclusions: return "GetTherapeuticExclusion";
    case OrderKind::GetExclusionHistory: return "GetTherapeuticExclusionHistory";
    case OrderKind::PreviewExclusion: return "PreviewExclusion";
    case OrderKind::PutAccessRight: return "PutAccessRight";
    case OrderKind::GetAccessRights: return "GetAccessRight";
    case OrderKind::RevokeAccessRight: return "RevokeAccessRight";
    case OrderKind::RevokeExclusion: return "RevokeTherapeuticExclusion";
    case OrderKind::ListReferences: return "ListReferences";
    case OrderKind::Decide: return "Decide";
    case OrderKind::ReadAccesses: return "ReadAccesses";
    case OrderKind::ReadNotifications: return "ReadNotifications";
    case OrderKind::FetchEvidence: return "FetchEvidence";
    case OrderKind::RerunDecision: return "RerunDecision";
    case OrderKind::DeclareTransaction: return "DeclareTransaction";
    case OrderKind::PutTransaction: return "PutTransaction";
    case OrderKind::PutTransactionSet: return "PutTransactionSet";
    case OrderKind::GetTransaction: return "GetTransaction";
    case OrderKind::GetTransactionSet: return "GetTransactionSet";
    case OrderKind::RevokeTransaction: return "RevokeTransaction";
    case OrderKind::PutPatient: return "PutPatient";
    case OrderKind::GetPatient: return "GetPatient";
    case OrderKind::PutHcParty: return "PutHCParty";
    case OrderKind::GetHcParty: return "GetHCParty";
    case OrderKind::PutHcPartyConsent: return "PutHCPartyConsent";
    case OrderKind::GetHcPartyConsent: return "GetHCPartyConsent";
    case OrderKind::RevokeHcPartyConsent: return "RevokeHCPartyConsent";
    case OrderKind::RequestPublication: return "RequestPublication";
    case OrderKind::GetLatestUpdate: return "GetLatestUpdate";
    case OrderKind::ReadAuditTrail: return "GetPatientAuditTrail";
    case OrderKind::RegisterDispensations: return "RegisterDispensations";
    case OrderKind::UpdateDispensations: return "UpdateDispensations";
    case OrderKind::RevokeDispensations: return "RevokeDispensations";
    case OrderKind::ReadDossierStatus: return "ReadDossierStatus";
    case OrderKind::ReadProductFilter: return "ReadProductFilter";
    case OrderKind::ReadSystemServices: return "ReadSystemServices";
    case OrderKind::CheckDossier: return "CheckDossier";
    case OrderKind::ReadMedicationHistory: return "ReadMedicationHistory";
    case OrderKind::ReadDossierTypes: return "ReadDossierTypes";
    case OrderKind::ReadPharmacyDetails: return "ReadPharmacyDetails";
    case OrderKind::ListReviews: return "ListReviews";
    case OrderKind::CloseReview: return "CloseReview";
  }
  return "";
}

// A message about the rights on a document has no patient of its own: its author names him (hubs.md section 4).
std::string Order::patient_number() const {
  if (!std::holds_alternative<AccessRightOrder>(content)) return std::visit(PatientOf{}, content);
  const auto own = caller.is_citizen() && caller.ssin ? caller.ssin->text() : std::string{};
  for (const auto& party : header.author.parties) {
    const auto number = party.value("INSS").value_or("");
    if (party.category() == "patient" && number != own) return number;
  }
  return own;
}

}  // namespace sluis::model
