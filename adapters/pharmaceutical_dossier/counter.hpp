#pragma once

#include "adapters/pharmaceutical_dossier/queue.hpp"
#include "gateway/model/decision.hpp"

namespace sluis::adapters::pharmaceutical_dossier {

// Registers, updates and revokes dispensations (gfd.md section 6): checks, filter, guids, header, schema; then the queue, or the TIP at once
// for events that need an answer.
class Counter final {
 public:
  Counter(const Office& office, Desk& desk, const Queue& queue) : office_(office), desk_(desk), queue_(queue) {}
  Result<model::Answer> take(const model::Order& order, const model::Decision& decision, const Requestor& requestor, spi::Deadline deadline) const;

 private:
  std::optional<mappings::single_message::Refusal> against_schema(const std::string& message) const;
  Result<model::Answer> queued(const mappings::single_message::Prepared& prepared, const Letter& letter) const;
  void complete(model::Answer& answer, const mappings::single_message::Prepared& prepared) const;

  const Office& office_;
  Desk& desk_;
  const Queue& queue_;
};

}  // namespace sluis::adapters::pharmaceutical_dossier
