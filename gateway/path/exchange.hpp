#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gateway/core/log.hpp"
#include "gateway/core/metrics.hpp"
#include "gateway/decision/decider.hpp"
#include "gateway/message/raw.hpp"
#include "gateway/message/reply.hpp"
#include "gateway/native/private_key.hpp"
#include "gateway/path/fence.hpp"
#include "gateway/path/glass_guard.hpp"
#include "gateway/path/operation_table.hpp"
#include "gateway/path/sealed_order.hpp"
#include "gateway/routing/router.hpp"
#include "gateway/security/gate.hpp"
#include "gateway/spi/trail.hpp"

namespace sluis::path {

// The parts that the path runs through; each outlives the Exchange.
struct Parts {
  const security::Gate& gate;
  const OperationTable& operations;
  const decision::Decider& decider;
  routing::Router& router;
  spi::Trail& trail;
  const core::Clock& clock;
  core::Random& random;
  core::Log& log;
  core::Metrics& metrics;
  const GlassGuard* glass = nullptr;  // null: nobody can break the glass
  const SealedOrders* sealed = nullptr;  // null: nothing is opened
  const Fence* fence = nullptr;  // null: answers rest on the decision alone
};

// How we present ourselves in answers and faults.
struct Voice {
  std::string environment;
  std::string number;
  std::string category;
  std::string name;
  std::function<native::Credential()> signer;  // gives who signs SOAP answers at the moment; empty: they aren't signed
};

// The whole life of a message, from a door and back to it. Used by all workers at once; holds no state of a message.
class Exchange final {
 public:
  Exchange(Parts parts, Voice voice);
  message::Reply run(message::Raw raw) const;

 private:
  struct Course;  // what is known of one message so far
  Result<message::Reply> travel(message::Raw raw, Course& course) const;
  Result<model::Answer> fulfil(const model::Order& order, const model::Decision& decision, const decision::Sight& sight) const;
  Status announce(const Course& course) const;
  Status note_glass(Course& course) const;
  Status hold_fence(Course& course, const Fence::Mark& before) const;
  void note_sources(const Course& course) const;
  Result<message::Reply> written(const Course& course, const std::string& payload) const;
  message::Reply closed(Course& course, Result<message::Reply> outcome) const;

  Parts parts_;
  Voice voice_;
};

}  // namespace sluis::path
