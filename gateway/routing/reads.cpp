#include "gateway/routing/reads.hpp"

namespace sluis::routing {

bool is_read(model::OrderKind kind) {
  using enum model::OrderKind;
  switch (kind) {
    case ListReferences:
    case ReadAccesses:
    case ReadAuditTrail:
    case GetTransaction:
    case GetTransactionSet:
    case GetPatient:
    case GetHcParty:
    case GetHcPartyConsent:
    case GetLatestUpdate:
    case ReadDossierStatus:
    case ReadProductFilter:
    case ReadSystemServices:
    case CheckDossier:
    case ReadMedicationHistory:
    case ReadDossierTypes:
    case ReadPharmacyDetails: return true;
    default: return false;
  }
}

}  // namespace sluis::routing
