#include "adapters/hub/simulator/hub_operations.hpp"

namespace sluis::sandbox::hub {
namespace {

constexpr OperationEntry kTable[] = {
    {"DeclareTransaction", "kmehrheader", declare},
    {"PutTransaction", "kmehrmessage", put},
    {"PutTransactionSet", "kmehrmessage", put_set},
    {"GetTransactionList", "select", list, true},
    {"GetTransaction", "select", get},
    {"GetTransactionSet", "select", get_set},
    {"RevokeTransaction", "select", revoke},
    {"PutPatient", "patient", put_patient},
    {"GetPatient", "select", get_patient},
    {"PutHCParty", "hcparty", put_party},
    {"GetHCParty", "select", get_party},
    {"PutHCPartyConsent", "consent", put_party_consent},
    {"GetHCPartyConsent", "select", get_party_consent},
    {"RevokeHCPartyConsent", "consent", revoke_party_consent},
    {"PutPatientConsent", "consent", put_consent},
    {"GetPatientConsent", "select", get_consent},
    {"RevokePatientConsent", "consent", revoke_consent},
    {"PutTherapeuticLink", "therapeuticlink", put_link},
    {"GetTherapeuticLink", "select", get_links},
    {"RevokeTherapeuticLink", "therapeuticlink", revoke_link},
    {"PutAccessRight", "accessright", put_right},
    {"GetAccessRight", "select", get_rights},
    {"RevokeAccessRight", "accessright", revoke_rights},
    {"GetPatientAuditTrail", "select", audit_trail, true},
    {"RequestPublication", "select", request_publication},
    {"GetLatestUpdate", "select", latest_update},
};

}  // namespace

const OperationEntry* operation_named(std::string_view name) {
  for (const auto& entry : kTable) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

}  // namespace sluis::sandbox::hub
