#pragma once

#include <string>

namespace sluis::model {

struct TransactionName {  // one document, by the identifier that its hub gave (HUB-TRN-1)
  std::string id;
  std::string local_scheme;  // SL
  std::string hub;           // EHP
  auto operator<=>(const TransactionName&) const = default;
};

}  // namespace sluis::model
