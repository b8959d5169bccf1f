#pragma once

#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/audit_event.hpp"

namespace sluis::spi {

// The audit trail as the path sees it. record() returns when the event is durable (fault TrailUnavailable: then nothing may be
// answered). Thread-safe.
class Trail {
 public:
  virtual ~Trail() = default;
  virtual Status record(const model::AuditEvent& event) = 0;
  // Several events of one order (a bulk question): durable together.
  virtual Status record_all(const std::vector<model::AuditEvent>& events) {
    for (const auto& event : events) {
      if (auto done = record(event); !done) return done;
    }
    return core::Done{};
  }
  virtual Result<std::vector<model::Access>> accesses(const model::Ssin& patient) = 0;  // newest first
};

}  // namespace sluis::spi
