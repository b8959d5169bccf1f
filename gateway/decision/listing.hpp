#pragma once

#include <memory>
#include <vector>

#include "gateway/decision/access.hpp"
#include "gateway/model/answer.hpp"

namespace sluis::decision {

// A question for a list of documents, with what the rules found out about its caller: each document that sources name is judged by
// the same rules as a question about that one document (rulings R28, R29), without asking anybody about the caller again.
class Listing final {
 public:
  // `order` outlives it.
  Listing(const model::Order& order, std::shared_ptr<const Policy> policy, const Sources& sources, core::Instant now);

  Result<model::Decision> decide();
  // After decide(): whether the caller may know of each. Fault RegistryUnavailable.
  Result<std::vector<bool>> open(const std::vector<const model::DirectoryEntry*>& documents);

 private:
  Result<bool> is_open(const model::DirectoryEntry& document);

  const std::shared_ptr<const Policy> policy_;
  Evidence evidence_;
  Access access_;
};

}  // namespace sluis::decision
