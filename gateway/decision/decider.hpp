#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/access_rights.hpp"
#include "gateway/spi/archive.hpp"
#include "gateway/spi/documents.hpp"
#include "gateway/spi/glass_reviews.hpp"
#include "gateway/spi/registers.hpp"
#include "gateway/spi/registry.hpp"
#include "gateway/spi/signed_proofs.hpp"

namespace sluis::decision {

class PolicyBook;

// Judges documents that sources name, one answer a document: whether the caller of a list may know of each. Fault
// RegistryUnavailable. Used by one thread at a time, as long as order and decider live.
using Sight = std::function<Result<std::vector<bool>>(const std::vector<const model::DirectoryEntry*>&)>;

// Where evidence comes from; all outlive the decider. What is null proves nothing: what only it could show is refused.
struct Sources {
  spi::Registry& registry;
  spi::Registers* registers = nullptr;
  spi::SignedProofs* proofs = nullptr;
  spi::AccessRights* rights = nullptr;
  spi::Documents* documents = nullptr;
  spi::Archive* archive = nullptr;
  // SHA-256 of a text, hexadecimal: names versions of the policy. Null: neither policy nor decisions are kept.
  std::string (*digest)(std::string_view) = nullptr;
  spi::GlassReviews* reviews = nullptr;
  std::vector<std::string> reviewers = {};  // numbers of who may judge uses of break-the-glass
  spi::Registry* acts = nullptr;            // what acts on registrations are judged by, when that isn't `registry`
};

// Decides whether an order may be served, by the rules of consent.md, therapeutic-link.md, therapeutic-exclusion.md and
// audit-and-access.md as settled by rulings.md. Reads the registry once a patient and the registers only when a rule
// needs them. Thread-safe; holds nothing of an order.
class Decider final {
 public:
  // `policy_folder` holds the tables (mappings/policy); the archive keeps them as they are now. Throws
  // std::runtime_error "file:line: …" when one is wrong or incomplete, or can't be kept.
  Decider(Sources sources, const core::Clock& clock, core::Random& random, const std::string& policy_folder);
  ~Decider();

  // Permit or deny with every reason. A fault only when evidence can't be had (EvidenceUnavailable,
  // RegistryUnavailable). Of a list of documents `sight` is filled, when given.
  Result<model::Decision> decide(const model::Order& order, Sight* sight = nullptr) const;

 private:
  Sources sources_;
  const core::Clock& clock_;
  core::Random& random_;
  std::unique_ptr<const PolicyBook> policies_;
};

}  // namespace sluis::decision
