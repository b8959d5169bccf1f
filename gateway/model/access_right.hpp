#pragma once

#include <optional>
#include <string>

#include "gateway/model/registration.hpp"
#include "gateway/model/transaction_name.hpp"

namespace sluis::model {

// An explicit right on one document, for a party or for a whole role (audit-and-access.md section 2, rulings R29).
struct AccessRight {
  std::string id;
  int version = 1;
  TransactionName transaction;
  Party party;        // category alone: everybody of that role
  bool allow = false;
  Declaration declared;
  std::optional<Declaration> revoked;

  bool is_for_role() const { return !party.ssin && !party.nihii && !party.organisation; }
};

// What an order asks to be set.
struct AccessRightRegistration {
  TransactionName transaction;
  std::optional<Party> party;  // absent in a revocation: every right on the document
  bool allow = false;
};

}  // namespace sluis::model
