#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/model/claims.hpp"
#include "gateway/model/transaction_name.hpp"

namespace sluis::model {

// One line of "who looked or tried to look".
struct Access {
  core::Instant at;
  std::string operation;
  std::string who;            // name or organisation as in the token
  std::string category;
  std::string organisation;
  std::string outcome;        // permitted, refused, failed
  std::string reason;         // rule name or code
  std::string break_the_glass;
  std::string representation = {};  // kind of representation when somebody acted for the patient; never his number
  std::string delegate = {};        // who looked behind an organisation's counter, as told by its message
  std::optional<TransactionName> document = {};
  std::string document_category = {};
  std::string source = {};          // "" = our own trail, else the source that told
  std::vector<PartyClaim> parties = {};  // organisation before person
  std::string proof = {};           // JSON: that this record stands in the trail (gateway/audit), "" when not asked
};

}  // namespace sluis::model
