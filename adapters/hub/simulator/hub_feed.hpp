#pragma once

#include <string>

#include "adapters/hub/simulator/hub_parts.hpp"

namespace sluis::sandbox::hub {

// Around a write: tells the metahub when it was the patient's first document, or took away the last one.
class FeedWatch final {
 public:
  FeedWatch(const HubParts& parts, std::string patient)
      : parts_(parts), patient_(std::move(patient)), before_(holds()) {}
  ~FeedWatch() {
    const bool after = holds();
    if (!before_ && after && parts_.feed.declared) parts_.feed.declared(parts_.identity.ehp, patient_);
    if (before_ && !after && parts_.feed.withdrawn) parts_.feed.withdrawn(parts_.identity.ehp, patient_);
  }
  FeedWatch(const FeedWatch&) = delete;
  FeedWatch& operator=(const FeedWatch&) = delete;

 private:
  bool holds() const { return !parts_.documents.current(patient_).empty(); }

  const HubParts& parts_;
  std::string patient_;
  bool before_;
};

}  // namespace sluis::sandbox::hub
