#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/audit/file_trail.hpp"
#include "gateway/core/log.hpp"
#include "gateway/registry/store.hpp"

namespace sluis::daemon {

// Brings trail and registry together after a crash: every order that was announced and has no record gets one, which says whether the
// registry holds what it asked for ("permitted", source "registry recovered") or not ("failed"). docs/decisions/0010-announced.md.
class Recovery final {
 public:
  // All must outlive this.
  Recovery(audit::FileTrail& trail, registry::Store& store, core::Log& log);
  // What is left is tried again at the next call. Faults: those of trail and registry.
  Status settle();

 private:
  Result<std::optional<std::string>> stored_as(const model::AuditEvent& event) const;
  Status record(std::vector<model::AuditEvent> order);

  audit::FileTrail& trail_;
  registry::Store& store_;
  core::Log& log_;
  std::vector<std::vector<model::AuditEvent>> left_;  // an order each
};

}  // namespace sluis::daemon
