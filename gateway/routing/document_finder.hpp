#pragma once

#include <string>

#include "gateway/core/clock.hpp"
#include "gateway/core/random.hpp"
#include "gateway/routing/router.hpp"
#include "gateway/spi/documents.hpp"

namespace sluis::routing {

// As whom the directories are asked: the gateway itself, for nobody looks at a document by this.
struct OwnName {
  std::string number;    // ID-HCPARTY
  std::string category;  // CD-HCPARTY
};

// Asks the hub that a transaction names, or else the one whose scheme it is named by, for its list of the patient's documents, and looks the one up in it.
class DocumentFinder final : public spi::Documents {
 public:
  // All outlive it.
  DocumentFinder(Router& router, OwnName own, const core::Clock& clock, core::Random& random)
      : router_(router), own_(std::move(own)), clock_(clock), random_(random) {}

  Result<std::optional<model::DirectoryEntry>> find(const model::TransactionName& document,
                                                    const model::Ssin& patient) override;

 private:
  model::Order list_of(const model::Ssin& patient) const;

  Router& router_;
  const OwnName own_;
  const core::Clock& clock_;
  core::Random& random_;
};

}  // namespace sluis::routing
