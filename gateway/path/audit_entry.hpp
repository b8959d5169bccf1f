#pragma once

#include <string>
#include <vector>

#include "gateway/core/fault.hpp"
#include "gateway/model/answer.hpp"
#include "gateway/model/audit_event.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"

namespace sluis::path {

// What is known of a finished message; what it did not reach is null.
struct Finished {
  const model::Identity& caller;
  const std::string& operation;
  const std::string& correlation_id;
  core::Instant at;
  const model::Order* order;
  const model::Decision* decision;
  const model::Answer* answer;
  const Fault* fault;
};

// The records of one order: one, or one a question of a bulk decision and one an entry of a bulk of links, so that
// every patient finds his own.
std::vector<model::AuditEvent> audit_entries(const Finished& finished);

}  // namespace sluis::path
