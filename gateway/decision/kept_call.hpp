#pragma once

#include <string>
#include <vector>

#include "gateway/core/result.hpp"
#include "gateway/model/decision.hpp"
#include "gateway/model/order.hpp"
#include "gateway/spi/archive.hpp"

namespace sluis::decision {

// One call of questions as it is kept: everything that judging it again needs, and what was answered.
struct KeptCall {
  model::Identity caller;
  std::string correlation_id;
  std::vector<model::Question> questions;
  std::vector<model::Decision> answers;  // one a question
};

// Who asks, as the archive names him: of an organisation's token the organisation.
std::string key_of(const model::Identity& caller);

// The content is JSON of one line; read_call() reads it back.
spi::KeptDecisions kept_call(const model::Order& order, const model::Decision& decision, core::Instant at);
// Fault Internal when the text is none of ours.
Result<KeptCall> read_call(const spi::KeptDecisions& kept);

}  // namespace sluis::decision
