#include "gateway/model/order.hpp"

namespace sluis::model {
namespace {

struct PatientOf {
  std::string operator()(std::monostate) const { return {}; }
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
    case OrderKind::GetLinks: return "GetTherapeuticLink";
    case OrderKind::RevokeLink: return "RevokeTherapeuticLink";
    case OrderKind::HasLink: return "HasTherapeuticLink";
    case OrderKind::PutExclusion: return "PutTherapeuticExclusion";
    case OrderKind::GetExclusions: return "GetTherapeuticExclusion";
    case OrderKind::RevokeExclusion: return "RevokeTherapeuticExclusion";
    case OrderKind::ListReferences: return "ListReferences";
    case OrderKind::Decide: return "Decide";
    case OrderKind::ReadAccesses: return "ReadAccesses";
  }
  return "";
}

std::string Order::patient_number() const { return std::visit(PatientOf{}, content); }

}  // namespace sluis::model
