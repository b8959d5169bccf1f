#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/audit_event.hpp"

namespace sluis::spi {

// Which records are wanted. At least one of patient, parties and document must be given; every other filter is optional.
struct TrailQuery {
  std::optional<model::Ssin> patient = {};
  // Numbers of who looked (SSIN, NIHII, number of an organisation): the caller or the person behind his counter has one of them.
  std::vector<std::string> parties = {};
  std::optional<model::TransactionName> document = {};  // an empty SL or hub fits any
  std::optional<core::Instant> from = {};               // included
  std::optional<core::Instant> before = {};             // not included
  std::string operation = {};
  std::string outcome = {};
  bool break_the_glass_only = false;
  bool with_proofs = false;  // only of records about `patient`; Access.proof is empty where a record has none
};

// The audit trail as the path sees it. record() returns when the event is durable (fault TrailUnavailable: then nothing may be
// answered). Thread-safe.
class Trail {
 public:
  virtual ~Trail() = default;
  // Before an order is fulfilled that changes something: its records as far as they are known by now. Durable when it returns, so that
  // nothing is ever stored without a trace: record() or record_all() of the same correlation id replaces them, and after a crash the next
  // start does. Fault TrailUnavailable: then nothing may be stored.
  virtual Status announce(const std::vector<model::AuditEvent>&) { return core::Done{}; }
  virtual Status record(const model::AuditEvent& event) = 0;
  // Several events of one order (a bulk question): durable together.
  virtual Status record_all(const std::vector<model::AuditEvent>& events) {
    for (const auto& event : events) {
      if (auto done = record(event); !done) return done;
    }
    return core::Done{};
  }
  virtual Result<std::vector<model::Access>> accesses(const TrailQuery& query) = 0;  // newest first
};

}  // namespace sluis::spi
