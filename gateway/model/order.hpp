#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/identity.hpp"
#include "gateway/model/network_orders.hpp"
#include "gateway/model/order_content.hpp"

namespace sluis::model {

enum class OrderKind {
  PutConsent, GetConsent, RevokeConsent, ConsentStatus,
  PutLink, PutLinks, GetLinks, RevokeLink, HasLink,
  PutExclusion, GetExclusions, GetExclusionHistory, RevokeExclusion,
  PreviewExclusion,  // whom an exclusion would block, before it is stored
  PutAccessRight, GetAccessRights, RevokeAccessRight,
  ListReferences,  // IntraHub GetTransactionList and the JSON references
  Decide,          // the JSON decision question
  ReadAccesses,    // the patient reads who looked
  ReadNotifications,  // what a person was told about acts of others
  FetchEvidence,   // the original message of a registration
  RerunDecision,   // a stored decision again, under other tables
  // Orders that a hub fulfils (hubs.md section 4).
  DeclareTransaction, PutTransaction, PutTransactionSet, GetTransaction, GetTransactionSet, RevokeTransaction,
  PutPatient, GetPatient, PutHcParty, GetHcParty, PutHcPartyConsent, GetHcPartyConsent, RevokeHcPartyConsent,
  RequestPublication, GetLatestUpdate,
  ReadAuditTrail,  // GetPatientAuditTrail: our trail and those of the hubs
  // Orders that the shared pharmaceutical dossier fulfils (gfd.md section 2).
  RegisterDispensations, UpdateDispensations, RevokeDispensations, ReadDossierStatus, ReadProductFilter, ReadSystemServices,
  CheckDossier, ReadMedicationHistory, ReadDossierTypes, ReadPharmacyDetails,
  ListReviews,     // uses of break-the-glass that wait for a reviewer
  CloseReview,
};
std::string_view to_text(OrderKind kind);

struct Order {
  OrderKind kind{};
  Identity caller;       // who the token certifies
  RequestHeader header;  // only author and id are filled on the JSON door
  std::variant<std::monostate, ConsentOrder, LinkOrder, LinkBatch, LinkQuery, ExclusionOrder, ReferenceQuery, std::vector<Question>,
               AccessQuery, AccessRightOrder, NotificationQuery, EvidenceOrder, RerunOrder, HubOrder, DossierOrder, ReviewQuery,
               ReviewVerdict>
      content;
  std::string correlation_id;
  core::Instant received;
  std::shared_ptr<const std::string> original = {};  // the bytes of a message that changes something
  std::optional<std::chrono::milliseconds> budget = {};  // how long the caller is willing to wait for us, when he says so

  std::string patient_number() const;  // INSS of the concerned patient as written, "" when there is none or several
};

}  // namespace sluis::model
