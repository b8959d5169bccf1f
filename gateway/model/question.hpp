#pragma once

#include <optional>
#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/model/transaction_name.hpp"

namespace sluis::model {

struct CallerClaim {  // members that don't apply are empty
  std::string ssin;
  std::string nihii;
  std::string category;
  std::string organisation;  // NIHII, CBE or EHP number
};

struct Question {  // rulings, "The question and the answer"
  CallerClaim caller;
  std::string patient;  // SSIN as written
  std::string source;
  std::string category;
  std::string action;   // "read", "write"
  std::optional<core::Instant> at;
  std::optional<core::Instant> as_known_at;  // judged by what was recorded, and by the tables in force, up to then
  std::optional<std::string> break_the_glass;
  std::optional<TransactionName> transaction;
};

}  // namespace sluis::model
