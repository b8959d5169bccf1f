#include "gateway/daemon/recovery.hpp"

#include <optional>
#include <string>
#include <utility>

namespace sluis::daemon {
namespace {

// The number of the registration that this order made or revoked.
std::optional<std::string> made_by(const std::string& order, const auto& records) {
  for (const auto& record : records) {
    if (record.declared.correlation_id == order || (record.revoked && record.revoked->correlation_id == order)) return record.id;
  }
  return std::nullopt;
}

}  // namespace

Recovery::Recovery(audit::FileTrail& trail, registry::Store& store, core::Log& log) : trail_(trail), store_(store), log_(log) {
  for (const auto& event : trail.left_open()) {
    if (left_.empty() || left_.back().front().correlation_id != event.correlation_id) left_.emplace_back();
    left_.back().push_back(event);
  }
}

Status Recovery::settle() {
  while (!left_.empty()) {
    if (auto recorded = record(left_.back()); !recorded) return recorded;
    left_.pop_back();
  }
  return Done{};
}

Status Recovery::record(std::vector<model::AuditEvent> order) {
  for (auto& event : order) {
    if (event.outcome == "refused") continue;
    const auto stored = stored_as(event);
    if (!stored) return stored.error();
    event.outcome = *stored ? "permitted" : "failed";
    event.record_id = stored->value_or("");
    event.sources = {*stored ? "registry recovered 1" : "registry recovered 0"};
    if (!*stored) event.codes = {Fault(FaultId::RegistryUnavailable, "").number()};
    log_.warning("order_recovered", {{"correlation_id", event.correlation_id}, {"operation", event.operation}, {"stored", *stored ? "yes" : "no"}});
  }
  return trail_.record_all(order);
}

// The registration that the order made, by its number; nullopt: it made none.
Result<std::optional<std::string>> Recovery::stored_as(const model::AuditEvent& event) const {
  const auto& order = event.correlation_id;
  if (!event.document_id.empty()) {
    const auto rights = store_.rights_on({event.document_id, event.document_scheme, event.document_hub}, core::Instant::max());
    if (!rights) return rights.error();
    return made_by(order, *rights);
  }
  const auto patient = model::Ssin::parse(event.patient_ssin);
  if (!patient) return std::optional<std::string>{};
  const auto file = store_.file_of(*patient);
  if (!file) return file.error();
  if (auto consent = made_by(order, file->consents)) return consent;
  if (auto link = made_by(order, file->links)) return link;
  return made_by(order, file->exclusions);
}

}  // namespace sluis::daemon
