#pragma once

#include <string>
#include <vector>

#include "gateway/core/random.hpp"
#include "gateway/decision/access.hpp"
#include "gateway/decision/policy_book.hpp"

namespace sluis::decision {

// A question as it came, and what it needs to be judged: who asked, when, and in which call.
struct Asked {
  const model::Question& question;
  const model::Identity& caller;
  const std::string& correlation_id;
};

// One question by one policy; `known_at`: by what had been recorded up to then, nullopt for up to now.
Result<model::Decision> decide_question(const Asked& asked, const Policy& policy,
                                        std::optional<core::Instant> known_at, Evidence& evidence);

// The answer where the tables of the asked time were never kept: unknown is deny.
model::Decision denied_without_policy(const model::Question& question);

// All questions of an order, each by the tables of the time that it asks for; what is answered is kept. Decision ids are
// "<call>.<number from 1>".
Result<model::Decision> decide_questions(const model::Order& order, const PolicyBook& policies, spi::Archive* archive,
                                         Evidence& evidence, core::Random& random);

// A kept decision again, under other tables: answers[0] is what was answered, answers[1] what would be.
Result<model::Decision> decide_again(const model::Order& order, const PolicyBook& policies, const Sources& sources);

}  // namespace sluis::decision
