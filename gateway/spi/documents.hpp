#pragma once

#include <optional>

#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/identifiers.hpp"

namespace sluis::spi {

// What the directory of a document's hub tells of it: kind, authors, whether the patient may see it. Never its content. nullopt: the hub
// knows no such document of this patient, or isn't configured. Faults: those of the network. Thread-safe.
class Documents {
 public:
  virtual ~Documents() = default;
  virtual Result<std::optional<model::DirectoryEntry>> find(const model::TransactionName& document, const model::Ssin& patient) = 0;
};

}  // namespace sluis::spi
