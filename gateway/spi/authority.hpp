#pragma once

#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/outbox.hpp"
#include "gateway/spi/registry.hpp"
#include "gateway/spi/wire.hpp"

namespace sluis::spi {

// Somebody outside who has the last word on some of the subjects (the federal services). Thread-safe.
class Authority {
 public:
  virtual ~Authority() = default;
  virtual bool decides(Subject subject) const = 0;
  // Which outbox topic carries what it is owed about a subject; the key of an item is the patient's number.
  virtual std::string topic(Subject subject) const = 0;
  // What stands there about a patient: only the members of this subject, revoked ones as far as it tells them.
  // Fault EvidenceUnavailable, with the reason in its log text.
  virtual Result<PatientFile> told(Subject subject, const model::Ssin& patient, Deadline deadline) = 0;
  // The message that tells it of a permitted registration, to be committed with the act; empty when it doesn't decide.
  virtual std::vector<model::Owed> owed(const model::Order& order, const model::Decision& decision) const = 0;
  // What an item in the outbox is about.
  struct About {
    bool revokes = false;
    std::string party;  // model::Party::key(), "" for a consent
    std::string type;   // of a link
  };
  virtual About about(const OutboxItem& item) const = 0;
};

}  // namespace sluis::spi
